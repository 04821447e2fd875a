import { and, asc, count, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import { criticalStatuses, isOpenLoop } from '#lib/core/turnaround/critical.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';

const openStatuses = criticalStatuses.filter(isOpenLoop);

/** More loops than these that pass their time together are told in one notice. */
const ONE_BY_ONE = 5;

/** The notice of one loop. */
const onceKeyOf = (id: string): string => `critical.overdue/${id}`;

/**
 * Raises the alarm for every critical result that nobody has received in time, once each, and returns for how many. Coordinators and
 * directors are told, but for those who judge the read, and its radiologist. Safe on two workers: whoever sets the mark tells.
 */
export async function raiseLateCriticals(app: App): Promise<number> {
	const now = app.clock.now();
	const { criticalResults } = app.db.read.tables;
	const isLate = and(
		inArray(criticalResults.status, openStatuses),
		lte(criticalResults.dueAt, now),
		isNull(criticalResults.alarmedAt)
	);
	// Most of the time there are none, and nothing is written.
	const [found] = await app.db.read.select({ n: count() }).from(criticalResults).where(isLate);
	if (!found?.n) return 0;
	return app.db.transaction(async (write) => {
		const late = await write
			.update(criticalResults)
			.set({ alarmedAt: now })
			.where(isLate)
			.returning({ id: criticalResults.id, readId: criticalResults.readId });
		late.sort((a, b) => (a.id < b.id ? -1 : 1));
		const tellers: { id: string; userIds: string[] }[] = [];
		for (const { id, readId } of late) tellers.push({ id, userIds: await toldOf(write, readId) });
		for (const userId of new Set(tellers.flatMap(({ userIds }) => userIds))) {
			const own = tellers.filter(({ userIds }) => userIds.includes(userId)).map(({ id }) => id);
			const groups = own.length > ONE_BY_ONE ? [own] : own.map((id) => [id]);
			for (const ids of groups) await tell(write, { app, now }, { userId, ids });
		}
		await recordAudit(
			write,
			...late.map(({ id }) => ({
				type: 'critical.overdue' as const,
				subjectId: id,
				facts: {},
				at: now,
				actor: null
			}))
		);
		return late.length;
	});
}

async function tell(
	write: WriteHandle,
	{ app, now }: { readonly app: App; readonly now: Instant },
	{ userId, ids }: { readonly userId: string; readonly ids: readonly string[] }
): Promise<void> {
	const [only] = ids.length === 1 ? ids : [];
	await notify(write, { ids: app.ids, now }, [userId], {
		kind: 'critical.overdue',
		facts: { n: ids.length },
		path: only ? `/turnaround/critical/${only}` : '/turnaround/critical',
		...(only ? { onceKey: onceKeyOf(only) } : {})
	});
}

/** Takes a notice that nobody has opened yet for read, because its loop has been closed; the last loop those of many as well. */
export async function endAlarm(
	write: WriteHandle,
	{ id, at }: { readonly id: string; readonly at: Instant }
): Promise<void> {
	const { criticalResults, notices } = write.tables;
	const holders = await holdersOf(write, ['coordinator', 'director']);
	const [left] = await write
		.select({ n: count() })
		.from(criticalResults)
		.where(and(inArray(criticalResults.status, openStatuses), isNotNull(criticalResults.alarmedAt)));
	await write
		.update(notices)
		.set({ readAt: at })
		.where(
			and(
				inArray(notices.userId, holders),
				isNull(notices.readAt),
				eq(notices.kind, 'critical.overdue'),
				left?.n ? eq(notices.onceKey, onceKeyOf(id)) : undefined
			)
		);
}

/**
 * Who is told of a read: coordinators and directors, but not who judges or judged it or another report of its examination, sits in a
 * committee, or signed it.
 */
async function toldOf(read: ReadHandle, readId: string): Promise<string[]> {
	const { assignments, cases, readCoSigners, reads, users } = read.tables;
	const isOfExamination = sql`${cases.readId} in (select other.id from ${reads} one join ${reads} other
		on other.accession = one.accession and other.facility_id = one.facility_id where one.id = ${readId})`;
	const reviewers = await read
		.select({ id: assignments.reviewerId })
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.where(isOfExamination);
	const authors = await read
		.select({ id: users.id })
		.from(users)
		.innerJoin(reads, eq(reads.readerId, users.radiologistId))
		.where(eq(reads.id, readId));
	const coSigners = await read
		.select({ id: users.id })
		.from(users)
		.innerJoin(readCoSigners, eq(readCoSigners.radiologistId, users.radiologistId))
		.where(eq(readCoSigners.readId, readId));
	const decided = await read
		.select({ id: cases.id })
		.from(cases)
		.where(and(isOfExamination, inArray(cases.state, ['in-committee', 'returned', 'rebutted'])))
		.orderBy(asc(cases.id))
		.limit(1);
	const committee = decided.length > 0 ? await holdersOf(read, ['committee', 'chair']) : [];
	const closed = new Set([...[...reviewers, ...authors, ...coSigners].map(({ id }) => id), ...committee]);
	const holders = await holdersOf(read, ['coordinator', 'director']);
	return holders.filter((id) => !closed.has(id));
}
