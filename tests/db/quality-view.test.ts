import { describe, expect, it } from 'vitest';
import { ownView, radiologistView } from '#lib/features/quality/radiologist/radiologist-view.server.ts';
import { facilityView } from '#lib/features/turnaround/facility-view.server.ts';
import { turnaroundView } from '#lib/features/turnaround/dashboard.server.ts';
import { aFacility, aRadiologist, aUser, publishInitialPolicies } from '../support/builders.ts';
import { oddNumbers } from '../support/odd-numbers.ts';
import { many, reviewedReads, view } from '../support/reviewed-reads.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

/** Two readers, one below the minimum, in two facilities; a complaint and a case at another level besides. */
async function aReviewedGroup(app: TestApp) {
	await publishInitialPolicies(app);
	const [north, south] = [await aFacility(app), await aFacility(app)];
	const [busy, rare] = [
		await aRadiologist(app),
		await aRadiologist(app, { section: 'neuro', tier: 'junior' })
	];
	const atNorth = { readerId: busy.id, facilityId: north.id };
	await reviewedReads(app, atNorth, [...many(30), '2a', '2b', '3a']);
	await reviewedReads(app, { ...atNorth, modality: 'XR' }, many(7), { state: 'feedback-released' });
	await reviewedReads(app, { readerId: rare.id, facilityId: south.id }, [...many(11), '3b']);
	await reviewedReads(app, atNorth, ['3b'], { detectionMode: 'complaint' });
	await reviewedReads(app, atNorth, ['2a', '2a'], { blindingLevel: 'L2' });
	return { north, south, busy, rare };
}

describe.each(engines)('the quality page on %s', (engine) => {
	it('pools neither ways into review nor blinding levels', async () => {
		await using app = await testApp({ engine });
		await aReviewedGroup(app);
		const { rates, modeRates, choices, filter } = await view(app);
		expect(filter).toMatchObject({ mode: 'random', level: 'L3' });
		expect(rates.any).toMatchObject({ x: 4, n: 52 });
		expect(choices.levels).toEqual([
			{ level: 'L3', n: 52 },
			{ level: 'L2', n: 2 }
		]);
		expect(choices.modes).toEqual([
			{ mode: 'random', n: 54, scored: 54 },
			{ mode: 'complaint', n: 1, scored: 1 }
		]);
		expect(modeRates.map(({ mode, level, any }) => [mode, level, any.n])).toEqual([
			['complaint', 'L3', 1],
			['random', 'L2', 2],
			['random', 'L3', 52]
		]);
		expect((await view(app, 'mode=complaint')).rates).toMatchObject({ reads: null, any: { n: 1 } });
	});

	it('sends nothing of a reader below the minimum but n, nor of the one whom subtraction would tell', async () => {
		await using app = await testApp({ engine });
		const { rare, busy } = await aReviewedGroup(app);
		const { readers } = await view(app);
		const hidden = { rate: null, comparison: null, isPlaced: false };
		expect(readers.rows.find(({ code }) => code === rare.code)).toMatchObject({ n: 12, ...hidden });
		expect(readers.rows.find(({ code }) => code === busy.code)).toMatchObject({ n: 40, ...hidden });
		const three = await aRadiologist(app);
		await reviewedReads(app, { readerId: three.id, facilityId: (await aFacility(app)).id }, many(45));
		const rows = (await view(app)).readers.rows;
		expect(rows.find(({ code }) => code === three.code)?.rate).toMatchObject({ x: 0, n: 45 });
		expect(rows.find(({ code }) => code === busy.code)).toMatchObject(hidden);
	});

	it('limits everything to facility, modality, subspecialty and tier', async () => {
		await using app = await testApp({ engine });
		const { south, rare } = await aReviewedGroup(app);
		const codesOf = async (query: string) => {
			const { readers, coverage } = await view(app, query);
			return [readers.rows.map(({ code }) => code), coverage.all.reads];
		};
		expect(await codesOf(`facility=${south.id}`)).toEqual([[rare.code], 12]);
		expect(await codesOf('subspecialty=neuro')).toEqual([[rare.code], 12]);
		expect(await codesOf('tier=junior&modality=CT')).toEqual([[rare.code], 12]);
		expect((await codesOf('modality=XR'))[1]).toBe(7);
		expect((await codesOf('region=knee'))[1]).toBe(0);
		expect((await codesOf('kind=preliminary'))[1]).toBe(0);
	});

	it('says what of a hand-edited address it did not follow, and shows the rest', async () => {
		await using app = await testApp({ engine });
		await aReviewedGroup(app);
		const { ignored, coverage } = await view(app, 'facility=nowhere&subspecialty=astrology&level=L1');
		expect([...ignored].sort()).toEqual(['facility', 'level', 'subspecialty']);
		expect(coverage.all.sampled).toBe(54);
	});

	it('has no figures but words for nothing at all', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const empty = await view(app, 'compare=year');
		expect(oddNumbers(empty)).toEqual([]);
		expect(empty.rates.any).toEqual({ x: 0, n: 0, rate: null, lower: null, upper: null });
		expect(empty.trend.points).toHaveLength(24);
		expect(empty.trend.points.every(({ rate }) => rate === null)).toBe(true);
		expect(empty.power.double).toBeNull();
	});

	it.each([
		['all reviews are discordant', many(60, '3b'), 60],
		['there is one review', ['1'], 0],
		['nothing was reviewed', [], 0]
	])('has a number for nothing that is none where one reader reads alone and %s', async (_, scores, any) => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const [place, empty] = [await aFacility(app), await aFacility(app)];
		const reader = await aRadiologist(app);
		await reviewedReads(app, { readerId: reader.id, facilityId: place.id }, scores, {
			state: 'feedback-released'
		});
		const actor = await getActor(app, (await aUser(app, 'director')).id);
		const own = await getActor(app, (await aUser(app, 'radiologist', { radiologistId: reader.id })).id);
		const page = await view(app, 'compare=previous');
		expect(page.rates.any).toMatchObject({ x: any, n: any });
		expect(page.readers.rows.every(({ comparison }) => comparison === null)).toBe(true);
		const query = (facility: string) => new URLSearchParams({ compare: 'before', facility });
		const shown = {
			page,
			person: await radiologistView(app, actor, reader.id),
			own: await ownView(app, own),
			turnaround: await turnaroundView(app, actor, query(place.id)),
			// A facility that nobody reads for.
			quiet: await view(app, `facility=${empty.id}`),
			quietTurnaround: await turnaroundView(app, actor, query(empty.id)),
			outside: await facilityView(app, actor, { id: empty.id, query: query(empty.id) })
		};
		expect(oddNumbers(shown)).toEqual([]);
		expect(shown.quiet.readers.rows).toEqual([]);
		expect(shown.quietTurnaround.classes).toEqual([]);
		expect(shown.outside).toMatchObject({ isTooFew: false, view: { classes: [] } });
	});

	it('compares with the months before', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const place = { readerId: (await aRadiologist(app)).id, facilityId: (await aFacility(app)).id };
		await reviewedReads(app, place, [...many(36), ...many(4, '2a')]);
		await reviewedReads(app, { ...place, daysAgo: 150 }, many(50));
		const { comparison, months } = await view(app, 'months=3&compare=previous');
		expect([months, comparison?.months]).toEqual([
			{ from: '2026-09', through: '2026-11' },
			{ from: '2026-06', through: '2026-08' }
		]);
		expect(comparison?.outcomes.any).toMatchObject({ now: { x: 4, n: 40 }, then: { x: 0, n: 50 } });
		expect(comparison?.outcomes.any.difference).toBeCloseTo(0.1, 12);
	});
});
