import { and, count, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import { isAnotherDay, isEarly } from '#lib/core/learning/early.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { orderOf, statusOf, type ConferenceError } from './conference-commands.server.ts';
import { participantRoles } from './people.server.ts';
import { findCase } from './curate.server.ts';
import type { PointInput, PointsInput } from './schemas.ts';
import { namesToScrub, scrubTexts } from './scrub-texts.server.ts';

type Act = Pick<Context, 'app' | 'actor'>;
type SendError = ConferenceError | 'already-sent' | 'no-points' | 'stale-points';
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
): Done<ConferenceError | 'stale-points'> {
	return savePoints(act, { id: input.id, points: [input] });
}

/**
 * Keeps what a meeting takes away from its cases, scrubbed. After the points were sent that corrects what everybody finds among the
 * learning points; nobody is told again.
 */
export async function savePoints(
	{ app, actor }: Act,
	input: PointsInput
): Done<ConferenceError | 'stale-points'> {
	return app.db.transaction(async (write): Done<ConferenceError | 'stale-points'> => {
		const entries = await keepPoints(write, { ...input, at: app.clock.now(), actor });
		if (!entries.ok) return entries;
		await recordAudit(write, ...entries.value);
		return ok({ id: input.id });
	});
}

/**
 * Writes the points that somebody changed; returns what the audit log must say last. Writes nothing where one of them was changed by
 * somebody else meanwhile.
 */
async function keepPoints(
	write: WriteHandle,
	{ id, points, at, actor }: PointsInput & Pick<Act, 'actor'> & { at: Instant }
): Promise<Result<AuditEntry[], ConferenceError | 'stale-points'>> {
	const status = await statusOf(write, id);
	if (status === null) return err('conference-not-found');
	if (status === 'cancelled') return err('not-in-state');
	const { conferenceCases } = write.tables;
	const standing = await standingPoints(write, id);
	if (points.some((point) => !standing.has(point.case))) return err('conference-not-found');
	const changed = points.filter(
		(point) => point.learningPoint !== (point.before ?? standing.get(point.case))
	);
	const isStale = ({ case: of, before, learningPoint }: PointInput): boolean =>
		before !== undefined && standing.get(of) !== before && standing.get(of) !== learningPoint;
	if (changed.some(isStale)) return err('stale-points');
	const entries: AuditEntry[] = [];
	for (const { case: learningCaseId, learningPoint } of changed) {
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

/** What is sent of each case as things stand: what the meeting took away, else what was prepared. */
async function standingPoints(write: WriteHandle, id: string): Promise<Map<string, string>> {
	const { conferenceCases, learningCases } = write.tables;
	const rows = await write
		.select({
			case: learningCases.id,
			typed: conferenceCases.learningPoint,
			prepared: learningCases.learningPoints
		})
		.from(conferenceCases)
		.innerJoin(learningCases, eq(learningCases.id, conferenceCases.learningCaseId))
		.where(eq(conferenceCases.conferenceId, id));
	return new Map(rows.map((row) => [row.case, (row.typed || row.prepared).trim()]));
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

/**
 * Sends the learning points of a held meeting to everybody who takes part, once: as they stand in the form that is sent. Where they
 * cannot be sent, nothing is written.
 */
export async function sendPoints({ app, actor }: Act, { id, points }: PointsInput): Done<SendError> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Done<SendError> => {
		const status = await statusOf(write, id);
		if (status === null) return err('conference-not-found');
		if (status !== 'held') return err('not-in-state');
		const kept = await keepPoints(write, { id, points, at: now, actor });
		if (!kept.ok) return kept;
		const sent = await markSent(write, { id, now });
		if (!sent.ok) return sent;
		const people = await holdersOf(write, participantRoles);
		await notify(write, { ids: app.ids, now }, people, {
			kind: 'learning.points-sent',
			facts: { n: sent.value },
			path: '/learning/points',
			onceKey: `learning.points-sent:${id}`
		});
		await recordAudit(write, ...kept.value, {
			type: 'conference.points-sent',
			subjectId: id,
			facts: { people: people.length },
			at: now,
			actor
		});
		return ok({ id });
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
