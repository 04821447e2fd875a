import { and, eq, gte, ne, or, sql } from 'drizzle-orm';
import { openLedger, type Ledger, type PairSoFar } from '#lib/core/assignment/ledger.ts';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { heldPatients, reviewers } from './state.server.ts';

/** How far back cases count for the share that a reviewer has of a reader. */
const MET_DAYS = 90;

/** What is known at this moment of who holds what and who reviews whom. */
export async function currentLedger(read: ReadHandle, now: Instant): Promise<Ledger> {
	const { body } = await currentPolicy(read, 'review');
	const { reciprocityDays } = body;
	return openLedger({
		reviewers: await reviewers(read, now),
		pairs: await reviewerPairs(read, now, { metDays: MET_DAYS, reciprocityDays }),
		holding: await heldPatients(read),
		reciprocityDays,
		now
	});
}

/**
 * Who reviews whom in open assignments, who scored whom within `reciprocityDays` and when, and how often each pair met within `metDays`.
 * What was given back or ran out does not count.
 */
export async function reviewerPairs(
	read: ReadHandle,
	now: Instant,
	{ metDays, reciprocityDays }: { readonly metDays: number; readonly reciprocityDays: number }
): Promise<PairSoFar[]> {
	const { assignments, cases, reads, users } = read.tables;
	const metSince = now - metDays * DAY_MS;
	const isOpen = eq(assignments.status, 'open');
	const isMet = or(isOpen, gte(assignments.assignedAt, metSince));
	const rows = await read
		.select({
			userId: assignments.reviewerId,
			radiologistId: users.radiologistId,
			readerId: reads.readerId,
			met: sql`sum(case when ${isMet} then 1 else 0 end)`.mapWith(Number),
			open: sql`sum(case when ${isOpen} then 1 else 0 end)`.mapWith(Number),
			reviewedAt: sql<
				number | null
			>`max(case when ${isOpen} then null else ${assignments.endedAt} end)`.mapWith(Number)
		})
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.innerJoin(reads, eq(reads.id, cases.readId))
		.innerJoin(users, eq(users.id, assignments.reviewerId))
		.where(
			and(
				// A known case judges nobody.
				ne(cases.detectionMode, 'calibration'),
				or(
					isOpen,
					and(
						eq(assignments.status, 'scored'),
						or(
							gte(assignments.assignedAt, metSince),
							gte(assignments.endedAt, now - reciprocityDays * DAY_MS)
						)
					)
				)
			)
		)
		.groupBy(assignments.reviewerId, users.radiologistId, reads.readerId);
	return rows.map(({ open, ...pair }) => ({ ...pair, hasOpen: open > 0 }));
}
