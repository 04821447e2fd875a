import { and, asc, count, eq, gt, inArray, isNotNull, lte, sql } from 'drizzle-orm';
import { DAY_MS } from '#lib/core/instant.ts';
import { remindReviewers } from '#lib/features/notices/reminders.server.ts';
import type { Seeding } from './seeding.ts';

const PAST_DAYS = 42;

/**
 * What the people of the group were told: radiologists of their feedback, week by week, and reviewers and
 * coordinators of what is open now. The rest is told by the periodic tasks once the group is served.
 */
export async function writeDemoNotices({ app, cutAt, idAt }: Seeding): Promise<void> {
	const { read } = app.db;
	const { cases, reads, users } = read.tables;
	const releases = await read
		.select({
			userId: users.id,
			releasedAt: cases.releasedAt,
			n: count(),
			answeredAt: sql<number | null>`max(coalesce(${cases.acknowledgedAt}, ${cases.rebuttedAt}))`.mapWith(
				Number
			)
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.innerJoin(users, eq(users.radiologistId, reads.readerId))
		.where(
			and(
				inArray(cases.state, ['feedback-released', 'acknowledged', 'rebutted', 'closed']),
				isNotNull(cases.releasedAt),
				gt(cases.releasedAt, cutAt - PAST_DAYS * DAY_MS),
				lte(cases.releasedAt, cutAt)
			)
		)
		.groupBy(users.id, cases.releasedAt)
		.orderBy(asc(cases.releasedAt), asc(users.id));
	await app.db.transaction((write) =>
		write.insertRows(
			write.tables.notices,
			releases.flatMap(({ userId, releasedAt, n, answeredAt }) =>
				releasedAt === null
					? []
					: [
							{
								id: idAt(releasedAt),
								userId,
								kind: 'feedback.released',
								facts: { n },
								path: '/feedback',
								createdAt: releasedAt,
								// What nobody has answered is not read either.
								readAt: answeredAt === null ? null : Math.min(answeredAt, cutAt)
							}
						]
			)
		)
	);
	await remindReviewers(app);
}
