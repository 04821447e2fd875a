import { and, count, eq, inArray, isNotNull, isNull, notInArray } from 'drizzle-orm';
import { may } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { orderOf, statusOf, type ConferenceError } from './conference-commands.server.ts';
import { participantRoles, participants } from './people.server.ts';
import { findCase } from './curate.server.ts';
import { namesToScrub, scrubTexts } from './scrub-texts.server.ts';

type Act = Pick<Context, 'app' | 'actor'>;
type Done<E extends string> = Promise<Result<{ id: string }, E>>;

/** Begins a planned meeting: from now on people may look at its cases and mark themselves present. */
export async function startConference(
	{ app, actor }: Act,
	{ id }: { id: string }
): Done<ConferenceError | 'no-cases'> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Done<ConferenceError | 'no-cases'> => {
		if ((await statusOf(write, id)) === null) return err('conference-not-found');
		const cases = (await orderOf(write, id)).length;
		if (cases === 0) return err('no-cases');
		const { conferences } = write.tables;
		const begun = await write
			.update(conferences)
			.set({ status: 'running', startedAt: now })
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

/** Keeps what the meeting takes away from a case, scrubbed; until the points were sent. */
export async function savePoint(
	{ app, actor }: Act,
	input: { id: string; case: string; learningPoint: string }
): Done<ConferenceError | 'already-sent'> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Done<ConferenceError | 'already-sent'> => {
		const { conferences, conferenceCases } = write.tables;
		const [row] = await write
			.select({ status: conferences.status, sentAt: conferences.sentAt })
			.from(conferences)
			.where(eq(conferences.id, input.id));
		if (!row) return err('conference-not-found');
		if (row.sentAt !== null) return err('already-sent');
		if (row.status === 'cancelled') return err('not-in-state');
		const found = await findCase(write, input.case);
		const known = await namesToScrub(write, found?.readId ?? null);
		const { texts } = scrubTexts({ learningPoint: input.learningPoint }, known);
		const kept = await write
			.update(conferenceCases)
			.set(texts)
			.where(isCase(write, input))
			.returning({ id: conferenceCases.learningCaseId });
		if (kept.length === 0) return err('conference-not-found');
		await recordAudit(write, {
			type: 'conference.point-kept',
			subjectId: input.id,
			facts: { learningCaseId: input.case },
			at: now,
			actor
		});
		return ok({ id: input.id });
	});
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

/** Keeps who was present, as whoever runs the meeting saw it. */
export async function keepAttendance(
	{ app, actor }: Act,
	input: { id: string; users: readonly string[] }
): Done<ConferenceError> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Done<ConferenceError> => {
		const status = await statusOf(write, input.id);
		if (status === null) return err('conference-not-found');
		if (status !== 'running' && status !== 'held') return err('not-in-state');
		const known = new Set((await participants(write)).map(({ id }) => id));
		const before = await write
			.select({ userId: write.tables.attendances.userId })
			.from(write.tables.attendances)
			.where(eq(write.tables.attendances.conferenceId, input.id));
		// Somebody who was there and has left the group since stays on the list.
		const gone = before.map(({ userId }) => userId).filter((userId) => !known.has(userId));
		const present = [...new Set([...input.users.filter((user) => known.has(user)), ...gone])];
		const { attendances } = write.tables;
		const ofConference = eq(attendances.conferenceId, input.id);
		await write
			.delete(attendances)
			.where(present.length ? and(ofConference, notInArray(attendances.userId, present)) : ofConference);
		if (present.length > 0) {
			const rows = present.map((userId) => ({
				conferenceId: input.id,
				userId,
				recordedBy: 'coordinator',
				at: now
			}));
			await write.insert(attendances).values(rows).onConflictDoNothing();
		}
		await recordAudit(write, {
			type: 'conference.attendance-kept',
			subjectId: input.id,
			facts: { attended: present.length },
			at: now,
			actor
		});
		return ok({ id: input.id });
	});
}

/** Sends the learning points of a held meeting to everybody who takes part, once. */
export async function sendPoints(
	{ app, actor }: Act,
	{ id }: { id: string }
): Done<ConferenceError | 'already-sent' | 'no-points'> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Done<ConferenceError | 'already-sent' | 'no-points'> => {
		const status = await statusOf(write, id);
		if (status === null) return err('conference-not-found');
		if (status !== 'held') return err('not-in-state');
		const points = await countPoints(write, id);
		if (points === 0) return err('no-points');
		const { conferences } = write.tables;
		const sent = await write
			.update(conferences)
			.set({ sentAt: now })
			.where(and(eq(conferences.id, id), isNull(conferences.sentAt)))
			.returning({ id: conferences.id });
		if (sent.length === 0) return err('already-sent');
		const people = await holdersOf(write, participantRoles);
		await notify(write, { ids: app.ids, now }, people, {
			kind: 'learning.points-sent',
			facts: { n: points },
			path: '/learning/points',
			onceKey: `learning.points-sent:${id}`
		});
		await recordAudit(write, {
			type: 'conference.points-sent',
			subjectId: id,
			facts: { people: people.length },
			at: now,
			actor
		});
		return ok({ id });
	});
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
