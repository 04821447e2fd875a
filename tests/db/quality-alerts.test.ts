import { eq, inArray } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { auditPage } from '#lib/features/audit/queries.server.ts';
import { alertsView, openAlertCount } from '#lib/features/quality/alerts/alerts-view.server.ts';
import { acknowledgeAlert, closeAlert, noteAlert } from '#lib/features/quality/alerts/commands.server.ts';
import { watchQuality } from '#lib/features/quality/alerts/watch.server.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import { radiologistView } from '#lib/features/quality/radiologist/radiologist-view.server.ts';
import {
	annotateTrend,
	freezeBaseline,
	withdrawAnnotation
} from '#lib/features/quality/trend/commands.server.ts';
import { aFacility, aRadiologist, aUser, publishInitialPolicies } from '../support/builders.ts';
import { aSetUpGroup, manyReviews } from '../support/many-reviews.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const director = async (app: TestApp) => getActor(app, (await aUser(app, 'director')).id);

/** Six radiologists with 120 reviews each from 200 days ago on; one has far more discrepancies than the others. */
async function anOutlier(app: TestApp) {
	await aSetUpGroup(app);
	const facility = await aFacility(app);
	const readers = await Promise.all(Array.from({ length: 6 }, () => aRadiologist(app)));
	const reviewers = await Promise.all(Array.from({ length: 3 }, () => aUser(app, 'reviewer')));
	for (const [at, reader] of readers.entries()) {
		await manyReviews(app, {
			facilityId: facility.id,
			readerId: reader.id,
			reviewerIds: reviewers.map(({ id }) => id),
			count: 120,
			fromDaysAgo: 290,
			everyDays: 1,
			isEvent: (nth) => nth % (at === 0 ? 5 : 20) === 3
		});
	}
	return { facility, readers, reviewers, outlier: readers[0] };
}

