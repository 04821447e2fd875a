import { and, inArray } from 'drizzle-orm';
import type { Involved } from '#lib/core/committee/recusal.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/**
 * Who read the examination of each of these cases, in any version and preliminary or final; who reviews, reviewed or gave it back,
 * or asked for the second look or let it in; and which members stood back from it.
 */
export async function involvedIn(
	read: ReadHandle,
	of: readonly { readonly caseId: string; readonly readId: string }[]
): Promise<Map<string, Involved>> {
	const { assignments, committeeRecusals, referrals } = read.tables;
	const readIds = [...new Set(of.map(({ readId }) => readId))];
	const caseIds = of.map(({ caseId }) => caseId);
	if (readIds.length === 0) return new Map();
	const readers = await readersOf(read, readIds);
	const askers = await read
		.select({ readId: referrals.readId, askedBy: referrals.askedBy, decidedBy: referrals.decidedBy })
		.from(referrals)
		.where(inArray(referrals.readId, readIds));
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
	const reviewersOf = Map.groupBy(reviewers, ({ caseId }) => caseId);
	const askersOf = Map.groupBy(askers, ({ readId }) => readId);
	const recusalsOf = Map.groupBy(recusals, ({ caseId }) => caseId);
	return new Map(
		of.map(({ caseId, readId }) => [
			caseId,
			{
				readerIds: readers.get(readId) ?? [],
				reviewerIds: (reviewersOf.get(caseId) ?? []).map((row) => row.reviewerId),
				askerIds: (askersOf.get(readId) ?? [])
					.flatMap((row) => [row.askedBy, row.decidedBy])
					.filter((id) => id !== null),
				recusedIds: (recusalsOf.get(caseId) ?? []).map((row) => row.memberId)
			}
		])
	);
}

/** Everybody who wrote of the examinations of these reads, by read: whoever read another version of one is a party to it. */
async function readersOf(read: ReadHandle, readIds: readonly string[]): Promise<Map<string, string[]>> {
	const { readCoSigners, reads } = read.tables;
	const columns = {
		id: reads.id,
		accession: reads.accession,
		facilityId: reads.facilityId,
		readerId: reads.readerId
	};
	const own = await read
		.select(columns)
		.from(reads)
		.where(inArray(reads.id, [...readIds]));
	const accessions = [...new Set(own.map(({ accession }) => accession))];
	const all = await read.select(columns).from(reads).where(inArray(reads.accession, accessions));
	const coSigners = await read
		.select({ readId: readCoSigners.readId, radiologistId: readCoSigners.radiologistId })
		.from(readCoSigners)
		.where(
			inArray(
				readCoSigners.readId,
				all.map(({ id }) => id)
			)
		);
	const keyOf = (row: { accession: string; facilityId: string }): string =>
		`${row.facilityId} ${row.accession}`;
	const versionsOf = Map.groupBy(all, keyOf);
	const signersOf = Map.groupBy(coSigners, ({ readId }) => readId);
	return new Map(
		own.map((one) => {
			const versions = versionsOf.get(keyOf(one)) ?? [];
			const signed = versions.flatMap(({ id }) => signersOf.get(id) ?? []);
			return [
				one.id,
				[...versions.map(({ readerId }) => readerId), ...signed.map(({ radiologistId }) => radiologistId)]
			];
		})
	);
}
