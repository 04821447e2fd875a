import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { quantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { turnaroundView } from '#lib/features/turnaround/dashboard.server.ts';
import { parseTurnaroundFilter } from '#lib/features/turnaround/filter.ts';
import { aFacility, aRadiologist, aRead, publishInitialPolicies } from '../support/builders.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const view = (app: TestApp, query = '') =>
	turnaroundView(app, parseTurnaroundFilter(new URLSearchParams(query)));

/** A group whose reads differ only in what is given. */
async function aGroup(app: TestApp) {
	await publishInitialPolicies(app);
	const facility = await aFacility(app);
	const reader = await aRadiologist(app);
	const now = app.clock.now();
	/** A read whose examination ended `ago` minutes ago and which was final after `minutes`; null while it is open. */
	const read = (ago: number, minutes: number | null, given: Parameters<typeof aRead>[1] = {}) => {
		const examCompletedAt = now - ago * MINUTE_MS;
		return aRead(app, {
			facilityId: facility.id,
			readerId: reader.id,
			priority: 'stat',
			examCompletedAt,
			finalAt: minutes === null ? null : examCompletedAt + minutes * MINUTE_MS,
			...given
		});
	};
	return { facility, reader, read, now };
}

describe.each(engines)('the turnaround page on %s', (engine) => {
	it('has the median and P90 of the same minutes in core/statistics, priorities apart', async () => {
		await using app = await testApp({ engine });
		const { read } = await aGroup(app);
		const minutes = Array.from({ length: 50 }, (_, at) => 5 + ((at * 37) % 83));
		for (const each of minutes) await read(3000, each);
		await read(3000, 700, { priority: 'routine' });
		const [stat, routine] = (await view(app)).priorities;
		expect(stat).toMatchObject({
			priority: 'stat',
			n: 50,
			median: quantileInterval(minutes, 0.5, 0.95),
			p90: quantileInterval(minutes, 0.9, 0.95),
			inTarget: makeRate(minutes.filter((each) => each <= 60).length, 50)
		});
		expect(routine).toMatchObject({ priority: 'routine', n: 1, median: { estimate: 700, lower: null } });
	});

	it('counts open reads: due ones as missed, the others not yet', async () => {
		await using app = await testApp({ engine });
		const { read, now } = await aGroup(app);
		await read(600, 30);
		await read(600, 90);
		await read(600, null);
		await read(61, null);
		await read(10, null);
		await read(10, 5);
		expect((await view(app)).priorities).toMatchObject([
			{
				n: 3,
				inTarget: makeRate(1, 4),
				notDue: 2,
				open: 3,
				openLate: 2,
				oldestOpenAt: now - 600 * MINUTE_MS
			}
		]);
	});

	it('keeps clock errors and reports without an end of examination out, and counts them', async () => {
		await using app = await testApp({ engine });
		const { read, reader, facility, now } = await aGroup(app);
		await read(600, -5);
		await read(600, 0);
		await read(600, 20);
		const { id } = await aRead(app, { readerId: reader.id, facilityId: facility.id, finalAt: now - HOUR_MS });
		const { reads } = app.db.read.tables;
		await app.db.transaction((write) =>
			write.update(reads).set({ examCompletedAt: null }).where(eq(reads.id, id))
		);
		const shown = await view(app);
		expect(shown.priorities).toMatchObject([{ n: 1, clockErrors: 2, median: { estimate: 20 } }]);
		expect(shown.withoutStart).toBe(1);
	});

	it('stops the clock at the first final report: corrections do not restart it', async () => {
		await using app = await testApp({ engine });
		const { read } = await aGroup(app);
		await read(5000, 40, { accession: 'A-1', status: 'superseded', reportVersion: 1 });
		await read(5000, 2000, { accession: 'A-1', status: 'corrected', reportVersion: 2 });
		await read(5000, 10, { accession: 'A-2', status: 'cancelled' });
		expect((await view(app)).priorities).toMatchObject([{ n: 1, meanMinutes: 40, open: 0 }]);
	});

	it('takes a preliminary report without a final one for an open read', async () => {
		await using app = await testApp({ engine });
		const { read, now } = await aGroup(app);
		const preliminary = { kind: 'preliminary', preliminaryAt: now - 480 * MINUTE_MS };
		await read(500, null, { ...preliminary, accession: 'A-1' });
		await read(500, null, { ...preliminary, accession: 'A-2' });
		await read(500, 200, { accession: 'A-2' });
		expect((await view(app)).priorities).toMatchObject([{ n: 1, open: 1, meanMinutes: 200 }]);
		expect((await view(app, 'kind=preliminary')).priorities).toMatchObject([
			{ n: 2, open: 0, meanMinutes: 20, targetMinutes: null, inTarget: { n: 0 } }
		]);
	});

	it('shows the examinations that ended in the period, of one facility or modality when asked', async () => {
		await using app = await testApp({ engine });
		const { read, facility } = await aGroup(app);
		const elsewhere = await aFacility(app);
		await read(100, 50);
		await read(100, 50, { modality: 'MR' });
		await read(100, 50, { facilityId: elsewhere.id });
		await read((20 * DAY_MS) / MINUTE_MS, 50);
		const nOf = async (query: string) =>
			(await view(app, query)).priorities.reduce((sum, { n }) => sum + n, 0);
		expect(await nOf('')).toBe(4);
		expect(await nOf('days=7')).toBe(3);
		expect(await nOf(`facility=${facility.id}`)).toBe(3);
		expect(await nOf('modality=MR')).toBe(1);
		expect(await nOf('facility=nowhere')).toBe(0);
	});
});
