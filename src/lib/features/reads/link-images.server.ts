import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';

/** What tells whether a read and a study are of one patient, as far as each says. */
export type PatientMarks = {
	/** Every number the message gives for the patient; empty when it gives none. */
	readonly numbers: readonly string[];
	readonly birthOn: string | null;
};

export type StudyMarks = { readonly mrn: string | null; readonly birthOn: string | null };

const plain = (number: string) => number.trim().replace(/^0+/, '').toUpperCase();

/**
 * Whether images may belong to a read of the same accession. Accession numbers repeat between senders: where both name
 * the patient, a number must agree, or at least the date of birth.
 */
export function isSamePatient(read: PatientMarks, study: StudyMarks): boolean {
	if (!study.mrn || read.numbers.length === 0) return true;
	const mrn = plain(study.mrn);
	if (read.numbers.some((number) => plain(number) === mrn)) return true;
	return read.birthOn !== null && read.birthOn === study.birthOn;
}

export type StudyOfAccession = StudyMarks & { readonly studyUid: string; readonly accession: string | null };

/** The studies of some accessions, in the order they came. */
export async function studiesOfAccessions(
	read: ReadHandle,
	accessions: readonly string[]
): Promise<StudyOfAccession[]> {
	if (accessions.length === 0) return [];
	const { studies } = read.tables;
	return read
		.select({
			studyUid: studies.studyUid,
			accession: studies.accession,
			mrn: studies.patientMrn,
			birthOn: studies.patientBirthOn
		})
		.from(studies)
		.where(inArray(studies.accession, [...accessions]))
		.orderBy(asc(studies.receivedAt), asc(studies.id));
}

/**
 * Gives reads that came before their images the study of their accession; called when studies have come in. Reads whose
 * message named a study keep it.
 */
export async function linkReadsToStudies(write: WriteHandle, studyUids: readonly string[]): Promise<number> {
	if (studyUids.length === 0) return 0;
	const { studies, reads, patients, reports } = write.tables;
	const waiting = await write
		.select({
			readId: reads.id,
			studyUid: studies.studyUid,
			studyMrn: studies.patientMrn,
			studyBirthOn: studies.patientBirthOn,
			mrn: patients.mrn,
			birthOn: patients.birthOn,
			identifiers: reports.knownIdentifiers
		})
		.from(studies)
		.innerJoin(reads, and(eq(reads.accession, studies.accession), isNull(reads.studyUid)))
		.leftJoin(patients, eq(patients.id, reads.patientId))
		.leftJoin(reports, eq(reports.readId, reads.id))
		.where(inArray(studies.studyUid, [...studyUids]))
		.orderBy(asc(studies.receivedAt), asc(studies.id));
	const linked = new Set<string>();
	for (const { readId, studyUid, studyMrn, studyBirthOn, mrn, birthOn, identifiers } of waiting) {
		const numbers = mrn === null ? [] : [mrn, ...(identifiers ?? [])];
		const isSame = isSamePatient({ numbers, birthOn }, { mrn: studyMrn, birthOn: studyBirthOn });
		if (!isSame || linked.has(readId)) continue;
		await write.update(reads).set({ studyUid }).where(eq(reads.id, readId));
		linked.add(readId);
	}
	return linked.size;
}
