import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { quantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { turnaroundOfReader } from '#lib/features/turnaround/reader.server.ts';
import { aFacility, aRadiologist, aRead, publishInitialPolicies } from '../support/builders.ts';
import { engines, testApp } from '../support/test-app.ts';

describe.each(engines)('the turnaround of a radiologist on %s', (engine) => {
	it('stands against that of at least five others of the section, class by class', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const { id: facilityId } = await aFacility(app);
		const readers: { id: string }[] = [];
		for (let at = 0; at < 7; at++) {
			readers.push(await aRadiologist(app, { section: at === 6 ? 'body' : 'neuro', tier: 'standard' }));
		}
		const read = (nth: number, minutes: number, given: Parameters<typeof aRead>[1] = {}) => {
			const imagesReceivedAt = app.clock.now() - 20 * DAY_MS;
			return aRead(app, {
				...{ facilityId, readerId: readers[nth]?.id ?? '', priority: 'stat', imagesReceivedAt },
				...{ examCompletedAt: imagesReceivedAt, finalAt: imagesReceivedAt + minutes * MINUTE_MS },
				...given
			});
		};
		const minutes = Array.from({ length: 40 }, (_, at) => 3 + ((at * 17) % 41));
		for (const each of minutes) await read(0, each);
		const ofOthers = [10, 20, 30, 40, 50];
		for (const [at, each] of ofOthers.entries()) await read(at + 1, each);
		// Another section, a class that only four others read, and the months before.
		await read(6, 500);
		const routine = { priority: 'routine', patientClass: 'outpatient' };
		for (const nth of [0, 1, 2, 3, 4]) await read(nth, 100, routine);
		const before = app.clock.now() - 300 * DAY_MS;
		await read(0, 9, { examCompletedAt: before, imagesReceivedAt: before, finalAt: before + 9 * MINUTE_MS });

		const shown = await turnaroundOfReader(app, readers[0]?.id ?? '', 6);
		expect(shown).toMatchObject({
			months: 6,
			fromOn: '2026-06-01',
			throughOn: '2026-11-30',
			clock: 'telerad'
		});
		expect(shown?.rows).toMatchObject([
			{
				serviceClass: 'emergency',
				own: {
					n: 40,
					median: quantileInterval(minutes, 0.5, 0.95),
					p90: quantileInterval(minutes, 0.9, 0.95),
					inTarget: makeRate(minutes.filter((each) => each <= 30).length, 40)
				},
				section: { n: 5, median: { estimate: 30, lower: null }, inTarget: null }
			},
			{ serviceClass: 'outpatient', own: { n: 1, inTarget: null }, section: null }
		]);
		const longer = await turnaroundOfReader(app, readers[0]?.id ?? '', 12);
		expect(longer?.rows[0]?.own.n).toBe(41);
		expect(JSON.stringify(shown)).not.toContain(readers[1]?.id);
		expect(await turnaroundOfReader(app, 'nobody', 6)).toBeNull();
	});
});