describe.each(engines)('signals on %s', (engine) => {
	it('are raised once as tasks, at a look that is counted, and told to directors in one notice', async () => {
		await using app = await testApp({ engine });
		const { outlier } = await anOutlier(app);
		const viewer = await director(app);
		const raised = await watchQuality(app);
		expect(raised).toBeGreaterThan(0);
		expect(await watchQuality(app)).toBe(0);
		const { open, looks, nextLookOn } = await alertsView(app, viewer);
		expect(open).toHaveLength(raised);
		const ratio = open.find(({ kind }) => kind === 'ratio');
		expect(ratio).toMatchObject({ readerId: outlier?.id, status: 'open' });
		expect(ratio?.evidence).toMatchObject({
			code: outlier?.code,
			fromMonth: '2025-07',
			throughMonth: '2026-06'
		});
		expect(ratio?.evidence?.ratio).toBeGreaterThan(3);
		expect(ratio?.evidence?.tail).toBeLessThan(0.001);
		expect(looks).toMatchObject([{ on: '2026-07-01', monthCount: 12, radiologists: 6, signals: 1 }]);
		expect(nextLookOn).toBe('2027-01-01');
		const { notices, auditEvents } = app.db.read.tables;
		const told = await app.db.read.select().from(notices);
		expect(told.map(({ kind, facts }) => [kind, facts])).toEqual([['quality.signals', { n: raised }]]);
		const types = (await app.db.read.select({ type: auditEvents.type }).from(auditEvents)).map(
			({ type }) => type
		);
		expect(types.filter((type) => type === 'quality.looked')).toHaveLength(1);
		expect(types.filter((type) => type === 'alert.raised')).toHaveLength(raised);
	});

	it('are acknowledged, annotated and closed, each on record, and then no longer changed', async () => {
		await using app = await testApp({ engine });
		await anOutlier(app);
		await watchQuality(app);
		const actor = await director(app);
		const id = (await alertsView(app, actor)).open[0]?.id ?? '';
		const waiting = await openAlertCount(app.db.read);
		expect(await acknowledgeAlert(app, actor, { id })).toMatchObject({ ok: true });
		expect(await acknowledgeAlert(app, actor, { id })).toMatchObject({ ok: false, error: 'alert-unknown' });
		expect(await openAlertCount(app.db.read)).toBe(waiting - 1);
		getValue(await noteAlert(app, actor, { id, words: 'The cases go to the committee.' }));
		app.clock.advance(60_000);
		getValue(await closeAlert(app, actor, { id, outcome: 'confirmed', words: 'Upheld in 20 of 24.' }));
		expect(await noteAlert(app, actor, { id, words: 'Late' })).toMatchObject({ ok: false });
		const closed = (await alertsView(app, actor)).closed.find((each) => each.id === id);
		expect(closed).toMatchObject({ status: 'closed', outcome: 'confirmed', closedByName: actor.name });
		expect(closed?.notes.map(({ words }) => words)).toEqual([
			'The cases go to the committee.',
			'Upheld in 20 of 24.'
		]);
		const { auditEvents } = app.db.read.tables;
		const types = (await app.db.read.select({ type: auditEvents.type }).from(auditEvents)).map(
			({ type }) => type
		);
		expect(types.filter((type) => /^alert\.(ack|not|clo)/.test(type)).sort()).toEqual([
			'alert.acknowledged',
			'alert.closed',
			'alert.noted'
		]);
	});

	it('are in zones as the last look found them, until the next: never under a choice, and never of oneself', async () => {
		await using app = await testApp({ engine });
		const { facility, readers, reviewers, outlier } = await anOutlier(app);
		const look = async (query = '', radiologistId: string | null = null) =>
			(await qualityView(app, parseQualityFilter(new URLSearchParams(query)), { viewer: { radiologistId } }))
				.look;
		const zoneIn = ({ found }: Awaited<ReturnType<typeof look>>, id = '') =>
			found?.readers.rows.find(({ readerId }) => readerId === id)?.zone;
		expect(await look()).toEqual({ on: null, nextOn: '2027-01-01', isKept: false, found: null });
		await watchQuality(app);
		const first = await look();
		expect(first).toMatchObject({ on: '2026-07-01', nextOn: '2027-01-01' });
		expect(first.found?.months).toEqual({ from: '2025-07', through: '2026-06' });
		expect(zoneIn(first, outlier?.id)).toBe('signal');
		expect(first.found?.signals.map(({ readerId }) => readerId)).toEqual([outlier?.id]);
		// Reads of the months that were looked at, reviewed since: they move figures, and nobody's zone.
		await manyReviews(app, {
			facilityId: facility.id,
			readerId: readers[1]?.id ?? '',
			reviewerIds: reviewers.map(({ id }) => id),
			count: 60,
			fromDaysAgo: 280,
			everyDays: 1,
			isEvent: () => true
		});
		await watchQuality(app);
		expect((await look('months=24')).found).toEqual(first.found);
		for (const query of ['modality=CT', `facility=${facility.id}`, 'mode=complaint', 'kind=preliminary']) {
			expect(await look(query), query).toEqual({ ...first, found: null });
		}
		const own = await look('', outlier?.id ?? '');
		// A rate of all beside those of the others would tell them.
		expect(own.found?.readers).not.toHaveProperty('group');
		expect([zoneIn(own, outlier?.id), own.found?.signals]).toEqual([undefined, []]);
	});

	it('are kept from a director who reads for as long as outcomes of theirs that were counted are not told', async () => {
		await using app = await testApp({ engine });
		const { facility, readers, reviewers, outlier } = await anOutlier(app);
		const [, , reading] = readers;
		// Of the months of the look: counted, and not released.
		await manyReviews(app, {
			facilityId: facility.id,
			readerId: reading?.id ?? '',
			reviewerIds: reviewers.map(({ id }) => id),
			count: 20,
			fromDaysAgo: 250,
			everyDays: 1,
			state: 'final',
			isEvent: (nth) => nth % 5 === 0
		});
		await watchQuality(app);
		const asked = { mode: 'random', level: 'L3', fromMonth: '2025-11', throughMonth: '2026-10' } as const;
		const other = await director(app);
		getValue(await freezeBaseline(app, other, asked));
		const account = await aUser(app, ['director', 'radiologist'], { radiologistId: reading?.id ?? '' });
		const own = await getActor(app, account.id);
		// The counts that were frozen are not in the log either.
		const { rows: log } = await auditPage(app, other, {
			before: null,
			type: 'quality.baseline-frozen',
			subject: null
		});
		expect(log.map(({ facts }) => facts)).toEqual([
			{ mode: 'random', level: 'L3', version: 1, from: '2025-11', through: '2026-10' }
		]);
		const shownTo = async (actor: Actor) => ({
			page: await qualityView(app, parseQualityFilter(new URLSearchParams()), { viewer: actor }),
			ratio: (await alertsView(app, actor)).open.find(({ kind }) => kind === 'ratio'),
			person: getValue(await radiologistView(app, actor, outlier?.id ?? ''))
		});
		const expectedOf = ({ person }: Awaited<ReturnType<typeof shownTo>>) =>
			person.windows.at(-1)?.comparison?.expected;
		const whole = await shownTo(other);
		expect(whole.page.look.found?.signals).toHaveLength(1);
		expect(whole.page.trend.baseline).toMatchObject({ source: 'frozen', n: 740, x: 54 + 4 });
		const kept = await shownTo(own);
		expect(kept.page.look).toMatchObject({ on: '2026-07-01', isKept: true, found: null });
		expect(kept.person.look).toMatchObject({ isKept: true, found: null });
		expect(kept.ratio).toMatchObject({ isKept: true, evidence: null, readerId: null, notes: [] });
		// What is counted anew leaves them out: theirs cannot be had by subtraction from any of it.
		expect(kept.page.trend.baseline).toMatchObject({ source: 'frozen', n: 720, x: 54 });
		expect(expectedOf(kept)).toBeLessThan(expectedOf(whole) ?? 0);
		const { cases, reads } = app.db.read.tables;
		await app.db.transaction((write) =>
			write
				.update(cases)
				.set({ state: 'closed' })
				.where(
					inArray(
						cases.readId,
						write
							.select({ id: reads.id })
							.from(reads)
							.where(eq(reads.readerId, reading?.id ?? ''))
					)
				)
		);
		const told = await shownTo(own);
		expect(told.page.look).toMatchObject({ isKept: false });
		expect(told.page.look.found?.signals).toHaveLength(1);
		expect(told.ratio).toMatchObject({ isKept: false, readerId: outlier?.id });
		expect(told.page.trend.baseline).toMatchObject({ source: 'frozen', n: 740 });
		expect(expectedOf(told)).toBe(expectedOf(whole));
	});

	it('compare radiologists once a look, over the months before it: what comes later waits for the next one', async () => {
		await using app = await testApp({ engine });
		const { facility, readers, reviewers, outlier } = await anOutlier(app);
		const [, second, third] = readers;
		const usual = { facilityId: facility.id, reviewerIds: reviewers.map(({ id }) => id), everyDays: 1 };
		const bad = { ...usual, count: 60, isEvent: () => true };
		const actor = await director(app);
		const comparedAs = async () =>
			(await alertsView(app, actor)).open.flatMap(({ kind, readerId }) =>
				kind === 'ratio' ? [readerId] : []
			);
		// Read in August and after, beyond the look of July.
		await manyReviews(app, { ...bad, readerId: second?.id ?? '', fromDaysAgo: 100 });
		await watchQuality(app);
		expect(await comparedAs()).toEqual([outlier?.id]);
		// Read in spring, and reviewed when the look had been taken.
		await manyReviews(app, { ...bad, readerId: third?.id ?? '', fromDaysAgo: 280 });
		await watchQuality(app);
		expect(await comparedAs()).toEqual([outlier?.id]);
	});

	it('of a CUSUM are raised anew only for what was read after the last one, and when that is closed', async () => {
		await using app = await testApp({ engine });
		const { facility, reviewers, outlier } = await anOutlier(app);
		const actor = await director(app);
		const open = async () => (await alertsView(app, actor)).open.filter(({ kind }) => kind === 'cusum');
		const more = (fromDaysAgo: number) =>
			manyReviews(app, {
				facilityId: facility.id,
				readerId: outlier?.id ?? '',
				reviewerIds: reviewers.map(({ id }) => id),
				count: 25,
				fromDaysAgo,
				everyDays: 1,
				isEvent: (nth) => nth % 2 === 0
			});
		await watchQuality(app);
		expect(await open()).toMatchObject([{ readerId: outlier?.id }]);
		const [first] = await open();
		// A month later its day is another one, and the task is the same.
		app.clock.advance(30 * DAY_MS);
		await more(60);
		await watchQuality(app);
		expect((await open()).map(({ id }) => id)).toEqual([first?.id]);
		getValue(
			await closeAlert(app, actor, { id: first?.id ?? '', outcome: 'explained', words: 'New scanner.' })
		);
		await watchQuality(app);
		expect(await open()).toEqual([]);
		await more(25);
		await watchQuality(app);
		expect(await open()).toMatchObject([{ readerId: outlier?.id }]);
	});

	it('about oneself are told without their evidence, and others look into them', async () => {
		await using app = await testApp({ engine });
		const { outlier } = await anOutlier(app);
		await watchQuality(app);
		const other = await director(app);
		const own = await getActor(
			app,
			(await aUser(app, ['director', 'radiologist'], { radiologistId: outlier?.id ?? '' })).id
		);
		const ratioOf = async (actor: Actor) =>
			(await alertsView(app, actor)).open.find(({ kind }) => kind === 'ratio');
		const id = (await ratioOf(other))?.id ?? '';
		getValue(await noteAlert(app, other, { id, words: 'Six of eight are upheld.' }));
		expect(await ratioOf(own)).toMatchObject({ evidence: null, readerId: null, notes: [] });
		const refused = { ok: false, error: 'alert-unknown' };
		expect(await acknowledgeAlert(app, own, { id })).toMatchObject(refused);
		expect(await noteAlert(app, own, { id, words: 'Chance.' })).toMatchObject(refused);
		expect(await closeAlert(app, own, { id, outcome: 'explained', words: 'Chance.' })).toMatchObject(refused);
		expect(await acknowledgeAlert(app, other, { id })).toMatchObject({ ok: true });
	});

	it('about oneself are like every other one, and their outcome is not told, while outcomes in them are not', async () => {
		await using app = await testApp({ engine });
		const { facility, reviewers, outlier } = await anOutlier(app);
		const radiologistId = outlier?.id ?? '';
		// The outlier's worst reads are not released.
		await manyReviews(app, {
			facilityId: facility.id,
			readerId: radiologistId,
			reviewerIds: reviewers.map(({ id }) => id),
			count: 20,
			fromDaysAgo: 250,
			everyDays: 1,
			state: 'final',
			isEvent: () => true
		});
		await watchQuality(app);
		const other = await director(app);
		const own = await getActor(app, (await aUser(app, ['director', 'radiologist'], { radiologistId })).id);
		const ids = (await alertsView(app, other)).open.map(({ id }) => id);
		const ratio = (await alertsView(app, other)).open.find(({ kind }) => kind === 'ratio');
		const id = ratio?.id ?? '';
		expect(ratio?.readerId).toBe(radiologistId);
		const kept = { isKept: true, evidence: null, readerId: null, outcome: null, notes: [] };
		expect((await alertsView(app, own)).open.every((each) => each.isKept)).toBe(true);
		// Nor does it tell by what may be done with it.
		for (const each of ids) {
			expect(await acknowledgeAlert(app, own, { id: each })).toMatchObject({ error: 'alert-unknown' });
		}
		getValue(await closeAlert(app, other, { id, outcome: 'confirmed', words: 'Upheld in 20 of 24.' }));
		expect((await alertsView(app, own)).closed).toMatchObject([{ id, ...kept }]);
		const { cases } = app.db.read.tables;
		await app.db.transaction((write) =>
			write.update(cases).set({ state: 'closed' }).where(eq(cases.state, 'final'))
		);
		expect((await alertsView(app, own)).closed).toMatchObject([
			{ id, isKept: false, evidence: null, outcome: 'confirmed' }
		]);
	});

	it('are none before the group is set up', async () => {
		await using app = await testApp({ engine });
		expect(await watchQuality(app)).toBe(0);
	});
});

