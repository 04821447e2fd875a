import type { Instant } from '#lib/core/instant.ts';
import { isOpenLoop, parseCriticalStatus, type CriticalStatus } from '#lib/core/turnaround/critical.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** A critical result as a line of a list: no patient, no reader. */
export type CriticalLine = {
	readonly id: string;
	readonly category: number;
	readonly status: CriticalStatus;
	readonly facility: string;
	readonly timeZone: string;
	readonly accession: string;
	readonly modality: string;
	readonly procedure: string;
	readonly identifiedAt: Instant;
	readonly dueAt: Instant;
	readonly communicatedAt: Instant | null;
	readonly receivedAt: Instant | null;
	readonly isLate: boolean;
};

/** The columns of a line, in a query that joins results, reads and facilities. */
export function criticalColumns(read: ReadHandle) {
	const { criticalResults, reads, facilities } = read.tables;
	return {
		id: criticalResults.id,
		category: criticalResults.category,
		status: criticalResults.status,
		facility: facilities.code,
		timeZone: facilities.timeZone,
		accession: reads.accession,
		modality: reads.modality,
		procedure: reads.procedure,
		identifiedAt: criticalResults.identifiedAt,
		dueAt: criticalResults.dueAt,
		communicatedAt: criticalResults.communicatedAt,
		receivedAt: criticalResults.receivedAt
	};
}

type Row = Omit<CriticalLine, 'status' | 'isLate'> & { readonly status: string };

export function lineOf({ status: stored, ...row }: Row, now: Instant): CriticalLine {
	const status = parseCriticalStatus(stored);
	const isLate = isOpenLoop(status)
		? row.dueAt <= now
		: row.receivedAt !== null && row.receivedAt > row.dueAt;
	return { ...row, status, isLate };
}
