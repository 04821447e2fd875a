import { and, asc, eq, max, sql } from 'drizzle-orm';
import { DAY_MS, toUtcDay, type Instant } from '#lib/core/instant.ts';
import type { NoticeKind } from '#lib/core/notices/kinds.ts';
import type { ReviewPolicy } from '#lib/core/review-policy.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { holdersOf, notify } from './notify.server.ts';

type Reminder = Extract<
	NoticeKind,
	'review.assigned' | 'review.due-soon' | 'review.overdue' | 'review.escalated'
>;

/** An open assignment as its reminders need it. */
type OpenReview = {
	readonly reviewerId: string;
	readonly assignedAt: Instant;
	readonly openedAt: Instant | null;
	readonly dueAt: Instant;
	readonly isAway: boolean;
};

/** What is still so is said again after this. */
const AGAIN_AFTER_MS = 7 * DAY_MS;

/**
 * Tells reviewers how many cases came, are due soon, are overdue, and coordinators what stays overdue. Each of these is said when
 * something joined since it was said last, and overdue ones once a week besides; at most once a UTC day and person. Whoever is
 * away is left in peace. May run as often as wanted. Answers how many notices it wrote, or would have written.
 */
export async function remindReviewers(app: App): Promise<number> {
	const { read } = app.db;
	const now = app.clock.now();
	const { body: policy } = await currentPolicy(read, 'review');
	const open = await openReviews(read, now);
	const coordinators = open.length > 0 ? await holdersOf(read, ['coordinator']) : [];
	const told = await lastTold(read);
	const reviewers = Map.groupBy(
		open.filter(({ isAway }) => !isAway),
		({ reviewerId }) => reviewerId
	);
	const due: { userId: string; kind: Reminder; n: number }[] = [];
	const consider = (userId: string, kind: Reminder, reviews: readonly OpenReview[]): void => {
		const { begins, isRepeated } = rules[kind];
		const last = told.get(`${userId} ${kind}`) ?? null;
		const starts = reviews.map((review) => begins(review, policy)).filter((at) => at !== null && at <= now);
		const hasJoined = starts.some((at) => at !== null && (last === null || at > last));
		const isAgain = isRepeated && last !== null && now - last >= AGAIN_AFTER_MS;
		const n = kind === 'review.assigned' ? countSince(starts, last) : starts.length;
		if (n > 0 && (hasJoined || isAgain)) due.push({ userId, kind, n });
	};
	for (const [userId, reviews] of reviewers) {
		consider(userId, 'review.assigned', reviews);
		consider(
			userId,
			'review.due-soon',
			reviews.filter(({ dueAt }) => dueAt > now)
		);
		consider(userId, 'review.overdue', reviews);
	}
	for (const userId of coordinators) consider(userId, 'review.escalated', open);
	if (due.length === 0) return 0;
	await app.db.transaction(async (write) => {
		for (const { userId, kind, n } of due) {
			await notify(write, { ids: app.ids, now }, [userId], {
				kind,
				facts: { n },
				path: rules[kind].path,
				onceKey: `${kind}:${toUtcDay(now)}`
			});
		}
	});
	return due.length;
}

function countSince(starts: readonly (Instant | null)[], last: Instant | null): number {
	return starts.filter((at) => at !== null && (last === null || at > last)).length;
}

/** For each reminder: from when on a review belongs to it, whether it is said again, and where it leads. */
const rules = {
	'review.assigned': {
		begins: ({ assignedAt, openedAt }) => (openedAt === null ? assignedAt : null),
		isRepeated: false,
		path: '/reviews'
	},
	'review.due-soon': {
		begins: ({ dueAt, assignedAt }, { remindDays }) =>
			remindDays === 0 ? null : Math.max(dueAt - remindDays * DAY_MS, assignedAt),
		isRepeated: false,
		path: '/reviews'
	},
	'review.overdue': { begins: overdueFrom, isRepeated: true, path: '/reviews' },
	'review.escalated': {
		begins: (review, { escalateDays }) => overdueFrom(review) + escalateDays * DAY_MS,
		isRepeated: true,
		path: '/'
	}
} as const satisfies Record<
	Reminder,
	{
		begins: (review: OpenReview, policy: ReviewPolicy) => Instant | null;
		isRepeated: boolean;
		path: string;
	}
>;

/** A case that was overdue when it was assigned is so from its assignment. */
function overdueFrom({ dueAt, assignedAt }: OpenReview): Instant {
	return Math.max(dueAt, assignedAt);
}

/** The open reviews of everybody active; what a reviewer was asked to think over has a notice of its own. */
async function openReviews(read: ReadHandle, now: Instant): Promise<OpenReview[]> {
	const { assignments, cases, users } = read.tables;
	const rows = await read
		.select({
			reviewerId: assignments.reviewerId,
			assignedAt: assignments.assignedAt,
			openedAt: assignments.openedAt,
			dueAt: cases.dueAt,
			awayFrom: users.awayFrom,
			awayTo: users.awayTo
		})
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.innerJoin(users, eq(users.id, assignments.reviewerId))
		.where(and(eq(assignments.status, 'open'), eq(assignments.purpose, 'review'), eq(users.status, 'active')))
		.orderBy(asc(assignments.assignedAt), asc(assignments.id));
	return rows.map(({ awayFrom, awayTo, ...row }) => ({
		...row,
		isAway: awayFrom !== null && awayFrom <= now && (awayTo === null || awayTo > now)
	}));
}

/** When each person was last told of each kind of reminder, by `user kind`. */
async function lastTold(read: ReadHandle): Promise<ReadonlyMap<string, Instant>> {
	const { notices } = read.tables;
	const rows = await read
		.select({ userId: notices.userId, kind: notices.kind, at: max(notices.createdAt) })
		.from(notices)
		.where(
			sql`${notices.kind} in ('review.assigned', 'review.due-soon', 'review.overdue', 'review.escalated')`
		)
		.groupBy(notices.userId, notices.kind);
	return new Map(rows.map(({ userId, kind, at }) => [`${userId} ${kind}`, at ?? 0]));
}