describe.each(engines)('the trend on %s', (engine) => {
	const view = (app: TestApp, query = '') => qualityView(app, parseQualityFilter(new URLSearchParams(query)));

	it('has a baseline that stays as it was frozen, whatever is reviewed later', async () => {
		await using app = await testApp({ engine });
		const { facility } = await anOutlier(app);
		const actor = await director(app);
		const asked = { mode: 'random', level: 'L3', fromMonth: '2025-11', throughMonth: '2026-10' } as const;
		expect(await freezeBaseline(app, actor, { ...asked, fromMonth: '2026-01' })).toMatchObject({
			error: 'months-too-few'
		});
		expect(await freezeBaseline(app, actor, { ...asked, fromMonth: '2020-01' })).toMatchObject({
			error: 'months-not-shown'
		});
		expect(await freezeBaseline(app, actor, { ...asked, throughMonth: '2026-11' })).toMatchObject({
			error: 'months-not-shown'
		});
		expect(await freezeBaseline(app, actor, { ...asked, level: 'L1' })).toMatchObject({
			error: 'no-reviews'
		});
		expect(getValue(await freezeBaseline(app, actor, asked))).toEqual({ version: 1 });
		const before = (await view(app)).trend;
		expect(before.baseline).toMatchObject({ source: 'frozen', version: 1, n: 720, x: 24 + 5 * 6 });
		await manyReviews(app, {
			facilityId: facility.id,
			readerId: (await aRadiologist(app)).id,
			reviewerIds: [],
			count: 30,
			fromDaysAgo: 100,
			everyDays: 1,
			isEvent: () => true
		});
		const after = (await view(app)).trend;
		expect(after.center).toBe(before.center);
		expect(after.points.some(({ signal }) => signal === 'above')).toBe(true);
		expect(getValue(await freezeBaseline(app, actor, asked))).toEqual({ version: 2 });
		expect((await view(app)).trend.center).not.toBe(before.center);
		// Under a filter the frozen months count, not the frozen counts.
		expect((await view(app, 'modality=MR')).trend.baseline).toBeNull();
	});

	it('bears annotations where they concern what is shown, until they are taken back', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const [north, south] = [await aFacility(app), await aFacility(app)];
		const actor = await director(app);
		const note = {
			kind: 'scanner',
			on: '2026-03-02',
			words: 'New CT at north',
			facility: north.id,
			modality: 'CT'
		} as const;
		const { id } = getValue(await annotateTrend(app, actor, note));
		expect(await annotateTrend(app, actor, { ...note, facility: 'nowhere' })).toMatchObject({ ok: false });
		const wordsOf = async (query: string) =>
			(await view(app, query)).trend.annotations.map(({ words }) => words);
		expect(await wordsOf('')).toEqual(['New CT at north']);
		expect(await wordsOf(`facility=${north.id}&modality=CT`)).toEqual(['New CT at north']);
		expect(await wordsOf(`facility=${south.id}`)).toEqual([]);
		expect(await wordsOf('modality=MR')).toEqual([]);
		getValue(await withdrawAnnotation(app, actor, { id }));
		expect(await withdrawAnnotation(app, actor, { id })).toMatchObject({ ok: false });
		expect(await wordsOf('')).toEqual([]);
	});
});
