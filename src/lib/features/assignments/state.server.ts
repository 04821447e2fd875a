import { and, count, eq, gt, gte, inArray } from 'drizzle-orm';
import type { Reviewer, WaitingCase } from '#lib/core/assignment/assign.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

const CHUNK = 500;

function chunks<T>(items: readonly T[]): T[][] {
	const list: T[][] = [];
	for (let i = 0; i < items.length; i += CHUNK) list.push(items.slice(i, i + CHUNK));
	return list;
}

/** A page of cases that wait for a first reviewer, oldest first, with all who may not review them. */
export async function waitingCases(
	read: ReadHandle,
	limit: number,
	after: string
): Promise<{ waiting: WaitingCase[]; next: string | null }> {
	const { cases, reads } = read.tables;
	const rows = await read
		.select({ caseId: cases.id, readId: reads.id, modality: reads.modality, readerId: reads.readerId })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(eq(cases.state, 'drawn'), gt(cases.id, after)))
		.orderBy(cases.id)
		.limit(limit);
	return {
		waiting: await withRefusals(read, rows),
		next: rows.length === limit ? (rows.at(-1)?.caseId ?? null) : null
	};
}

async function withRefusals(
	read: ReadHandle,
	rows: readonly { caseId: string; readId: string; modality: string; readerId: string }[]
): Promise<WaitingCase[]> {
	const { readCoSigners, assignments } = read.tables;
	const coSigners = new Map<string, string[]>();
	for (const part of chunks(rows.map(({ readId }) => readId))) {
		const found = await read.select().from(readCoSigners).where(inArray(readCoSigners.readId, part));
		for (const { readId, radiologistId } of found) {
			coSigners.set(readId, [...(coSigners.get(readId) ?? []), radiologistId]);
		}
	}
	const refused = new Map<string, string[]>();
	for (const part of chunks(rows.map(({ caseId }) => caseId))) {
		const found = await read
			.select({ caseId: assignments.caseId, reviewerId: assignments.reviewerId })
			.from(assignments)
			.where(inArray(assignments.caseId, part));
		for (const { caseId, reviewerId } of found) {
			refused.set(caseId, [...(refused.get(caseId) ?? []), reviewerId]);
		}
	}
	return rows.map(({ caseId, readId, modality, readerId }) => ({
		caseId,
		modality,
		readerId,
		authorIds: [readerId, ...(coSigners.get(readId) ?? [])],
		refusedBy: refused.get(caseId) ?? []
	}));
}

/** Everybody who may review, with what they hold now. */
export async function reviewers(read: ReadHandle, now: Instant): Promise<Reviewer[]> {
	const { users, userRoles, radiologists, assignments } = read.tables;
	const rows = await read
		.select({
			userId: users.id,
			radiologistId: users.radiologistId,
			capacity: users.reviewCapacity,
			awayFrom: users.awayFrom,
			awayTo: users.awayTo,
			modalities: radiologists.reviewModalities
		})
		.from(users)
		.innerJoin(userRoles, and(eq(userRoles.userId, users.id), eq(userRoles.role, 'reviewer')))
		.leftJoin(radiologists, eq(radiologists.id, users.radiologistId))
		.where(eq(users.status, 'active'))
		.orderBy(users.id);
	const held = await read
		.select({ reviewerId: assignments.reviewerId, n: count() })
		.from(assignments)
		.where(eq(assignments.status, 'open'))
		.groupBy(assignments.reviewerId);
	const loads = new Map(held.map(({ reviewerId, n }) => [reviewerId, n]));
	return rows.map((row) => ({
		userId: row.userId,
		radiologistId: row.radiologistId,
		modalities: (row.modalities ?? '').split(',').filter(Boolean),
		isAway: row.awayFrom !== null && row.awayFrom <= now && (row.awayTo === null || row.awayTo > now),
		load: loads.get(row.userId) ?? 0,
		capacity: row.capacity
	}));
}

/** Who reviews whom in open assignments, as radiologists; and how often each pair met since `since`. */
export async function reviewerPairs(read: ReadHandle, since: Instant) {
	const { assignments, cases, reads, users } = read.tables;
	const rows = await read
		.select({
			reviewerId: assignments.reviewerId,
			reviewer: users.radiologistId,
			reader: reads.readerId,
			status: assignments.status,
			n: count()
		})
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.innerJoin(reads, eq(reads.id, cases.readId))
		.innerJoin(users, eq(users.id, assignments.reviewerId))
		.where(and(gte(assignments.assignedAt, since), inArray(assignments.status, ['open', 'scored'])))
		.groupBy(assignments.reviewerId, users.radiologistId, reads.readerId, assignments.status);
	const pairCounts = new Map<string, number>();
	const reviewing: { reviewer: string; reader: string }[] = [];
	for (const { reviewerId, reviewer, reader, status, n } of rows) {
		const pair = `${reviewerId}:${reader}`;
		pairCounts.set(pair, (pairCounts.get(pair) ?? 0) + n);
		if (status === 'open' && reviewer !== null) reviewing.push({ reviewer, reader });
	}
	return { pairCounts, reviewing };
}

/** How many cases wait for a first reviewer. */
export async function countWaiting(read: ReadHandle): Promise<number> {
	const { cases } = read.tables;
	const [row] = await read.select({ n: count() }).from(cases).where(eq(cases.state, 'drawn'));
	return row?.n ?? 0;
}
