import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { localMinute } from '#lib/core/corrections/times.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import {
	communicateCritical,
	receiveCritical,
	recordCritical,
	withdrawCritical
} from '#lib/features/turnaround/critical-commands.server.ts';
import { criticalSummary, openCriticals } from '#lib/features/turnaround/critical-summary.server.ts';
import { raiseLateCriticals } from '#lib/features/turnaround/late-criticals.server.ts';
import { criticalView, endedCriticals } from '#lib/features/turnaround/critical-view.server.ts';
import {
	endHold,
	explainBreach,
	holdRead,
	takeBackEvent
} from '#lib/features/turnaround/read-commands.server.ts';
import { readTurnaround } from '#lib/features/turnaround/read-turnaround.server.ts';
import { aCase, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { anAssignment } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const timeZone = 'America/Chicago';

describe.each(engines)('the turnaround of one read on %s', (engine) => {
	let app: TestApp;
	let actor: Actor;
	let readId: string;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		actor = await getActor(app, (await aUser(app, 'coordinator')).id);
		readId = (await aRead(app, { imagesReceivedAt: app.clock.now() - DAY_MS, priority: 'stat' })).id;
	});
	afterEach(() => app.close());

	/** A wall-clock minute of the facility, so many minutes ago. */
	const ago = (minutes: number) => localMinute(app.clock.now() - minutes * MINUTE_MS, timeZone);
	const record = (category: 1 | 2 | 3, at = '') =>
		recordCritical({ app, actor }, { readId, category, finding: 'Tension pneumothorax.', at });
	const tell = (id: string, at = '') =>
		communicateCritical({ app, actor }, { id, by: 'Desk', to: 'Dr. Ode', how: 'telephone', at });
	const viewOf = (id: string, who = actor) => criticalView(app.db.read, who, { id, now: app.clock.now() });
	const summary = () => {
		const now = app.clock.now();
		return criticalSummary(app.db.read, actor, { facility: '', now, period: { from: 0, to: now + 1 } });
	};

	async function eventTypes() {
		const { auditEvents } = app.db.read.tables;
		const rows = await app.db.read.select().from(auditEvents).orderBy(auditEvents.seq);
		return rows
			.map(({ type }) => type)
			.filter((type) => /^(critical|read\.(held|hold|event)|breach)/.test(type));
	}

	it('takes a result that is sent twice for one, and none from before the examination', async () => {
		const { id } = getValue(await record(1));
		app.clock.advance(2_000);
		expect(getValue(await record(1)).id).toBe(id);
		expect(getValue(await record(2)).id).not.toBe(id);
		expect(getValue(await record(1, ago(20))).id).not.toBe(id);
		expect((await eventTypes()).filter((type) => type === 'critical.recorded')).toHaveLength(3);
		expect(await record(1, '2016-11-01T10:00')).toMatchObject({ ok: false, error: 'time-too-early' });
	});

	it('raises an alarm once for a critical result that nobody has received in time, and ends it with the loop', async () => {
		const director = await aUser(app, 'director');
		const judge = await aUser(app, ['coordinator', 'reviewer']);
		await anAssignment(app, { caseId: (await aCase(app, { readId })).id, reviewerId: judge.id });
		const notices = async () => {
			const rows = await app.db.read.select().from(app.db.read.tables.notices);
			return rows
				.filter(({ kind }) => kind === 'critical.overdue')
				.map(({ userId, path, facts, readAt }) => ({ userId, path, facts, isRead: readAt !== null }));
		};
		const told = { id: getValue(await record(1, ago(60))).id };
		const untold = { id: getValue(await record(1, ago(50))).id };
		await record(2);
		await tell(told.id);
		expect(await raiseLateCriticals(app)).toBe(2);
		expect(await raiseLateCriticals(app)).toBe(0);
		const shown = await notices();
		expect(shown.map(({ userId }) => userId).toSorted()).toEqual(
			[actor.id, actor.id, director.id, director.id].toSorted()
		);
		expect(shown).toContainEqual({
			userId: director.id,
			path: `/turnaround/critical/${told.id}`,
			facts: { n: 1 },
			isRead: false
		});
		expect((await eventTypes()).filter((type) => type === 'critical.overdue')).toHaveLength(2);

		getValue(await receiveCritical({ app, actor }, { id: told.id, from: 'Dr. Ode', at: '' }));
		const open = (await notices()).filter(({ isRead }) => !isRead);
		expect(new Set(open.map(({ path }) => path))).toEqual(new Set([`/turnaround/critical/${untold.id}`]));
		getValue(await withdrawCritical({ app, actor }, { id: untold.id, words: 'By mistake.' }));
		expect((await notices()).every(({ isRead }) => isRead)).toBe(true);
	});

	it('tells of many late critical results in one notice, which ends with the last of them', async () => {
		const ids: string[] = [];
		for (let at = 0; at < 6; at++) ids.push(getValue(await record(1, ago(100 + at))).id);
		expect(await raiseLateCriticals(app)).toBe(6);
		const { notices } = app.db.read.tables;
		const rows = () => app.db.read.select().from(notices).where(eq(notices.kind, 'critical.overdue'));
		expect(await rows()).toMatchObject([{ path: '/turnaround/critical', facts: { n: 6 }, readAt: null }]);
		for (const id of ids) {
			expect((await rows())[0]?.readAt).toBeNull();
			getValue(await withdrawCritical({ app, actor }, { id, words: 'By mistake.' }));
		}
		expect((await rows())[0]?.readAt).not.toBeNull();
	});

	it('counts open loops of whatever age, and those of one facility', async () => {
		await record(1, ago(40));
		const { facilityId = '' } = (await app.db.read.select().from(app.db.read.tables.reads))[0] ?? {};
		const of = (facility: string) => {
			const scope = { facility, now: app.clock.now(), period: { from: 0, to: 1 } };
			return criticalSummary(app.db.read, actor, scope);
		};
		expect(await of('')).toMatchObject({ rows: [], counts: { open: 1, late: 1 } });
		expect(await of(facilityId)).toMatchObject({ counts: { open: 1, late: 1 } });
		expect(await of('another')).toMatchObject({ counts: { open: 0, late: 0 } });
	});

	it('has a critical loop with its six fields, from finding to receipt', async () => {
		const { id } = getValue(await record(1, ago(40)));
		expect(await openCriticals(app.db.read, actor, { facility: '', now: app.clock.now() })).toMatchObject([
			{ id, status: 'open', isLate: true }
		]);
		getValue(await tell(id, ago(30)));
		getValue(await receiveCritical({ app, actor }, { id, from: 'Dr. Ode', at: ago(15) }));
		expect(await viewOf(id)).toMatchObject({
			finding: 'Tension pneumothorax.',
			communicatedBy: 'Desk',
			communicatedTo: 'Dr. Ode',
			receivedBy: 'Dr. Ode',
			method: 'telephone',
			status: 'received',
			isLate: false
		});
		expect((await summary()).rows).toMatchObject([
			{ category: 1, n: 1, inTime: { x: 1, n: 1 }, median: { estimate: 25 }, open: 0 }
		]);
		expect(await eventTypes()).toEqual(['critical.recorded', 'critical.communicated', 'critical.received']);
	});

	it('counts an open loop as missed once it is due, and a withdrawn one not at all', async () => {
		const late = getValue(await record(1, ago(31)));
		getValue(await record(2, ago(31)));
		const mistaken = getValue(await record(1, ago(29)));
		getValue(await withdrawCritical({ app, actor }, { id: mistaken.id, words: 'Wrong patient.' }));
		const { rows, open } = await summary();
		expect(rows).toMatchObject([
			{ category: 1, n: 1, inTime: { x: 0, n: 1 }, open: 1, late: 1 },
			{ category: 2, n: 1, inTime: { n: 0 }, open: 1, late: 0 }
		]);
		expect(open.map(({ id }) => id)[0]).toBe(late.id);
		const ended = await endedCriticals(app.db.read, actor, { after: null, now: app.clock.now() });
		expect(ended.rows.map(({ status }) => status)).toEqual(['withdrawn']);
	});

	it('takes no step twice, none out of order and none before the one it follows', async () => {
		const { id } = getValue(await record(1, ago(30)));
		const receive = (at = '') => receiveCritical({ app, actor }, { id, from: 'Dr. Ode', at });
		expect(await receive()).toEqual({ ok: false, error: 'already-recorded' });
		expect(await tell(id, ago(35))).toEqual({ ok: false, error: 'time-too-early' });
		expect(await tell(id, ago(-5))).toEqual({ ok: false, error: 'time-in-future' });
		getValue(await tell(id, ago(20)));
		expect(await tell(id)).toEqual({ ok: false, error: 'already-recorded' });
		expect(await receive(ago(25))).toEqual({ ok: false, error: 'time-too-early' });
		getValue(await receive());
		expect(await withdrawCritical({ app, actor }, { id, words: 'x' })).toEqual({
			ok: false,
			error: 'already-recorded'
		});
	});

	it('is not told to those who judge the read', async () => {
		const { id } = getValue(await record(1));
		const both = await getActor(app, (await aUser(app, ['coordinator', 'reviewer'])).id);
		await anAssignment(app, { caseId: (await aCase(app, { readId })).id, reviewerId: both.id });
		const now = app.clock.now();
		expect(await viewOf(id, both)).toBeNull();
		expect(await openCriticals(app.db.read, both, { facility: '', now })).toEqual([]);
		expect(await readTurnaround(app, both, readId)).toBeNull();
		expect(
			await communicateCritical({ app, actor: both }, { id, by: 'a', to: 'b', how: 'fax', at: '' })
		).toEqual({
			ok: false,
			error: 'critical-not-found'
		});
		expect(
			await holdRead({ app, actor: both }, { id: readId, reason: 'other', from: ago(5), to: '' })
		).toEqual({
			ok: false,
			error: 'read-not-found'
		});
	});

	it('is held by hand, let go, and taken back', async () => {
		const context = { app, actor };
		const teleradOf = async () =>
			(await readTurnaround(app, actor, readId))?.clocks.find(({ clock }) => clock === 'telerad');
		expect(await teleradOf()).toMatchObject({ minutes: 60, heldMinutes: 0, target: 30, isLate: true });
		// The read was final an hour after its images came, a day ago.
		const minutesIn = (minutes: number) => ago((DAY_MS - minutes * MINUTE_MS) / MINUTE_MS);
		const hold = (from: string, to: string) =>
			holdRead(context, { id: readId, reason: 'priors-missing', from, to });
		getValue(await hold(minutesIn(10), minutesIn(45)));
		expect(await teleradOf()).toMatchObject({ minutes: 25, heldMinutes: 35, isLate: false });
		expect(await hold(minutesIn(20), minutesIn(50))).toEqual({ ok: false, error: 'already-held' });
		expect(await hold(minutesIn(50), minutesIn(49))).toEqual({ ok: false, error: 'hold-reversed' });
		const events = (await readTurnaround(app, actor, readId))?.events ?? [];
		const byHand = events.filter(({ id }) => id !== null);
		expect(byHand.map(({ name }) => name)).toEqual(['hold_start', 'hold_end']);
		for (const { id } of byHand) getValue(await takeBackEvent(context, { id: readId, event: id ?? '' }));
		expect(await teleradOf()).toMatchObject({ minutes: 60, heldMinutes: 0 });
		expect(await takeBackEvent(context, { id: readId, event: byHand[0]?.id ?? '' })).toEqual({
			ok: false,
			error: 'event-not-found'
		});
		getValue(await hold(minutesIn(10), minutesIn(45)));
		expect(await teleradOf()).toMatchObject({ minutes: 25 });
		expect(await endHold(context, { id: readId, at: '' })).toEqual({ ok: false, error: 'not-held' });
		getValue(await hold(ago(30), ''));
		expect((await readTurnaround(app, actor, readId))?.isHeld).toBe(true);
		app.clock.advance(HOUR_MS);
		getValue(await endHold(context, { id: readId, at: '' }));
		expect((await readTurnaround(app, actor, readId))?.isHeld).toBe(false);
		expect(await eventTypes()).toEqual([
			'read.held',
			'read.event-withdrawn',
			'read.event-withdrawn',
			'read.held',
			'read.held',
			'read.hold-ended'
		]);
	});

	it('is put down to a cause of the list, the last word of whom counts', async () => {
		const explain = (cause: string) =>
			explainBreach({ app, actor }, { id: readId, cause, note: 'Two CTs at once.' });
		expect(await explain('weather')).toEqual({ ok: false, error: 'cause-unknown' });
		getValue(await explain('staffing'));
		getValue(await explain('volume-surge'));
		expect((await readTurnaround(app, actor, readId))?.cause).toMatchObject({
			code: 'volume-surge',
			note: 'Two CTs at once.'
		});
		const { breachCauses } = app.db.read.tables;
		expect(await app.db.read.select().from(breachCauses).where(eq(breachCauses.cause, 'staffing'))).toEqual(
			[]
		);
		expect(await eventTypes()).toEqual(['breach.explained', 'breach.explained']);
	});
});
