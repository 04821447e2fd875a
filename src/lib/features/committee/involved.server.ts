import { and, inArray } from 'drizzle-orm';
import type { Involved } from '#lib/core/committee/recusal.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Who read each of these cases, who reviews, reviewed or gave it back, and which members stood back from it. */
export async function involvedIn(
	read: ReadHandle,
	of: readonly { readonly caseId: string; readonly readId: string }[]
): Promise<Map<string, Involved>> {
	const { assignments, committeeRecusals, readCoSigners, reads } = read.tables;
	const readIds = [...new Set(of.map(({ readId }) => readId))];
	const caseIds = of.map(({ caseId }) => caseId);
	if (readIds.length === 0) return new Map();
	const readers = [
		...(await read
			.select({ readId: reads.id, radiologistId: reads.readerId })
			.from(reads)
			.where(inArray(reads.id, readIds))),
		...(await read
			.select({ readId: readCoSigners.readId, radiologistId: readCoSigners.radiologistId })
			.from(readCoSigners)
			.where(inArray(readCoSigners.readId, readIds)))
	];
	const reviewers = await read
		.select({ caseId: assignments.caseId, reviewerId: assignments.reviewerId })
		.from(assignments)
		.where(
			and(inArray(assignments.caseId, caseIds), inArray(assignments.status, ['open', 'scored', 'declined']))
		);
	const recusals = await read
		.select({ caseId: committeeRecusals.caseId, memberId: committeeRecusals.memberId })
		.from(committeeRecusals)
		.where(inArray(committeeRecusals.caseId, caseIds));
	return new Map(
		of.map(({ caseId, readId }) => [
			caseId,
			{
				readerIds: readers.filter((row) => row.readId === readId).map((row) => row.radiologistId),
				reviewerIds: reviewers.filter((row) => row.caseId === caseId).map((row) => row.reviewerId),
				recusedIds: recusals.filter((row) => row.caseId === caseId).map((row) => row.memberId)
			}
		])
	);
}
