import { and, count, eq, isNotNull, isNull, lt } from 'drizzle-orm';
import { toZonedDay } from '#lib/core/instant.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import type { App } from '#lib/server/app.ts';

/** What waits for those who run peer learning. */
export type WaitingCounts = {
	readonly submitted: number;
	readonly objected: number;
	/** Meetings held whose learning points were not sent yet. */
	readonly unsent: number;
	readonly overdue: number;
};

export async function waitingCounts(app: App): Promise<WaitingCounts> {
	const { read } = app.db;
	const { conferences, improvementActions, learningCases } = read.tables;
	const today = toZonedDay(app.clock.now(), await groupTimeZone(read));
	const [submitted] = await read
		.select({ n: count() })
		.from(learningCases)
		.where(eq(learningCases.status, 'submitted'));
	const [objected] = await read
		.select({ n: count() })
		.from(learningCases)
		.where(
			and(
				eq(learningCases.status, 'accepted'),
				isNotNull(learningCases.objectedAt),
				isNull(learningCases.objectionAnswer)
			)
		);
	const [unsent] = await read
		.select({ n: count() })
		.from(conferences)
		.where(and(eq(conferences.status, 'held'), isNull(conferences.sentAt)));
	const [overdue] = await read
		.select({ n: count() })
		.from(improvementActions)
		.where(and(eq(improvementActions.status, 'open'), lt(improvementActions.dueOn, today)));
	return {
		submitted: submitted?.n ?? 0,
		objected: objected?.n ?? 0,
		unsent: unsent?.n ?? 0,
		overdue: overdue?.n ?? 0
	};
}
