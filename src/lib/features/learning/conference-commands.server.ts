import { and, asc, count, eq, inArray, sql } from 'drizzle-orm';
import { toZonedDay, type Instant } from '#lib/core/instant.ts';
import { moveInOrder } from '#lib/core/learning/order.ts';
import { zonedInstant } from '#lib/core/reads/zoned-time.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { accountOf, holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { findCase, lockCase } from './curate.server.ts';
import { participantRoles } from './people.server.ts';
import type { PlanInput } from './schemas.ts';

type Act = Pick<Context, 'app' | 'actor'>;
type Done<E extends string> = Promise<Result<{ id: string }, E>>;
export type ConferenceError = 'conference-not-found' | 'not-in-state';

/** A wall-clock day and time in a zone as an instant; null when the calendar has no such day. */
export function plannedInstant({ day, time }: Pick<PlanInput, 'day' | 'time'>, zone: string): Instant | null {
	const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
	const [hour = 0, minute = 0] = time.split(':').map(Number);
	return zonedInstant({ year, month, day: date, hour, minute, second: 0, millisecond: 0 }, zone);
}

/** Plans a meeting and tells everybody who takes part. */
export async function planConference({ app, actor }: Act, input: PlanInput): Done<'not-a-day'> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Done<'not-a-day'> => {
		const zone = await groupTimeZone(write);
		const startsAt = plannedInstant(input, zone);
		if (startsAt === null) return err('not-a-day');
		const id = app.ids();
		const { title, place } = input;
		await write.insert(write.tables.conferences).values({
			id,
			title,
			place,
			startsAt,
			status: 'planned',
			createdBy: actor.id,
			createdAt: now
		});
		await notify(write, { ids: app.ids, now }, await holdersOf(write, participantRoles), {
			kind: 'learning.conference-planned',
			facts: { on: toZonedDay(startsAt, zone) },
			path: `/learning/conferences/${id}`,
			onceKey: `learning.conference-planned:${id}`
		});
		await recordAudit(write, {
			type: 'conference.planned',
			subjectId: id,
			facts: { cases: 0 },
			at: now,
			actor
		});
		return ok({ id });
	});
}

/** Changes title, time or place of a meeting that has not begun. */
export async function changeConference(
	act: Act,
	{ id, ...input }: PlanInput & { id: string }
): Done<ConferenceError | 'not-a-day'> {
	return changePlanned(act, id, async (write) => {
		const startsAt = plannedInstant(input, await groupTimeZone(write));
		if (startsAt === null) return err('not-a-day');
		const { conferences } = write.tables;
		const { title, place } = input;
		await write.update(conferences).set({ title, place, startsAt }).where(eq(conferences.id, id));
		return ok({ id });
	});
}

/** Calls a meeting off; its cases are free for another. */
export async function cancelConference({ app, actor }: Act, { id }: { id: string }): Done<ConferenceError> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Done<ConferenceError> => {
		if ((await statusOf(write, id)) === null) return err('conference-not-found');
		const { conferences } = write.tables;
		const changed = await write
			.update(conferences)
			.set({ status: 'cancelled' })
			.where(and(eq(conferences.id, id), eq(conferences.status, 'planned')))
			.returning({ id: conferences.id });
		if (changed.length === 0) return err('not-in-state');
		await recordAudit(write, { type: 'conference.cancelled', subjectId: id, facts: {}, at: now, actor });
		return ok({ id });
	});
}

/** Puts an accepted case at the end of a meeting and tells the radiologist whose read it is, before the meeting. */
export async function addCase(
	act: Act,
	input: { id: string; case: string }
): Done<ConferenceError | 'learning-case-not-found' | 'already-chosen'> {
	type Failure = ConferenceError | 'learning-case-not-found' | 'already-chosen';
	const { app } = act;
	return changePlanned<Failure>(act, input.id, async (write) => {
		await lockCase(write, input.case);
		const row = await findCase(write, input.case);
		if (!row) return err('learning-case-not-found');
		if (row.status !== 'accepted') return err('not-in-state');
		if ((await takenCases(write)).has(input.case)) return err('already-chosen');
		const order = await orderOf(write, input.id);
		await write
			.insert(write.tables.conferenceCases)
			.values({ conferenceId: input.id, learningCaseId: input.case, position: order.length + 1 });
		await tellReader(write, app, input.id, row);
		return ok({ id: input.id });
	});
}

