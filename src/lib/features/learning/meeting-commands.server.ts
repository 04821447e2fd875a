import { and, count, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { may } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import { isAnotherDay, isEarly } from '#lib/core/learning/early.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { orderOf, statusOf, type ConferenceError } from './conference-commands.server.ts';
import { participantRoles, participants } from './people.server.ts';
import { findCase } from './curate.server.ts';
import type { PointsInput } from './schemas.ts';
import { namesToScrub, scrubTexts } from './scrub-texts.server.ts';

type Act = Pick<Context, 'app' | 'actor'>;
type Done<E extends string> = Promise<Result<{ id: string }, E>>;

/**
 * Begins a planned meeting: from now on people may look at its cases and mark themselves present. One that begins on another day than
 * planned is kept with the time at which it began, so that the year counts it where it was.
 */
export async function startConference(
	{ app, actor }: Act,
	{ id, today }: { id: string; today?: 'on' | undefined }
): Done<ConferenceError | 'no-cases' | 'meeting-is-early'> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Done<ConferenceError | 'no-cases' | 'meeting-is-early'> => {
		const { conferences } = write.tables;
		const [planned] = await write
			.select({ startsAt: conferences.startsAt })
			.from(conferences)
			.where(eq(conferences.id, id));
		if (!planned) return err('conference-not-found');
		const cases = (await orderOf(write, id)).length;
		if (cases === 0) return err('no-cases');
		if (isEarly(planned, now) && today === undefined) return err('meeting-is-early');
		const moved = isAnotherDay(planned, now) ? { startsAt: now } : {};
		const begun = await write
			.update(conferences)
			.set({ status: 'running', startedAt: now, ...moved })
			.where(and(eq(conferences.id, id), eq(conferences.status, 'planned')))
			.returning({ id: conferences.id });
		if (begun.length === 0) return err('not-in-state');
		await recordAudit(write, { type: 'conference.started', subjectId: id, facts: { cases }, at: now, actor });
		return ok({ id });
	});
}

/** Notes that a running meeting has seen a case. */
export async function showCase({ app }: Act, input: { id: string; case: string }): Done<ConferenceError> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Done<ConferenceError> => {
		if ((await statusOf(write, input.id)) !== 'running') return err('not-in-state');
		const { conferenceCases } = write.tables;
		await write
			.update(conferenceCases)
			.set({ shownAt: now })
			.where(and(isCase(write, input), isNull(conferenceCases.shownAt)));
		return ok({ id: input.id });
	});
}

/** Keeps what the meeting takes away from a case, scrubbed. */
export async function savePoint(
	act: Act,
	input: { id: string; case: string; learningPoint: string }
): Done<ConferenceError> {
	return savePoints(act, { id: input.id, points: [input] });
}

/**
 * Keeps what a meeting takes away from its cases, scrubbed. After the points were sent that corrects what everybody finds among the
 * learning points; nobody is told again.
 */
export async function savePoints({ app, actor }: Act, input: PointsInput): Done<ConferenceError> {
	return app.db.transaction(async (write): Done<ConferenceError> => {
		const entries = await keepPoints(write, { ...input, at: app.clock.now(), actor });
		if (!entries.ok) return entries;
		await recordAudit(write, ...entries.value);
		return ok({ id: input.id });
	});
}

/** Writes the points that differ from what is kept; returns what the audit log must say last. */
async function keepPoints(
	write: WriteHandle,
	{ id, points, at, actor }: PointsInput & Pick<Act, 'actor'> & { at: Instant }
): Promise<Result<AuditEntry[], ConferenceError>> {
	const status = await statusOf(write, id);
	if (status === null) return err('conference-not-found');
	if (status === 'cancelled') return err('not-in-state');
	const { conferenceCases } = write.tables;
	const kept = await write
		.select({ case: conferenceCases.learningCaseId, learningPoint: conferenceCases.learningPoint })
		.from(conferenceCases)
		.where(eq(conferenceCases.conferenceId, id));
	if (points.some((point) => !kept.some((one) => one.case === point.case)))
		return err('conference-not-found');
	const isChanged = (point: (typeof points)[number]): boolean =>
		kept.some((one) => one.case === point.case && one.learningPoint !== point.learningPoint);
	const entries: AuditEntry[] = [];
	for (const { case: learningCaseId, learningPoint } of points.filter(isChanged)) {
		const found = await findCase(write, learningCaseId);
		const known = await namesToScrub(write, found?.readId ?? null);
		const { texts } = scrubTexts({ learningPoint }, known);
		await write
			.update(conferenceCases)
			.set(texts)
			.where(isCase(write, { id, case: learningCaseId }));
		entries.push({ type: 'conference.point-kept', subjectId: id, facts: { learningCaseId }, at, actor });
	}
	return ok(entries);
}

/** Ends a running meeting. What it did not get to is free for another. */
export async function endConference({ app, actor }: Act, { id }: { id: string }): Done<ConferenceError> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Done<ConferenceError> => {
		if ((await statusOf(write, id)) === null) return err('conference-not-found');
		const { attendances, conferences, conferenceCases, learningCases } = write.tables;
		const ended = await write
			.update(conferences)
			.set({ status: 'held', endedAt: now })
			.where(and(eq(conferences.id, id), eq(conferences.status, 'running')))
			.returning({ id: conferences.id });
		if (ended.length === 0) return err('not-in-state');
		await write
			.delete(conferenceCases)
			.where(and(eq(conferenceCases.conferenceId, id), isNull(conferenceCases.shownAt)));
		const shown = await orderOf(write, id);
		if (shown.length > 0) {
			await write.update(learningCases).set({ status: 'shown' }).where(inArray(learningCases.id, shown));
		}
		const [present] = await write
			.select({ n: count() })
			.from(attendances)
			.where(eq(attendances.conferenceId, id));
		await recordAudit(write, {
			type: 'conference.held',
			subjectId: id,
			facts: { cases: shown.length, attended: present?.n ?? 0 },
			at: now,
			actor
		});
		return ok({ id });
	});
}

