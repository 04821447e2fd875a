import { eq } from 'drizzle-orm';
import { makeBlindedCase, type BlindedCase } from '#lib/core/case/blinding.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { parseLevel } from './own-draft.server.ts';

/** The columns from which a blinded case is made: no other column of the read is selected for a blinded page. */
export function blindedColumns(read: ReadHandle) {
	const { cases, reads } = read.tables;
	return {
		modality: reads.modality,
		bodyRegion: reads.bodyRegion,
		procedure: reads.procedure,
		patientClass: reads.patientClass,
		priority: reads.priority,
		ageYears: reads.ageYears,
		sex: reads.sex,
		blindingLevel: cases.blindingLevel
	};
}

type BlindedRow = Omit<Parameters<typeof makeBlindedCase>[0], 'level'> & { readonly blindingLevel: string };

/** Makes the blinded view of a selected row. */
export function blindRow(row: BlindedRow): BlindedCase {
	return makeBlindedCase({ ...row, level: parseLevel(row.blindingLevel) });
}

/** The blinded view of one case, or null when there is none. */
export async function findBlindedCase(read: ReadHandle, caseId: string): Promise<BlindedCase | null> {
	const { cases, reads } = read.tables;
	const [row] = await read
		.select(blindedColumns(read))
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(eq(cases.id, caseId));
	return row ? blindRow(row) : null;
}