/** Takes a case off a meeting that has not begun. */
export async function removeCase(act: Act, input: { id: string; case: string }): Done<ConferenceError> {
	return changePlanned(act, input.id, async (write) => {
		const { conferenceCases } = write.tables;
		await write
			.delete(conferenceCases)
			.where(and(eq(conferenceCases.conferenceId, input.id), eq(conferenceCases.learningCaseId, input.case)));
		await keepOrder(write, input.id, await orderOf(write, input.id));
		return ok({ id: input.id });
	});
}

/** Moves a case of a meeting by one place. */
export async function moveCaseBy(
	act: Act,
	input: { id: string; case: string; to: 'up' | 'down' }
): Done<ConferenceError> {
	return changePlanned(act, input.id, async (write) => {
		await keepOrder(write, input.id, moveInOrder(await orderOf(write, input.id), input.case, input.to));
		return ok({ id: input.id });
	});
}

/** Runs a change of a planned meeting in a transaction, and records it. */
async function changePlanned<E extends string>(
	{ app, actor }: Act,
	id: string,
	change: (write: WriteHandle) => Promise<Result<{ id: string }, E | ConferenceError>>
): Done<E | ConferenceError> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Done<E | ConferenceError> => {
		await lockConference(write, id);
		const status = await statusOf(write, id);
		if (status === null) return err('conference-not-found');
		if (status !== 'planned') return err('not-in-state');
		const changed = await change(write);
		if (!changed.ok) return changed;
		const cases = (await orderOf(write, id)).length;
		await recordAudit(write, { type: 'conference.changed', subjectId: id, facts: { cases }, at: now, actor });
		return changed;
	});
}

/** Holds the row of a meeting: of two who change it at once the second sees what the first did. */
async function lockConference(write: WriteHandle, id: string): Promise<void> {
	const { conferences } = write.tables;
	await write
		.update(conferences)
		.set({ status: sql`${conferences.status}` })
		.where(eq(conferences.id, id));
}

async function tellReader(
	write: WriteHandle,
	app: Act['app'],
	conferenceId: string,
	row: { readonly id: string; readonly readerId: string | null; readonly submittedBy: string | null }
): Promise<void> {
	const { conferences } = write.tables;
	const account = row.readerId === null ? null : await accountOf(write, row.readerId);
	// Whoever offered an own read knows of it.
	if (account === null || account === row.submittedBy) return;
	const now = app.clock.now();
	const [conference] = await write
		.select({ startsAt: conferences.startsAt })
		.from(conferences)
		.where(eq(conferences.id, conferenceId));
	await notify(write, { ids: app.ids, now }, [account], {
		kind: 'learning.case-chosen',
		facts: { on: toZonedDay(conference?.startsAt ?? now, await groupTimeZone(write)) },
		path: '/learning',
		onceKey: `learning.case-chosen:${conferenceId}:${row.id}`
	});
	await write.update(conferences).set({ toldAt: now }).where(eq(conferences.id, conferenceId));
}

/** The state of a meeting; null when there is none. */
export async function statusOf(read: ReadHandle, id: string): Promise<string | null> {
	const { conferences } = read.tables;
	const [row] = await read
		.select({ status: conferences.status })
		.from(conferences)
		.where(eq(conferences.id, id));
	return row?.status ?? null;
}

/** The cases of a meeting in their order. */
export async function orderOf(read: ReadHandle, id: string): Promise<string[]> {
	const { conferenceCases } = read.tables;
	const rows = await read
		.select({ caseId: conferenceCases.learningCaseId })
		.from(conferenceCases)
		.where(eq(conferenceCases.conferenceId, id))
		.orderBy(asc(conferenceCases.position), asc(conferenceCases.learningCaseId));
	return rows.map(({ caseId }) => caseId);
}

async function keepOrder(write: WriteHandle, id: string, order: readonly string[]): Promise<void> {
	const { conferenceCases } = write.tables;
	for (const [at, caseId] of order.entries()) {
		await write
			.update(conferenceCases)
			.set({ position: at + 1 })
			.where(and(eq(conferenceCases.conferenceId, id), eq(conferenceCases.learningCaseId, caseId)));
	}
}

/** Cases that are on a meeting still to come, or running. */
export async function takenCases(read: ReadHandle): Promise<ReadonlySet<string>> {
	const { conferenceCases, conferences } = read.tables;
	const rows = await read
		.select({ caseId: conferenceCases.learningCaseId, n: count() })
		.from(conferenceCases)
		.innerJoin(conferences, eq(conferences.id, conferenceCases.conferenceId))
		.where(inArray(conferences.status, ['planned', 'running']))
		.groupBy(conferenceCases.learningCaseId);
	return new Set(rows.map(({ caseId }) => caseId));
}
