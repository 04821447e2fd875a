import { and, asc, eq, isNull, lte } from 'drizzle-orm';
import { cadences, dueAt, spanAfter } from '#lib/core/reports/cadence.ts';
import { entryOf, isReportKind } from '#lib/core/reports/catalogue.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { addRun } from '#lib/features/reports/runs/ask.server.ts';
import { exportRequestSchema } from '#lib/features/reports/schemas.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';

const AT_ONCE = 100;
/** Spans of one schedule that are made up for in one go: more are missed only where nobody ran the product for years. */
const MOST_SPANS = 40;

/**
 * Asks for the report of each schedule whose span has ended and whose day has come, once a span however many look; those that fell due while
 * nothing ran are made up for. Answers how many were asked for.
 */
export async function runDueSchedules(app: App): Promise<number> {
	const now = app.clock.now();
	const { reportSchedules: t } = app.db.read.tables;
	const due = await app.db.read
		.select({ id: t.id })
		.from(t)
		.where(and(lte(t.nextDueAt, now), isNull(t.pausedAt), isNull(t.endedAt)))
		.orderBy(asc(t.nextDueAt), asc(t.id))
		.limit(AT_ONCE);
	if (due.length === 0) return 0;
	const timeZone = await groupTimeZone(app.db.read);
	let asked = 0;
	for (const { id } of due) {
		for (let nth = 0; nth < MOST_SPANS && (await askForNext(app, id, timeZone)); nth += 1) asked += 1;
	}
	return asked;
}

/** Asks for the report of the next span of a schedule if it is due, and moves it on. Answers whether it did. */
async function askForNext(app: App, id: string, timeZone: string): Promise<boolean> {
	return app.db.transaction(async (write) => {
		const { reportSchedules: t } = write.tables;
		const isDue = and(eq(t.id, id), lte(t.nextDueAt, app.clock.now()), isNull(t.pausedAt), isNull(t.endedAt));
		const [row] = await write.select().from(t).where(isDue);
		const cadence = cadences.find((one) => one === row?.cadence);
		if (!row || !cadence) return false;
		const span = { fromOn: row.nextFromOn, throughOn: row.nextThroughOn };
		const next = spanAfter(cadence, span);
		const moved = await write
			.update(t)
			.set({
				nextFromOn: next.fromOn,
				nextThroughOn: next.throughOn,
				nextDueAt: dueAt(next, row.afterDays, timeZone)
			})
			// Another worker may have moved it on meanwhile.
			.where(and(isDue, eq(t.nextFromOn, span.fromOn)))
			.returning({ id: t.id });
		if (moved.length === 0) return false;
		const { purpose, recipient, format, ownerId, lifeDays } = row;
		// A report as of a day is of the last one of the span.
		const isOfDay = isReportKind(row.kind) && entryOf(row.kind).parameters.time === 'day';
		const period = { from: isOfDay ? span.throughOn : span.fromOn, through: span.throughOn };
		const asked = { ...row.request, ...period, purpose, recipient, format };
		const request = exportRequestSchema.safeParse(asked);
		if (!request.success) return endUnknown(app, write, id);
		await addRun(app, write, { actorId: ownerId, request: request.data, lifeDays, scheduleId: id });
		return true;
	});
}

/** Ends a schedule of a report that there is no more. */
async function endUnknown(app: App, write: WriteHandle, id: string): Promise<false> {
	const { reportSchedules: t } = write.tables;
	const at = app.clock.now();
	await write.update(t).set({ endedAt: at }).where(eq(t.id, id));
	await recordAudit(write, { type: 'schedule.ended', subjectId: id, facts: {}, at, actor: null });
	return false;
}
