import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { lastMonths } from '#lib/core/period.ts';
import { quantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { defaultTurnaroundPolicy, type TurnaroundPolicy } from '#lib/core/turnaround/policy.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { loopView, turnaroundView } from '#lib/features/turnaround/dashboard.server.ts';
import { facilityView } from '#lib/features/turnaround/facility-view.server.ts';
import { canBe } from '#lib/features/turnaround/timeline-sql.server.ts';
import { everything, timelines } from '#lib/features/turnaround/timelines.server.ts';
import { readList } from '#lib/features/turnaround/read-list.server.ts';
import { aCase, aFacility, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { anAssignment } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

/** A group whose reads differ only in what is given; its contracts run from the end of the examination, STAT within the hour. */
async function aGroup(app: TestApp, given: Partial<TurnaroundPolicy> = {}) {
	await publishInitialPolicies(app);
	const actor = await getActor(app, (await aUser(app, 'director')).id);
	const targetMinutes = { ...defaultTurnaroundPolicy.targetMinutes, emergency: 60 };
	const body = { ...defaultTurnaroundPolicy, clock: 'hospital' as const, targetMinutes, ...given };
	await publishPolicy(app, actor, { kind: 'turnaround', basedOn: 1, body });
	const facility = await aFacility(app);
	const reader = await aRadiologist(app);
	const now = app.clock.now();
	/** A read whose examination ended `ago` minutes ago and which was final after `minutes`; null while it is open. */
	const read = (ago: number, minutes: number | null, more: Parameters<typeof aRead>[1] = {}) => {
		const examCompletedAt = now - ago * MINUTE_MS;
		return aRead(app, {
			facilityId: facility.id,
			readerId: reader.id,
			priority: 'stat',
			examCompletedAt,
			finalAt: minutes === null ? null : examCompletedAt + minutes * MINUTE_MS,
			...(minutes === null ? { kind: 'preliminary' } : {}),
			...more
		});
	};
	const event = async (of: { facilityId: string; accession: string }, name: string, ago: number) => {
		const id = app.ids();
		const at = now - ago * MINUTE_MS;
		const { facilityId, accession } = of;
		const row = { id, facilityId, accession, name, at, source: 'csv', quality: 'stated', recordedAt: now };
		await app.db.transaction((write) => write.insert(write.tables.readEvents).values(row));
		return id;
	};
	const view = (query = '') => turnaroundView(app, actor, new URLSearchParams(query));
	const list = (query = '') => readList(app, actor, new URLSearchParams(query));
	return { actor, facility, reader, read, event, view, list, now };
}

describe.each(engines)('the turnaround page on %s', (engine) => {
	it('lists what is late where an address asks for what there is not, and says so', async () => {
		await using app = await testApp({ engine });
		const { list } = await aGroup(app);
		expect(await list('show=zzz&class=first')).toMatchObject({ show: 'late', unknown: ['class', 'show'] });
		expect(await list('show=open')).toMatchObject({ show: 'open', unknown: [] });
	});

	it('has the median and P90 of the same minutes in core/statistics, classes apart', async () => {
		await using app = await testApp({ engine });
		const { read, view } = await aGroup(app);
		const minutes = Array.from({ length: 50 }, (_, at) => 5 + ((at * 37) % 83));
		for (const each of minutes) await read(3000, each);
		await read(3000, 700, { priority: 'routine', patientClass: 'outpatient' });
		const [stat, routine] = (await view()).classes;
		expect(stat).toMatchObject({
			serviceClass: 'emergency',
			n: 50,
			median: quantileInterval(minutes, 0.5, 0.95),
			p90: quantileInterval(minutes, 0.9, 0.95),
			inTarget: makeRate(minutes.filter((each) => each <= 60).length, 50)
		});
		expect(routine).toMatchObject({
			serviceClass: 'outpatient',
			n: 1,
			median: { estimate: 700, lower: null }
		});
	});

	it('counts open reads: due ones as missed, the others not yet, the worst first', async () => {
		await using app = await testApp({ engine });
		const { read, view, now } = await aGroup(app);
		await read(600, 30);
		await read(600, 90);
		const oldest = await read(600, null);
		const due = await read(61, null);
		await read(10, null);
		await read(10, 5);
		const shown = await view();
		expect(shown.classes).toMatchObject([
			{ n: 3, inTarget: makeRate(1, 4), notDue: 2, open: 3, openLate: 2, oldestOpenAt: now - 600 * MINUTE_MS }
		]);
		expect(shown.worst.map(({ readId }) => readId).slice(0, 2)).toEqual([oldest.id, due.id]);
		expect(shown.breaches).toEqual([{ code: '', label: '', n: 3 }]);
		expect(shown.forecasts).toMatchObject([
			{ serviceClass: 'emergency', modality: 'CT', open: 3, finished: 3 }
		]);
	});

	it('counts what was not due yet once its deadline has passed, though nothing of it has changed', async () => {
		await using app = await testApp({ engine });
		const { read, view } = await aGroup(app);
		await read(600, 30);
		await read(10, 5);
		expect((await view()).classes).toMatchObject([{ n: 2, inTarget: makeRate(1, 1), notDue: 1 }]);
		app.clock.advance(HOUR_MS);
		expect((await view()).classes).toMatchObject([{ n: 2, inTarget: makeRate(2, 2), notDue: 0 }]);
		app.clock.advance(-HOUR_MS);
		expect((await view()).classes).toMatchObject([{ n: 2, inTarget: makeRate(1, 1), notDue: 1 }]);
	});

	it('keeps errors of clocks and unknown beginnings out, counts them, and lists them', async () => {
		await using app = await testApp({ engine });
		const { read, view, list, reader, facility, now } = await aGroup(app);
		await read(600, -5);
		await read(600, 0);
		await read(600, 20);
		await read(30, 60);
		const { id } = await aRead(app, { readerId: reader.id, facilityId: facility.id, finalAt: now - HOUR_MS });
		const { reads } = app.db.read.tables;
		await app.db.transaction((write) =>
			write.update(reads).set({ examCompletedAt: null }).where(eq(reads.id, id))
		);
		const shown = await view();
		expect(shown.classes).toMatchObject([{ n: 1, median: { estimate: 20 } }]);
		expect(shown.keptOut).toEqual({ noStart: 1, negative: 2, future: 1, held: 0 });
		expect((await list('show=errors')).rows.map(({ problem }) => problem).toSorted()).toEqual([
			'future',
			'negative',
			'negative',
			'no-start'
		]);
	});

	it('stops the clock at the first final report: corrections do not restart it, what was cancelled has none', async () => {
		await using app = await testApp({ engine });
		const { read, view } = await aGroup(app);
		await read(5000, 40, { accession: 'A-1', status: 'superseded', reportVersion: 1 });
		await read(5000, 2000, { accession: 'A-1', status: 'corrected', reportVersion: 2 });
		await read(5000, 10, { accession: 'A-2', status: 'cancelled' });
		expect((await view()).classes).toMatchObject([{ n: 1, meanMinutes: 40, open: 0 }]);
	});

	it('takes preliminary and final reports of one accession for one read', async () => {
		await using app = await testApp({ engine });
		const { read, view, now } = await aGroup(app);
		const preliminary = { kind: 'preliminary', preliminaryAt: now - 480 * MINUTE_MS };
		const imagesReceivedAt = now - 490 * MINUTE_MS;
		await read(500, null, { ...preliminary, accession: 'A-1', imagesReceivedAt });
		await read(500, null, { ...preliminary, accession: 'A-2' });
		await read(500, 200, { accession: 'A-2', imagesReceivedAt });
		expect((await view()).classes).toMatchObject([{ n: 1, open: 1, meanMinutes: 200 }]);
		expect((await view('clock=telerad')).classes).toMatchObject([
			{ n: 2, open: 0, meanMinutes: 10, targets: null }
		]);
		expect((await view('clock=telerad&kind=final')).classes).toMatchObject([
			{ n: 1, open: 1, meanMinutes: 190 }
		]);
		expect((await view('clock=preliminary-to-final')).classes).toMatchObject([
			{ n: 1, meanMinutes: 180, open: 1 }
		]);
	});

	it('takes holds off the clock of a contract and shows them apart, but not those taken back', async () => {
		await using app = await testApp({ engine });
		const { read, event, view } = await aGroup(app, { clock: 'telerad' });
		const imagesReceivedAt = (ago: number) => ({ imagesReceivedAt: app.clock.now() - ago * MINUTE_MS });
		const held = await read(200, 150, imagesReceivedAt(190));
		await event(held, 'hold_start', 180);
		await event(held, 'hold_end', 100);
		const taken = await read(200, 150, imagesReceivedAt(190));
		const id = await event(taken, 'hold_start', 180);
		const back = { ...(await rowOf(app, id)), id: app.ids(), name: 'withdrawn', withdraws: id };
		await app.db.transaction((write) => write.insert(write.tables.readEvents).values(back));
		const [row] = (await view()).classes;
		expect(row).toMatchObject({ n: 2, meanMinutes: 100, held: { n: 1, estimate: 80 } });
		expect((await view('clock=hospital')).classes).toMatchObject([{ meanMinutes: 150, held: { n: 1 } }]);
	});

	it('lists what is open or was held, and takes little else from the database for it', async () => {
		await using app = await testApp({ engine });
		const { read, event, list } = await aGroup(app, { clock: 'telerad' });
		const images = { imagesReceivedAt: app.clock.now() - 190 * MINUTE_MS };
		await read(200, 150, images);
		const open = await read(200, null, images);
		const held = await read(200, 150, images);
		await event(held, 'hold_start', 180);
		await event(held, 'hold_end', 100);
		const both = await read(200, null, images);
		await event(both, 'hold_start', 100);
		const linesOf = async (show: string) => (await list(`show=${show}`)).rows.map(({ line }) => line.id);
		const taken = async (standing: 'open' | 'held') => {
			const period = lastMonths(app.clock.now(), 3);
			const also = canBe(app.db.read, standing);
			const scope = { ...everything, clock: 'telerad' as const };
			const pieces = await Array.fromAsync(timelines(app.db.read, period, scope, { also }));
			return pieces.flat().map(({ id }) => id);
		};
		for (const [show, expected] of [
			['open', [open.id, both.id]],
			['held', [held.id, both.id]]
		] as const) {
			expect((await linesOf(show)).sort()).toEqual(expected.toSorted());
			expect((await taken(show)).sort()).toEqual(expected.toSorted());
		}
	});

	it('holds every facility to its own contract', async () => {
		await using app = await testApp({ engine });
		const { read, view, facility, actor, list } = await aGroup(app);
		const strict = await aFacility(app);

		const policy = (await currentPolicy(app.db.read, 'turnaround')).body;
		const contracts = [{ facilityId: strict.id, targetMinutes: { emergency: 30 } }];
		await publishPolicy(app, actor, { kind: 'turnaround', basedOn: 2, body: { ...policy, contracts } });
		await read(600, 45);
		const late = await read(600, 45, { facilityId: strict.id });
		expect((await view()).classes).toMatchObject([
			{ targets: { from: 30, to: 60 }, inTarget: { x: 1, n: 2 } }
		]);
		expect((await list('show=late')).rows.map(({ line }) => line.id)).toEqual([late.id]);
		expect((await view(`facility=${facility.id}`)).classes).toMatchObject([{ inTarget: { x: 1, n: 1 } }]);
	});

	it('counts arrivals by the hour of the week in the facility’s own time', async () => {
		await using app = await testApp({ engine });
		const { read, view } = await aGroup(app);
		const hawaii = await aFacility(app, { timeZone: 'Pacific/Honolulu' });
		await read(60, 10);
		await read(60, 10, { facilityId: hawaii.id });
		// Monday, 11:00 UTC: 05:00 in Chicago, 01:00 in Honolulu.
		const came = (await view()).hours.filter(({ arrived }) => arrived > 0);
		expect(came.map(({ hour }) => hour)).toEqual([1, 5]);
	});

	it('compares with the months before when asked', async () => {
		await using app = await testApp({ engine });
		const { read, view } = await aGroup(app);
		await read(600, 20);
		await read((40 * DAY_MS) / MINUTE_MS, 90);
		const shown = await view('compare=before');
		expect(shown.classes).toMatchObject([{ n: 1, inTarget: { x: 1, n: 1 } }]);
		expect(shown.before?.classes).toMatchObject([{ n: 1, inTarget: { x: 0, n: 1 } }]);
		expect((await view()).before).toBeNull();
	});

	it('counts no case of a viewer’s own reads in the programme’s steps before it is released, and all for others', async () => {
		await using app = await testApp({ engine });
		const { actor, reader, read, view } = await aGroup(app);
		const account = await aUser(app, ['director', 'radiologist'], { radiologistId: reader.id });
		const colleague = await aRadiologist(app);
		const stands = ['in-committee', 'final', 'closed'] as const;
		for (const readerId of [reader.id, colleague.id]) {
			for (const state of stands) {
				const { id } = await read(600, 30, { readerId });
				await aCase(app, { readId: id, state, createdAt: app.clock.now() - HOUR_MS });
			}
		}
		const { filter } = await view();
		const waiting = async (viewer: typeof actor) =>
			(await loopView(app, viewer, filter)).programme.flatMap((row) =>
				row.step === 'decided' || row.step === 'whole' ? [row.waiting] : []
			);
		// Decided waits for the committee; of the whole way all that is not told.
		expect(await waiting(actor)).toEqual([2, 4]);
		expect(await waiting(await getActor(app, account.id))).toEqual([1, 2]);
	});

	it('shows what the address asks for, and names what it cannot follow', async () => {
		await using app = await testApp({ engine });
		const { read, facility, view } = await aGroup(app);
		const elsewhere = await aFacility(app);
		await read(100, 50);
		await read(100, 50, { modality: 'MR', bodyRegion: 'spine' });
		await read(100, 50, { facilityId: elsewhere.id });
		await read(100, 50, { procedure: 'CT HEAD STROKE' });
		await read((50 * DAY_MS) / MINUTE_MS, 50);
		const nOf = async (query: string) => (await view(query)).classes.reduce((sum, { n }) => sum + n, 0);
		expect(await nOf('')).toBe(4);
		expect(await nOf('months=3')).toBe(5);
		expect(await nOf(`facility=${facility.id}`)).toBe(3);
		expect(await nOf('modality=MR')).toBe(1);
		expect(await nOf('region=spine')).toBe(1);
		expect(await nOf('class=stroke')).toBe(1);
		const odd = await view('months=7&facility=nowhere&clock=sundial&class=&kind=none');
		expect(odd.unknown).toEqual(['clock', 'kind', 'months', 'facility']);
		expect(odd.filter).toMatchObject({ months: '1', facility: '', clock: 'hospital' });
	});
});

async function rowOf(app: TestApp, id: string) {
	const { readEvents } = app.db.read.tables;
	const [row] = await app.db.read.select().from(readEvents).where(eq(readEvents.id, id));
	if (!row) throw new Error('no such event');
	return row;
}

describe.each(engines)('the reads behind the numbers on %s', (engine) => {
	it('come page by page, the latest first, each once', async () => {
		await using app = await testApp({ engine });
		const { read, list } = await aGroup(app);
		const made: string[] = [];
		for (let at = 0; at < 60; at++) made.push((await read(600 + Math.floor(at / 3) * 600, 90)).id);
		const first = await list('show=late');
		const second = await list(`show=late&after=${first.next}`);
		const ids = [...first.rows, ...second.rows].map(({ line }) => line.id);
		expect(first.rows).toHaveLength(50);
		expect(second.next).toBeNull();
		expect(ids.toSorted()).toEqual(made.toSorted());
		expect(ids[0]).toBe(made.slice(0, 3).toSorted().at(-1));
	});

	it('are found by the cells that they are counted in, whatever else came since, and each page takes up where the last ended', async () => {
		await using app = await testApp({ engine });
		const { read, list, facility, now } = await aGroup(app);
		const { reads } = app.db.read.tables;
		const made: Record<'late' | 'errors', string[]> = { late: [], errors: [] };
		// Over four months, with many others in between, and several at one moment on either side of a page's end.
		for (let at = 0; at < 56; at++) {
			const ago = 900 + Math.floor(at / 4) * 9 * 24 * 60;
			await read(ago, 30);
			made.late.push((await read(ago, 90)).id);
			made.errors.push((await read(ago, -5)).id);
		}
		for (const ago of [5000, 100_000]) {
			const { id } = await aRead(app, { facilityId: facility.id, finalAt: now - ago * MINUTE_MS });
			await app.db.transaction((write) =>
				write.update(reads).set({ examCompletedAt: null }).where(eq(reads.id, id))
			);
			made.errors.push(id);
		}
		for (const show of ['late', 'errors'] as const) {
			const first = await list(`show=${show}&months=6`);
			const second = await list(`show=${show}&months=6&after=${first.next}`);
			const ids = [...first.rows, ...second.rows].map(({ line }) => line.id);
			expect([first.rows.length, second.next], show).toEqual([50, null]);
			expect(ids.toSorted(), show).toEqual(made[show].toSorted());
		}
		// The end of an examination being unknown puts a read behind all others, the later one first.
		const last = await list(`show=errors&months=6&after=${(await list('show=errors&months=6')).next}`);
		expect(last.rows.slice(-2).map(({ line }) => line.id)).toEqual(made.errors.slice(-2));
		const place = (await list('show=errors&months=6&after=e9999999999999.z')).rows;
		expect(place.map(({ line }) => line.id)).toEqual(made.errors.slice(-2));
		for (const after of ['', '.', 'x', '-1.a', `${'9'.repeat(40)}.a`]) {
			expect((await list(`show=late&months=6&after=${after}`)).rows, after).toHaveLength(50);
		}
	});

	it('leave out what the person judges, and name neither reader nor patient', async () => {
		await using app = await testApp({ engine });
		const { read, list } = await aGroup(app);
		const judged = await read(600, 90);
		const other = await read(700, 90);
		const both = await aUser(app, ['coordinator', 'reviewer']);
		await anAssignment(app, { caseId: (await aCase(app, { readId: judged.id })).id, reviewerId: both.id });
		const actor = await getActor(app, both.id);
		const shown = await readList(app, actor, new URLSearchParams('show=late'));
		expect(shown.rows.map(({ line }) => line.id)).toEqual([other.id]);
		expect(shown.hidden).toBe(1);
		expect(shown.rows[0]?.line.href).toBe(`/reads/${other.id}`);
		expect((await list('show=late')).rows.map(({ line }) => line.href)).toEqual([null, null]);
		expect(Object.keys(shown.rows[0]?.line ?? {}).toSorted()).toEqual([
			'accession',
			'facility',
			'facilityId',
			'href',
			'id',
			'modality',
			'procedure',
			'timeZone'
		]);
	});
});

describe.each(engines)('the page for a facility on %s', (engine) => {
	it('counts its own reads and names no read and no other facility', async () => {
		await using app = await testApp({ engine });
		const { read, facility, actor, reader } = await aGroup(app);
		const elsewhere = await aFacility(app);
		const own = await read(600, 90);
		await read(600, null);
		await read(600, 90, { facilityId: elsewhere.id });
		const view = () =>
			facilityView(app, actor, { id: facility.id, query: new URLSearchParams('facility=x') });
		// Fewer than eleven of a class do not leave the group, be it that those finished and those open are eleven together.
		expect(await view()).toMatchObject({ isTooFew: true, view: { classes: [] } });
		for (let more = 0; more < 9; more++) await read(600, 90);
		expect(await view()).toMatchObject({ isTooFew: true, view: { classes: [] } });
		await read(600, 90);
		const page = await view();
		expect(page).toMatchObject({
			isTooFew: false,
			view: { classes: [{ n: 11, open: 'few', openLate: 'few', oldestOpenAt: null, inTarget: 'few' }] }
		});
		// The one hour in which all twelve came would tell that one is open.
		expect(page?.view.hours.filter((hour) => hour !== null)).toEqual([]);
		const bytes = JSON.stringify(page);
		for (const told of [own.id, own.accession, elsewhere.name, elsewhere.id, reader.familyName, reader.id]) {
			expect(bytes).not.toContain(told);
		}
		expect(await facilityView(app, actor, { id: 'nowhere', query: new URLSearchParams() })).toBeNull();
	});
	it('tells of fewer than eleven reads that are kept out that there are some, and of none what they are', async () => {
		await using app = await testApp({ engine });
		const { read, facility, actor } = await aGroup(app);
		const keptOut = async () =>
			(await facilityView(app, actor, { id: facility.id, query: new URLSearchParams() }))?.view.keptOut;
		expect(await keptOut()).toEqual({ negative: 0, future: 0, noStart: 0, held: 0 });
		for (let more = 0; more < 10; more++) await read(600, -10);
		expect(await keptOut()).toEqual({ negative: 'few', future: 0, noStart: 0, held: 0 });
		await read(600, -10);
		expect(await keptOut()).toEqual({ negative: 11, future: 0, noStart: 0, held: 0 });
	});

	it('counts the months in days of the facility', async () => {
		await using app = await testApp({ engine });
		const { read, facility, actor, now } = await aGroup(app);
		// Noon of 16 November in UTC is 06:00 in Chicago, whose first day begins five hours after that of UTC.
		const page = () => facilityView(app, actor, { id: facility.id, query: new URLSearchParams() });
		const first = Date.UTC(2026, 9, 17);
		const ago = (at: number) => (now - at) / MINUTE_MS;
		for (let more = 0; more < 12; more++) await read(ago(first + 4 * HOUR_MS), 30);
		expect((await page())?.view.classes).toEqual([]);
		for (let more = 0; more < 12; more++) await read(ago(first + 6 * HOUR_MS), 30);
		expect((await page())?.view).toMatchObject({
			fromOn: '2026-10-17',
			throughOn: '2026-11-16',
			classes: [{ n: 12 }]
		});
	});
});
