import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { cadences, nextDue } from '#lib/core/reports/cadence.ts';
import { usualLifeDays } from '#lib/core/reports/register.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { refusalOf } from '#lib/features/reports/make-report.server.ts';
import { scopeRequest, type ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { readerChoices } from './queries.server.ts';
import type { NewSchedule } from './schemas.ts';
import { knownTo } from './visible.server.ts';

export type ScheduleError = ReportError | 'reader-not-found';

/** Makes a schedule: its first report is of the span that is next due. Each is made with what its owner may see on that day. */
export async function makeSchedule(
	app: App,
	actor: Actor,
	input: NewSchedule
): Promise<Result<{ id: string }, ScheduleError>> {
	const { cadence, afterDays, readers, format, purpose, recipient, lifeDays, ...request } = input;
	const now = app.clock.now();
	const timeZone = await groupTimeZone(app.db.read);
	const { span, dueAt } = nextDue({ cadence, afterDays, now, timeZone });
	const asked = { ...request, from: span.fromOn, through: span.throughOn };
	const refusal = refusalOf(actor, asked);
	if (refusal) return err(refusal);
	const scoped = scopeRequest(actor, asked);
	if (!scoped.ok) return scoped;
	const known = new Set((await readerChoices(app.db.read)).map(({ id }) => id));
	if (readers.some((id) => !known.has(id))) return err('reader-not-found');
	const id = app.ids();
	return app.db.transaction(async (write) => {
		await write.insert(write.tables.reportSchedules).values({
			id,
			kind: request.kind,
			format,
			request,
			aboutId: request.radiologist ?? null,
			cadence,
			afterDays,
			purpose,
			recipient,
			readers: [...new Set(readers)].sort(),
			lifeDays: lifeDays ?? usualLifeDays,
			ownerId: actor.id,
			createdAt: now,
			nextFromOn: span.fromOn,
			nextThroughOn: span.throughOn,
			nextDueAt: dueAt
		});
		const facts = { kind: request.kind, cadence, readers: readers.length };
		await recordAudit(write, { type: 'schedule.made', subjectId: id, facts, at: now, actor });
		return ok({ id });
	});
}

export type ScheduleChangeError = 'schedule-not-found' | 'already-changed';

/** Makes no report until it is resumed. */
export function pauseSchedule(
	app: App,
	actor: Actor,
	id: string
): Promise<Result<null, ScheduleChangeError>> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const { reportSchedules: t } = write.tables;
		const rows = await write
			.update(t)
			.set({ pausedAt: now })
			.where(and(eq(t.id, id), knownTo(write, actor), isNull(t.pausedAt)))
			.returning({ id: t.id });
		if (rows.length === 0) return err(await whyNot(write, actor, id));
		await recordAudit(write, { type: 'schedule.paused', subjectId: id, facts: {}, at: now, actor });
		return ok(null);
	});
}

/** Goes on with the span that is next due: what fell due meanwhile is not made up for. */
export async function resumeSchedule(
	app: App,
	actor: Actor,
	id: string
): Promise<Result<null, ScheduleChangeError>> {
	const now = app.clock.now();
	const timeZone = await groupTimeZone(app.db.read);
	return app.db.transaction(async (write) => {
		const { reportSchedules: t } = write.tables;
		const [row] = await write
			.select()
			.from(t)
			.where(and(eq(t.id, id), knownTo(write, actor), isNotNull(t.pausedAt)));
		const cadence = cadences.find((one) => one === row?.cadence);
		if (!row || !cadence) return err(await whyNot(write, actor, id));
		const { span, dueAt } = nextDue({ cadence, afterDays: row.afterDays, now, timeZone });
		// A span that was made before the pause is not made again.
		const isBehind = span.fromOn > row.nextFromOn;
		const next = isBehind ? { nextFromOn: span.fromOn, nextThroughOn: span.throughOn, nextDueAt: dueAt } : {};
		await write
			.update(t)
			.set({ pausedAt: null, ...next })
			.where(eq(t.id, id));
		const facts = { next: isBehind ? span.fromOn : row.nextFromOn };
		await recordAudit(write, { type: 'schedule.resumed', subjectId: id, facts, at: now, actor });
		return ok(null);
	});
}

/** Ends a schedule for good; what it made stays in the register. */
export function endSchedule(app: App, actor: Actor, id: string): Promise<Result<null, ScheduleChangeError>> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const { reportSchedules: t } = write.tables;
		const rows = await write
			.update(t)
			.set({ endedAt: now })
			.where(and(eq(t.id, id), knownTo(write, actor)))
			.returning({ id: t.id });
		if (rows.length === 0) return err('schedule-not-found');
		await recordAudit(write, { type: 'schedule.ended', subjectId: id, facts: {}, at: now, actor });
		return ok(null);
	});
}

async function whyNot(read: ReadHandle, actor: Actor, id: string): Promise<ScheduleChangeError> {
	const { reportSchedules: t } = read.tables;
	const rows = await read
		.select({ id: t.id })
		.from(t)
		.where(and(eq(t.id, id), knownTo(read, actor)));
	return rows.length > 0 ? 'already-changed' : 'schedule-not-found';
}
