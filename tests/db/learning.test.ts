import { and, eq, getTableColumns, isNull } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, startOfUtcDay, toUtcDay } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { GROUP_SETTING } from '#lib/features/admin/group-queries.server.ts';
import { learningCase, submissions } from '#lib/features/learning/case-queries.server.ts';
import {
	addCase,
	cancelConference,
	moveCaseBy,
	orderOf,
	planConference,
	plannedInstant,
	removeCase
} from '#lib/features/learning/conference-commands.server.ts';
import { conference, conferenceList } from '#lib/features/learning/conference-queries.server.ts';
import {
	acceptCase,
	answerObjection,
	editCase,
	objectToCase,
	setCaseAside
} from '#lib/features/learning/curate.server.ts';
import { learningDoor } from '#lib/features/learning/door.server.ts';
import {
	closeImprovement,
	improvements,
	openImprovement,
	remindOfImprovements
} from '#lib/features/learning/improvements.server.ts';
import {
	endConference,
	savePoint,
	savePoints,
	sendPoints,
	showCase,
	startConference
} from '#lib/features/learning/meeting-commands.server.ts';
import { attend, keepAttendance } from '#lib/features/learning/attendance.server.ts';
import { nominateFromReviews } from '#lib/features/learning/nominate.server.ts';
import { chosenCases, ownSubmissions } from '#lib/features/learning/own-cases.server.ts';
import { learningPoints } from '#lib/features/learning/points-queries.server.ts';
import { ownRecentReads, submitLearning } from '#lib/features/learning/submit.server.ts';
import { renderYear } from '#lib/features/learning/year-file.ts';
import { yearPage } from '#lib/features/learning/year-queries.server.ts';
import { aFacility, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { anAssignedCase, aReviewer, auditTypes, reviewAtL3, storedCase } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, testStart, type TestApp } from '../support/test-app.ts';

const noFilter = { modality: '', region: '', words: '' };

