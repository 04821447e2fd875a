import { and, count, inArray, eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import { committeeQueue } from '#lib/features/committee/queries.server.ts';
import { releasedTo } from '#lib/features/feedback/queries.server.ts';
import { reviewCounts, reviewQueue, type QueueItem } from '#lib/features/reviews/queue-queries.server.ts';
import { ownExpiring, type OwnExpiring } from '#lib/features/credentials/expiry/own.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** What is new about a radiologist's own reads, and what of their own runs out. */
export type RadiologistHome = {
	readonly isLinked: boolean;
	readonly fresh: number;
	/** Null for an account that is linked to no radiologist. */
	readonly expiring: OwnExpiring | null;
};

/** A reviewer's next case and how many are due. */
export type ReviewerHome = {
	readonly next: QueueItem | null;
	readonly open: number;
	readonly overdue: number;
	readonly doneToday: number;
};

/** What awaits this member of the committee. */
export type CommitteeHome = { readonly waiting: number; readonly oldestAt: Instant | null };

/** Counts the outcomes that the radiologist has not answered, and says what of their own runs out. */
export async function radiologistHome(app: App, actor: Actor, now: Instant): Promise<RadiologistHome> {
	const { read } = app.db;
	const { cases, reads } = read.tables;
	const [row] = await read
		.select({ n: count() })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(releasedTo(read, actor, now), inArray(cases.state, ['final', 'feedback-released'])));
	return {
		isLinked: actor.radiologistId !== null,
		fresh: row?.n ?? 0,
		expiring: await ownExpiring(app, actor.radiologistId)
	};
}

/** The reviewer's queue at a glance. */
export async function reviewerHome(read: ReadHandle, actor: Actor, now: Instant): Promise<ReviewerHome> {
	const queue = await reviewQueue(read, actor.id);
	const { doneToday } = await reviewCounts(read, actor.id, now);
	return {
		next: queue[0] ?? null,
		open: queue.length,
		overdue: queue.filter((item) => item.dueOn < startOfUtcDay(now)).length,
		doneToday
	};
}

/** What asks the member for a vote at a glance, without what they have a part in. */
export async function committeeHome(read: ReadHandle, actor: Actor): Promise<CommitteeHome> {
	const queue = (await committeeQueue(read, actor)).filter(({ standing }) => standing !== 'wait');
	return { waiting: queue.length, oldestAt: queue[0]?.waitingSince ?? null };
}