/** Marks oneself present at a meeting that runs; once or more, it is the same. */
export async function attend({ app, actor }: Act, { id }: { id: string }): Done<ConferenceError> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Done<ConferenceError> => {
		const status = await statusOf(write, id);
		if (status === null) return err('conference-not-found');
		if (status !== 'running' || !may(actor, 'learning.take-part')) return err('not-in-state');
		const noted = await write
			.insert(write.tables.attendances)
			.values({ conferenceId: id, userId: actor.id, recordedBy: 'self', at: now })
			.onConflictDoNothing()
			.returning({ userId: write.tables.attendances.userId });
		if (noted.length > 0) {
			await recordAudit(write, { type: 'conference.attended', subjectId: id, facts: {}, at: now, actor });
		}
		return ok({ id });
	});
}

/**
 * Corrects who was present by what somebody changed in the list. Whoever marked themselves, or was noted by another, since the list was
 * made stays as they are.
 */
export async function keepAttendance(
	{ app, actor }: Act,
	input: { id: string; users: readonly string[]; before: readonly string[] }
): Done<ConferenceError> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Done<ConferenceError> => {
		const status = await statusOf(write, input.id);
		if (status === null) return err('conference-not-found');
		if (status !== 'running' && status !== 'held') return err('not-in-state');
		const known = new Set((await participants(write)).map(({ id }) => id));
		const isNew = (user: string): boolean => known.has(user) && !input.before.includes(user);
		const added = [...new Set(input.users.filter(isNew))];
		// Somebody who was there and has left the group since is on no list, and stays.
		const removed = input.before.filter((user) => known.has(user) && !input.users.includes(user));
		const { attendances } = write.tables;
		const ofConference = eq(attendances.conferenceId, input.id);
		const gone =
			removed.length > 0
				? await write
						.delete(attendances)
						.where(and(ofConference, inArray(attendances.userId, removed)))
						.returning({ userId: attendances.userId })
				: [];
		const rows = added.map((userId) => ({
			conferenceId: input.id,
			userId,
			recordedBy: 'coordinator',
			at: now
		}));
		const come =
			rows.length > 0
				? await write
						.insert(attendances)
						.values(rows)
						.onConflictDoNothing()
						.returning({ userId: attendances.userId })
				: [];
		const [present] = await write.select({ n: count() }).from(attendances).where(ofConference);
		await recordAudit(write, {
			type: 'conference.attendance-kept',
			subjectId: input.id,
			facts: { attended: present?.n ?? 0, added: come.length, removed: gone.length },
			at: now,
			actor
		});
		return ok({ id: input.id });
	});
}

/** Sends the learning points of a held meeting to everybody who takes part, once: as they stand in the form that is sent. */
export async function sendPoints(
	{ app, actor }: Act,
	{ id, points }: PointsInput
): Done<ConferenceError | 'already-sent' | 'no-points'> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Done<ConferenceError | 'already-sent' | 'no-points'> => {
		const status = await statusOf(write, id);
		if (status === null) return err('conference-not-found');
		if (status !== 'held') return err('not-in-state');
		const kept = await keepPoints(write, { id, points, at: now, actor });
		if (!kept.ok) return kept;
		const sent = await markSent(write, { id, now });
		if (sent.ok) {
			const people = await holdersOf(write, participantRoles);
			await notify(write, { ids: app.ids, now }, people, {
				kind: 'learning.points-sent',
				facts: { n: sent.value },
				path: '/learning/points',
				onceKey: `learning.points-sent:${id}`
			});
			kept.value.push({
				type: 'conference.points-sent',
				subjectId: id,
				facts: { people: people.length },
				at: now,
				actor
			});
		}
		// What was written is kept, sent or not.
		await recordAudit(write, ...kept.value);
		return sent.ok ? ok({ id }) : sent;
	});
}

/** Marks a meeting's points as sent, where there are any and nobody did before. Returns how many there are. */
async function markSent(
	write: WriteHandle,
	{ id, now }: { id: string; now: Instant }
): Promise<Result<number, 'already-sent' | 'no-points'>> {
	const n = await countPoints(write, id);
	if (n === 0) return err('no-points');
	const { conferences } = write.tables;
	const sent = await write
		.update(conferences)
		.set({ sentAt: now })
		.where(and(eq(conferences.id, id), isNull(conferences.sentAt)))
		.returning({ id: conferences.id });
	return sent.length === 0 ? err('already-sent') : ok(n);
}

async function countPoints(write: WriteHandle, id: string): Promise<number> {
	const { conferenceCases, learningCases } = write.tables;
	const rows = await write
		.select({ typed: conferenceCases.learningPoint, prepared: learningCases.learningPoints })
		.from(conferenceCases)
		.innerJoin(learningCases, eq(learningCases.id, conferenceCases.learningCaseId))
		.where(and(eq(conferenceCases.conferenceId, id), isNotNull(conferenceCases.shownAt)));
	return rows.filter(({ typed, prepared }) => (typed || prepared).trim() !== '').length;
}

function isCase(write: WriteHandle, input: { id: string; case: string }) {
	const { conferenceCases } = write.tables;
	return and(eq(conferenceCases.conferenceId, input.id), eq(conferenceCases.learningCaseId, input.case));
}