describe.each(engines)('peer learning on %s', (engine) => {
	let app: TestApp;
	let manager: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		const value = { name: 'Kestrel Imaging', timeZone: 'America/Chicago' };
		await app.db.transaction((write) =>
			write.insert(write.tables.settings).values({ key: GROUP_SETTING, value, updatedAt: testStart })
		);
		manager = await getActor(app, (await aUser(app, 'coordinator')).id);
	});
	afterEach(() => app.close());

	const as = (actor: Actor) => ({ app, actor });

	/** A radiologist with an account and a read of yesterday. */
	async function aReader(given: { familyName?: string } = {}) {
		const radiologist = await aRadiologist(app, { familyName: 'Abernathy', ...given });
		const actor = await getActor(
			app,
			(
				await aUser(app, 'radiologist', {
					radiologistId: radiologist.id,
					name: `Ignatius ${radiologist.familyName}`
				})
			).id
		);
		return { actor, radiologist, read: await aRead(app, { readerId: radiologist.id }) };
	}

	const words = { source: 'own' as const, title: 'A small bleed', story: 'It was late.', learningPoints: '' };

	async function aSubmission(actor: Actor, readId: string | null = null, title = words.title) {
		const given = { ...words, kind: 'great-catch' as const, readId, title };
		return getValue(await submitLearning(as(actor), given)).id;
	}

	async function anAcceptedCase(actor: Actor, readId: string | null = null, title = words.title) {
		const id = await aSubmission(actor, readId, title);
		getValue(await acceptCase(as(manager), { id }));
		return id;
	}

	async function aMeeting(day = '2026-11-20') {
		const plan = { title: 'Learning in November', day, time: '12:30', place: 'Room 2' };
		return getValue(await planConference(as(manager), plan)).id;
	}

	async function noticesOf(actor: Actor, kind: string) {
		const { notices } = app.db.read.tables;
		return app.db.read
			.select()
			.from(notices)
			.where(and(eq(notices.userId, actor.id), eq(notices.kind, kind)));
	}

	/** A meeting that runs, with one case of another radiologist's read. */
	async function aRunningMeeting() {
		const reader = await aReader();
		const caseId = await anAcceptedCase(reader.actor, reader.read.id);
		const id = await aMeeting();
		getValue(await addCase(as(manager), { id, case: caseId }));
		getValue(await startConference(as(manager), { id, today: 'on' }));
		return { id, caseId, reader };
	}

	it('puts a case on one meeting, whoever plans at once, and on none when it is set aside', async () => {
		const { actor } = await aReader();
		const meetings = [
			await aMeeting('2026-11-20'),
			await aMeeting('2026-11-21'),
			await aMeeting('2026-11-22')
		];
		const put = (of: string) => meetings.map((id) => addCase(as(manager), { id, case: of }));
		const chosen = await anAcceptedCase(actor, null, 'Chosen');
		const outcomes = await Promise.all(put(chosen));
		expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
		const refused = await anAcceptedCase(actor, null, 'Refused');
		const aside = setCaseAside(as(manager), { id: refused, reason: 'seen-before' });
		await Promise.all([...put(refused), aside]);
		expect(await aside).toMatchObject({ ok: true });
		const { conferenceCases } = app.db.read.tables;
		expect(await app.db.read.select().from(conferenceCases)).toMatchObject([{ learningCaseId: chosen }]);
	});

	it('takes a submission once, however often the form is sent, and scrubs it before it is kept', async () => {
		const { actor, read, radiologist } = await aReader({ familyName: 'Vanterpool' });
		const colleague = await aRadiologist(app, { familyName: 'Skarsgaardh' });
		const facility = await aFacility(app, { name: 'Saltmarsh Valley Hospital' });
		const given = {
			kind: 'near-miss' as const,
			source: 'own' as const,
			readId: read.id,
			title: 'A bleed at Saltmarsh Valley Hospital',
			story: `Dr. ${radiologist.familyName} and ${colleague.givenName} ${colleague.familyName}, accession ${read.accession}, on 11/10/2026.`,
			learningPoints: 'Look at the falx.'
		};
		const both = await Promise.all([submitLearning(as(actor), given), submitLearning(as(actor), given)]);
		expect(both[0]).toEqual(both[1]);
		const { items } = await submissions(app.db.read, { status: 'submitted', after: null });
		expect(items).toHaveLength(1);
		const [item] = items;
		const seen = getValue(await learningCase(app, item?.id ?? ''));
		// Those who curate may ask whoever shared it; participants get no such thing.
		expect(seen.submittedBy).toBe(actor.name);
		const bytes = JSON.stringify({ ...seen, submittedBy: null });
		for (const secret of [
			'Vanterpool',
			'Skarsgaardh',
			facility.name,
			read.accession,
			'11/10/2026',
			read.id,
			radiologist.id
		]) {
			expect(bytes).not.toContain(secret);
		}
		expect(getValue(both[0]).replaced).toBeGreaterThan(4);
		expect(seen).toMatchObject({ kind: 'near-miss', learningPoints: 'Look at the falx.' });
		expect(seen.facts).toMatchObject({ modality: 'CT', ageBand: '50–59' });
		expect(await auditTypes(app, seen.id)).toEqual(['learning.submitted']);
		expect(await noticesOf(manager, 'learning.submitted')).toHaveLength(1);
	});

	it('lets nobody submit another’s read, and offers everybody their own alone', async () => {
		const one = await aReader();
		const other = await aReader();
		const given = { ...words, kind: 'opportunity' as const, readId: other.read.id };
		expect(await submitLearning(as(one.actor), given)).toEqual({ ok: false, error: 'read-not-found' });
		const offered = await ownRecentReads(app.db.read, one.actor, app.clock.now());
		expect(offered.map(({ readId }) => readId)).toEqual([one.read.id]);
		expect(await ownRecentReads(app.db.read, manager, app.clock.now())).toEqual([]);
		const facts = JSON.stringify(offered);
		expect(facts).not.toContain(one.read.accession);
	});

	it('gives learning cases ids that tell no time', async () => {
		const { actor } = await aReader();
		const id = await aSubmission(actor);
		expect(id).toMatch(/^[0-9a-f]{32}$/);
		expect(id.slice(0, 8)).not.toBe(app.ids().slice(0, 8));
	});

	it('nominates what reviewers found worth it a day after its reader was told, once, and keeps nothing of the review', async () => {
		const { caseId, read, reviewer, assignmentId } = await anAssignedCase(app);
		await reviewAtL3(app, reviewer, assignmentId, '2a');
		const { cases, learningCases, reviews } = app.db.read.tables;
		await app.db.transaction((write) =>
			write.update(reviews).set({ learningValue: true }).where(eq(reviews.caseId, caseId))
		);
		const { releasedAt } = await storedCase(app, caseId);
		if (releasedAt === null) throw new Error('a final case without its release');
		app.clock.set(releasedAt + MINUTE_MS);
		expect(await nominateFromReviews(app)).toBe(0);
		app.clock.set(startOfUtcDay(releasedAt) + DAY_MS + 5 * HOUR_MS);
		const [first, second] = await Promise.all([nominateFromReviews(app), nominateFromReviews(app)]);
		expect(first + second).toBe(1);
		app.clock.advance(3 * DAY_MS);
		expect(await nominateFromReviews(app)).toBe(0);
		const [row] = await app.db.read.select().from(learningCases);
		expect(row).toMatchObject({
			readId: read.id,
			source: 'review',
			submittedBy: null,
			kind: 'opportunity',
			title: 'CT head without contrast',
			story: '',
			cause: null,
			factors: [],
			submittedAt: startOfUtcDay(releasedAt) + DAY_MS
		});
		const [review] = await app.db.read.select().from(reviews).where(eq(reviews.caseId, caseId));
		const seen = getValue(await learningCase(app, row?.id ?? ''));
		const bytes = JSON.stringify([row, seen]);
		for (const trace of [
			caseId,
			review?.id,
			assignmentId,
			reviewer.id,
			reviewer.name,
			'See image 31',
			'"2a"'
		]) {
			expect(bytes).not.toContain(trace);
		}
		expect(seen).not.toHaveProperty('score');
		// Nothing about calibration or what was not released is nominated.
		await app.db.transaction((write) => write.update(cases).set({ releasedAt: null }));
		expect(await nominateFromReviews(app)).toBe(0);
	});

	it('is accepted, set aside and taken up again; what is decided twice is refused', async () => {
		const { actor } = await aReader();
		const id = await aSubmission(actor);
		const both = await Promise.all([acceptCase(as(manager), { id }), acceptCase(as(manager), { id })]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await setCaseAside(as(manager), { id, reason: 'seen-before' })).toMatchObject({ ok: true });
		expect(await ownSubmissions(app.db.read, actor)).toMatchObject([
			{ status: 'set-aside', setAsideReason: 'seen-before' }
		]);
		expect(await acceptCase(as(manager), { id })).toMatchObject({ ok: true });
		expect(await acceptCase(as(manager), { id: 'none' })).toEqual({
			ok: false,
			error: 'learning-case-not-found'
		});
		const edited = { id, title: 'B', story: 'Seen by Dr. Miller.', question: 'And now?', learningPoints: '' };
		expect(await editCase(as(manager), edited)).toMatchObject({ ok: true, value: { replaced: 1 } });
		expect(getValue(await learningCase(app, id)).story).not.toContain('Miller');
	});

	it('tells the radiologist before the meeting, who may ask for another case once and hears the answer', async () => {
		const { caseId, read, reader, reviewer } = await anAssignedCase(app);
		const { learningCases } = app.db.read.tables;
		const id = 'ab'.repeat(16);
		await app.db.transaction((write) =>
			write.insert(learningCases).values({
				id,
				readId: read.id,
				kind: 'opportunity',
				source: 'review',
				title: 'CT head',
				story: '',
				learningPoints: '',
				factors: [],
				status: 'accepted',
				submittedAt: testStart
			})
		);
		expect(await chosenCases(app.db.read, reader)).toEqual([]);
		expect(await objectToCase(as(reader), { case: id, objection: '' })).toMatchObject({ ok: false });
		const meeting = await aMeeting();
		getValue(await addCase(as(manager), { id: meeting, case: id }));
		const [told] = await noticesOf(reader, 'learning.case-chosen');
		expect(told).toMatchObject({ facts: { on: '2026-11-20' }, path: '/learning' });
		expect(await noticesOf(reviewer, 'learning.case-chosen')).toEqual([]);
		const [chosen] = await chosenCases(app.db.read, reader);
		expect(chosen).toMatchObject({ id, isObjected: false, startsAt: Date.UTC(2026, 10, 20, 18, 30) });
		expect(JSON.stringify(chosen)).not.toContain(caseId);

		expect(await objectToCase(as(reviewer), { case: id, objection: '' })).toMatchObject({
			error: 'learning-case-not-found'
		});
		expect(await objectToCase(as(reader), { case: id, objection: 'Too soon.' })).toMatchObject({ ok: true });
		expect(await objectToCase(as(reader), { case: id, objection: 'No!' })).toMatchObject({
			error: 'already-asked'
		});
		expect(await noticesOf(manager, 'learning.objected')).toHaveLength(1);
		expect(getValue(await learningCase(app, id))).toMatchObject({
			isObjected: true,
			objection: { text: 'Too soon.', answer: null }
		});
		getValue(await answerObjection(as(manager), { id, answer: 'It is too good to leave out.' }));
		expect(await noticesOf(reader, 'learning.objection-answered')).toHaveLength(1);
		expect(await chosenCases(app.db.read, reader)).toMatchObject([
			{ isObjected: true, answer: 'It is too good to leave out.' }
		]);
		getValue(await setCaseAside(as(manager), { id, reason: 'reader-asked' }));
		expect(await chosenCases(app.db.read, reader)).toMatchObject([{ startsAt: null }]);
		expect(await orderOf(app.db.read, meeting)).toEqual([]);
	});

	it('plans a meeting in the group’s time zone and tells everybody who takes part', async () => {
		const { actor } = await aReader();
		const administrator = await getActor(app, (await aUser(app, 'administrator')).id);
		await aMeeting('2026-07-01');
		const [item] = (await conferenceList(app.db.read, { open: true })).items;
		expect(item).toMatchObject({ startsAt: Date.UTC(2026, 6, 1, 17, 30), cases: 0, status: 'planned' });
		expect(await noticesOf(actor, 'learning.conference-planned')).toHaveLength(1);
		expect(await noticesOf(administrator, 'learning.conference-planned')).toEqual([]);
		expect(plannedInstant({ day: '2026-02-30', time: '12:00' }, 'America/Chicago')).toBeNull();
	});

	it('keeps the order of its cases, takes accepted ones alone, and each on one meeting', async () => {
		const { actor } = await aReader();
		const id = await aMeeting();
		const cases: string[] = [];
		for (const title of ['A', 'B', 'C']) cases.push(await anAcceptedCase(actor, null, title));
		for (const one of cases) getValue(await addCase(as(manager), { id, case: one }));
		const [a = '', b = '', c = ''] = cases;
		getValue(await moveCaseBy(as(manager), { id, case: c, to: 'up' }));
		getValue(await moveCaseBy(as(manager), { id, case: a, to: 'down' }));
		expect(await orderOf(app.db.read, id)).toEqual([c, a, b]);
		getValue(await removeCase(as(manager), { id, case: a }));
		expect(await orderOf(app.db.read, id)).toEqual([c, b]);

		const other = await aMeeting('2026-12-04');
		const waiting = await aSubmission(actor, null, 'D');
		expect(await addCase(as(manager), { id: other, case: c })).toMatchObject({ error: 'already-chosen' });
		expect(await addCase(as(manager), { id: other, case: waiting })).toMatchObject({ error: 'not-in-state' });
		getValue(await cancelConference(as(manager), { id }));
		expect(await addCase(as(manager), { id: other, case: c })).toMatchObject({ ok: true });
		expect(await addCase(as(manager), { id, case: b })).toMatchObject({ error: 'not-in-state' });
		expect(await startConference(as(manager), { id, today: 'on' })).toMatchObject({ error: 'not-in-state' });
	});

	it('shows its cases and images to participants from its beginning on, not before', async () => {
		const reader = await aReader();
		const caseId = await anAcceptedCase(reader.actor, reader.read.id);
		const id = await aMeeting();
		getValue(await addCase(as(manager), { id, case: caseId }));
		const guest = await aReviewer(app);
		const door = { caseId, readId: reader.read.id };
		expect(getValue(await conference(as(guest), id)).programme).toEqual([]);
		expect(await learningDoor(app.db.read, guest, caseId)).toBeNull();
		expect(await learningDoor(app.db.read, reader.actor, caseId)).toBeNull();
		expect(await learningDoor(app.db.read, manager, caseId)).toEqual(door);
		getValue(await startConference(as(manager), { id, today: 'on' }));
		const seen = getValue(await conference(as(guest), id));
		expect(seen.programme).toMatchObject([{ id: caseId, isShown: false }]);
		expect(seen.present).toEqual([]);
		expect(await learningDoor(app.db.read, guest, caseId)).toEqual(door);
		const bytes = JSON.stringify(seen);
		for (const trace of [reader.actor.id, reader.actor.name, reader.read.id, reader.read.accession]) {
			expect(bytes).not.toContain(trace);
		}
	});

	it('counts those who mark themselves present while it runs, and whom the list adds or removes', async () => {
		const { id, reader } = await aRunningMeeting();
		const guest = await aReviewer(app);
		for (const actor of [guest, guest, reader.actor]) getValue(await attend(as(actor), { id }));
		// Once for each of them, and by themselves.
		expect((await auditTypes(app, id)).slice(-3)).toEqual([
			'conference.started',
			'conference.attended',
			'conference.attended'
		]);
		expect(getValue(await conference(as(guest), id))).toMatchObject({ attended: 2, isPresent: true });
		const before = [guest.id, reader.actor.id];
		const users = [guest.id, manager.id, 'nobody'];
		getValue(await keepAttendance(as(manager), { id, users, before }));
		const { present } = getValue(await conference(as(manager), id));
		expect([...present].sort()).toEqual([guest.id, manager.id].sort());
		const { attendances } = app.db.read.tables;
		const rows = await app.db.read.select().from(attendances);
		expect(rows.find(({ userId }) => userId === guest.id)).toMatchObject({ recordedBy: 'self' });
		getValue(await keepAttendance(as(manager), { id, users: [], before: present }));
		expect(getValue(await conference(as(manager), id)).attended).toBe(0);
		expect((await auditTypes(app, id)).slice(-2)).toEqual(Array(2).fill('conference.attendance-kept'));
		getValue(await endConference(as(manager), { id }));
		expect(await attend(as(guest), { id })).toMatchObject({ error: 'not-in-state' });
	});

	it('keeps whom somebody else noted, or who came, since the list was made', async () => {
		const { id } = await aRunningMeeting();
		const [early, late, noted] = [await aReviewer(app), await aReviewer(app), await aReviewer(app)];
		getValue(await attend(as(early), { id }));
		const before = [early.id];
		getValue(await attend(as(late), { id }));
		const lists = [
			{ id, users: [early.id, noted.id], before },
			{ id, users: [manager.id], before }
		];
		for (const list of lists) getValue(await keepAttendance(as(manager), list));
		const { present } = getValue(await conference(as(manager), id));
		expect([...present].sort()).toEqual([late.id, noted.id, manager.id].sort());
	});

	it('loses nobody when two people save their lists at the same moment', async () => {
		const { id } = await aRunningMeeting();
		const people = await Promise.all(Array.from({ length: 6 }, () => aReviewer(app)));
		const saved = people.map((one) => keepAttendance(as(manager), { id, users: [one.id], before: [] }));
		for (const outcome of await Promise.all(saved)) getValue(outcome);
		expect(getValue(await conference(as(manager), id)).attended).toBe(people.length);
	});

	it('begins on another day only when that is said, and is kept with that day', async () => {
		const { actor } = await aReader();
		const id = await aMeeting(toUtcDay(testStart + 6 * DAY_MS));
		getValue(await addCase(as(manager), { id, case: await anAcceptedCase(actor, null, 'A') }));
		expect(getValue(await conference(as(manager), id)).isEarly).toBe(true);
		expect(await startConference(as(manager), { id })).toMatchObject({ error: 'meeting-is-early' });
		getValue(await startConference(as(manager), { id, today: 'on' }));
		const begun = getValue(await conference(as(manager), id));
		expect(toUtcDay(begun.startsAt)).toBe(toUtcDay(app.clock.now()));
	});

	it('sends what stands in the form, and corrects it afterwards without telling again', async () => {
		const { id, caseId } = await aRunningMeeting();
		const guest = await aReviewer(app);
		getValue(await showCase(as(manager), { id, case: caseId }));
		getValue(await savePoint(as(manager), { id, case: caseId, learningPoint: 'Look once.' }));
		getValue(await endConference(as(manager), { id }));
		const standing = [{ case: caseId, learningPoint: 'Look twice.' }];
		getValue(await sendPoints(as(manager), { id, points: standing }));
		const points = async () =>
			(await learningPoints(app.db.read, noFilter, null)).items.map(({ point }) => point);
		expect(await points()).toEqual(['Look twice.']);
		const corrected = [{ case: caseId, learningPoint: 'Look twice, then ask.' }];
		getValue(await savePoints(as(manager), { id, points: corrected }));
		getValue(await savePoints(as(manager), { id, points: corrected }));
		expect(await points()).toEqual(['Look twice, then ask.']);
		expect(await noticesOf(guest, 'learning.points-sent')).toHaveLength(1);
		expect((await auditTypes(app, id)).slice(-4)).toEqual([
			'conference.held',
			'conference.point-kept',
			'conference.points-sent',
			'conference.point-kept'
		]);
		const stale = [{ case: caseId, learningPoint: 'Mine.', before: 'Look twice.' }];
		expect(await savePoints(as(manager), { id, points: stale })).toMatchObject({ error: 'stale-points' });
		const untouched = [{ case: caseId, learningPoint: 'Look twice.', before: 'Look twice.' }];
		getValue(await savePoints(as(manager), { id, points: untouched }));
		expect(await points()).toEqual(['Look twice, then ask.']);
		const elsewhere = [{ case: 'another', learningPoint: 'x' }];
		expect(await savePoints(as(manager), { id, points: elsewhere })).toMatchObject({ ok: false });
	});

	it('sends the points of what it showed to everybody, once, and frees what it did not get to', async () => {
		const { id, caseId, reader } = await aRunningMeeting();
		const guest = await aReviewer(app);
		const later = await anAcceptedCase(guest, null, 'Not reached');
		expect(await addCase(as(manager), { id, case: later })).toMatchObject({ error: 'not-in-state' });
		getValue(await showCase(as(manager), { id, case: caseId }));
		const point = { id, case: caseId, learningPoint: `Look at the falx, says ${reader.actor.name}.` };
		getValue(await savePoint(as(manager), point));
		expect(await sendPoints(as(manager), { id, points: [] })).toMatchObject({ error: 'not-in-state' });
		getValue(await endConference(as(manager), { id }));
		expect(await learningPoints(app.db.read, noFilter, null)).toEqual({ items: [], nextCursor: null });
		const both = await Promise.all([
			sendPoints(as(manager), { id, points: [] }),
			sendPoints(as(manager), { id, points: [] })
		]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await noticesOf(guest, 'learning.points-sent')).toMatchObject([
			{ facts: { n: 1 }, path: '/learning/points' }
		]);
		const { items } = await learningPoints(app.db.read, noFilter, null);
		expect(items).toMatchObject([{ id: caseId, title: 'A small bleed', facts: { bodyRegion: 'head' } }]);
		expect(JSON.stringify(items)).not.toContain(reader.actor.name);
		for (const [filter, n] of [
			[{ modality: 'CT' }, 1],
			[{ modality: 'MR' }, 0],
			[{ region: 'head' }, 1],
			[{ words: 'FALX' }, 1],
			[{ words: '%' }, 0]
		] as const) {
			const found = await learningPoints(app.db.read, { ...noFilter, ...filter }, null);
			expect(found.items, JSON.stringify(filter)).toHaveLength(n);
		}
		expect(await auditTypes(app, id)).toEqual([
			'conference.planned',
			'conference.changed',
			'conference.started',
			'conference.point-kept',
			'conference.held',
			'conference.points-sent'
		]);
	});

	it('writes nothing of points that cannot be sent', async () => {
		const { id, caseId } = await aRunningMeeting();
		getValue(await showCase(as(manager), { id, case: caseId }));
		getValue(await endConference(as(manager), { id }));
		const points = (learningPoint: string) => [{ case: caseId, learningPoint }];
		getValue(await sendPoints(as(manager), { id, points: points('Look twice.') }));
		expect(await sendPoints(as(manager), { id, points: points('Never.') })).toMatchObject({
			error: 'already-sent'
		});
		const { items } = await learningPoints(app.db.read, noFilter, null);
		expect(items.map(({ point }) => point)).toEqual(['Look twice.']);
	});

	it('frees a case that a meeting did not show, and sends nothing of a meeting without points', async () => {
		const { id, caseId } = await aRunningMeeting();
		getValue(await endConference(as(manager), { id }));
		expect(await orderOf(app.db.read, id)).toEqual([]);
		expect(getValue(await learningCase(app, caseId)).status).toBe('accepted');
		expect(await sendPoints(as(manager), { id, points: [] })).toMatchObject({ error: 'no-points' });
		expect(await addCase(as(manager), { id: await aMeeting(), case: caseId })).toMatchObject({ ok: true });
	});

	it('lists learning points in pages that meet without gap or repeat', async () => {
		const { conferences, conferenceCases, learningCases } = app.db.read.tables;
		await app.db.transaction(async (write) => {
			for (let at = 0; at < 12; at++) {
				const conferenceId = app.ids();
				await write.insert(conferences).values({
					id: conferenceId,
					title: `M${at}`,
					// Some begin at the same instant.
					startsAt: testStart + Math.floor(at / 3) * DAY_MS,
					status: 'held',
					sentAt: testStart,
					createdBy: manager.id,
					createdAt: testStart
				});
				for (let place = 1; place <= 10; place++) {
					const id = `${at}-${place}`;
					await write.insert(learningCases).values({
						id,
						kind: 'opportunity',
						source: 'own',
						title: id,
						story: '',
						learningPoints: place === 10 ? '' : 'Look twice.',
						factors: [],
						status: 'shown',
						submittedAt: testStart
					});
					await write
						.insert(conferenceCases)
						.values({ conferenceId, learningCaseId: id, position: place, shownAt: testStart });
				}
			}
		});
		const seen: string[] = [];
		let after: string | null = null;
		do {
			const list: Awaited<ReturnType<typeof learningPoints>> = await learningPoints(
				app.db.read,
				noFilter,
				after
			);
			seen.push(...list.items.map(({ id }) => id));
			after = list.nextCursor;
		} while (after);
		expect(seen).toHaveLength(108);
		expect(new Set(seen).size).toBe(108);
	});

	it('gives an improvement to somebody, reminds of it weekly once overdue, and lets its owner close it', async () => {
		const { actor: owner } = await aReader();
		const { actor: other } = await aReader();
		const given = {
			title: 'A line for the falx in the template',
			description: '',
			ownerId: owner.id,
			dueOn: '2026-11-20',
			conferenceId: null
		};
		expect(await openImprovement(as(manager), { ...given, ownerId: 'nobody' })).toMatchObject({
			error: 'user-not-found'
		});
		const { id } = getValue(await openImprovement(as(manager), given));
		expect(await noticesOf(owner, 'improvement.assigned')).toHaveLength(1);
		expect(await remindOfImprovements(app)).toBe(0);
		// Friday the 20th is due until its last minute in Chicago.
		app.clock.set(Date.UTC(2026, 10, 21, 5, 59));
		expect(await remindOfImprovements(app)).toBe(0);
		app.clock.set(Date.UTC(2026, 10, 21, 6));
		expect(await remindOfImprovements(app)).toBe(1);
		app.clock.advance(DAY_MS);
		await remindOfImprovements(app);
		expect(await noticesOf(owner, 'improvement.overdue')).toHaveLength(1);
		app.clock.advance(DAY_MS);
		await remindOfImprovements(app);
		expect(await noticesOf(owner, 'improvement.overdue')).toHaveLength(2);
		expect(await improvements(app, owner)).toMatchObject([{ id, isOverdue: true, mayClose: true }]);
		expect(await improvements(app, other)).toMatchObject([{ mayClose: false }]);
		const closing = { action: id, status: 'done' as const, result: 'It is in the template.' };
		expect(await closeImprovement(as(other), closing)).toMatchObject({ error: 'improvement-not-found' });
		expect(await closeImprovement(as(owner), closing)).toMatchObject({ ok: true });
		expect(await closeImprovement(as(manager), closing)).toMatchObject({ error: 'already-closed' });
		expect(await improvements(app, owner)).toMatchObject([{ status: 'done', isOverdue: false }]);
		expect(await remindOfImprovements(app)).toBe(0);
	});

	it('counts a year without a person in it, and tells everybody their own', async () => {
		const { id, caseId, reader } = await aRunningMeeting();
		const absent = await aReader();
		getValue(await attend(as(reader.actor), { id }));
		getValue(await showCase(as(manager), { id, case: caseId }));
		getValue(await endConference(as(manager), { id }));
		const page = await yearPage(app, reader.actor, 2026);
		expect(page).toMatchObject({ isOver: false, asOf: '2026-11-16', people: null, policyVersion: 1 });
		expect(page.mine).toEqual({
			isExpected: true,
			submissions: 1,
			attended: 1,
			meetingsHeld: 1,
			meetsSubmissions: true,
			meetsAttendance: true
		});
		expect(page.statement).toMatchObject({
			totalSubmissions: 1,
			submissions: { 'great-catch': 1, opportunity: 0, 'near-miss': 0 },
			meetingsHeld: 1,
			meetsMeetings: false,
			meetsBoth: { met: 1, n: 2, share: 0.5 },
			casesShown: 1,
			verdict: 'not-met'
		});
		for (const format of ['csv', 'json'] as const) {
			const file = renderYear(page, format);
			expect(file).toContain('radiologists_meeting_both');
			for (const trace of [reader.actor.name, reader.radiologist.familyName, caseId, 'small bleed']) {
				expect(file).not.toContain(trace);
			}
		}
		const named = await yearPage(app, manager, 2026);
		expect(named.people).toMatchObject([{ meetsSubmissions: true }, { meetsSubmissions: false }]);
		expect(absent.actor.id).not.toBe(reader.actor.id);
		// Another year knows nothing of it, and begins at midnight in Chicago.
		expect((await yearPage(app, manager, 2025)).statement).toMatchObject({ totalSubmissions: 0 });
		// Nothing leads to years before the first that has something.
		expect(named.hasEarlier).toBe(false);
		expect((await yearPage(app, manager, 2027)).hasEarlier).toBe(true);
		app.clock.set(Date.UTC(2027, 0, 1, 5, 59));
		expect((await yearPage(app, manager, 2026)).isOver).toBe(false);
		app.clock.set(Date.UTC(2027, 0, 1, 6));
		expect((await yearPage(app, manager, 2026)).isOver).toBe(true);
	});

	it('writes no name, title or word into the audit log', async () => {
		const { id, caseId, reader } = await aRunningMeeting();
		getValue(await showCase(as(manager), { id, case: caseId }));
		getValue(await endConference(as(manager), { id }));
		const { auditEvents, learningCases } = app.db.read.tables;
		const facts = JSON.stringify(await app.db.read.select({ facts: auditEvents.facts }).from(auditEvents));
		for (const trace of ['small bleed', 'It was late', reader.read.accession, 'November']) {
			expect(facts).not.toContain(trace);
		}
		expect(await app.db.read.select().from(learningCases).where(isNull(learningCases.readId))).toEqual([]);
	});
});

describe('the tables of peer learning', () => {
	it('point at no case, review, reviewer or score', async () => {
		// Both engines' tables are made by one function.
		await using app = await testApp();
		const { learningCases, conferences, conferenceCases, attendances, improvementActions } =
			app.db.read.tables;
		const targets = new Set<string>();
		const columns = new Set<string>();
		for (const table of [learningCases, conferences, conferenceCases, attendances, improvementActions]) {
			for (const { name } of Object.values(getTableColumns(table))) columns.add(name);
			for (const { reference } of getTableConfig(table).foreignKeys) {
				targets.add(getTableConfig(reference().foreignTable).name);
			}
		}
		const allowed = ['reads', 'users', 'learning_cases', 'conferences'];
		expect([...targets].filter((name) => !allowed.includes(name))).toEqual([]);
		expect([...columns].filter((name) => /score|review|assign|(^|_)case_id$/.test(name))).toEqual([
			'learning_case_id'
		]);
	});
});
