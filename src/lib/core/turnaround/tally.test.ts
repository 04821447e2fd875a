import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { quantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import { slaCompliance } from '#lib/core/statistics/sla.ts';
import { readClock } from './clocks.ts';
import type { ServiceClass } from './service-class.ts';
import { makeTurnaroundTally } from './tally.ts';

const now = Date.UTC(2026, 10, 16, 12);

/** Minutes that are uneven, repeatable and many. */
function unevenMinutes(count: number): number[] {
	return Array.from({ length: count }, (_, at) => 1 + ((at * 7919) % 997) / 3);
}

function aRead(
	completed: number,
	final: number | null,
	given: { serviceClass?: ServiceClass; target?: number | null } = {}
) {
	const at = { exam_completed: completed, ...(final === null ? {} : { final_signed: final }) };
	const reading = readClock('hospital', { at, holds: [] }, { now });
	return { serviceClass: 'emergency' as const, target: 60, ...given, reading };
}

describe('the turnaround of a class', () => {
	it('has the quantiles and intervals of the same minutes in core/statistics', () => {
		const minutes = unevenMinutes(3000);
		const tally = makeTurnaroundTally();
		for (const each of minutes) tally.add(aRead(now - 1e9, now - 1e9 + each * MINUTE_MS));
		const [row] = tally.classes();
		for (const [name, p] of [
			['median', 0.5],
			['p90', 0.9],
			['p95', 0.95]
		] as const) {
			const expected = quantileInterval(minutes, p, 0.95);
			expect(row?.[name].estimate).toBeCloseTo(expected.estimate ?? NaN, 4);
			expect(row?.[name].lower).toBeCloseTo(expected.lower ?? NaN, 4);
			expect(row?.[name].upperRank).toBe(expected.upperRank);
		}
		expect(row?.n).toBe(3000);
		expect(row?.meanMinutes).toBeCloseTo(minutes.reduce((a, b) => a + b) / 3000, 4);
	});

	it('counts compliance as core/statistics does: due reads only, open ones among them', () => {
		const ages = unevenMinutes(400);
		const reads = ages.map((age, at) => ({ age, tat: at % 5 === 0 ? null : Math.min(age, 20 + (at % 90)) }));
		const tally = makeTurnaroundTally();
		for (const { age, tat } of reads) {
			const completedAt = now - Math.round(age * MINUTE_MS);
			tally.add(aRead(completedAt, tat === null ? null : completedAt + Math.round(tat * MINUTE_MS)));
		}
		const expected = slaCompliance(reads, 60, 0.95);
		const [row] = tally.classes();
		expect(row?.inTarget).toMatchObject({ n: expected.eligible, x: expected.met, lower: expected.lower });
		expect(row).toMatchObject({ notDue: expected.notDue, open: 80 });
		expect(row?.openLate).toBeGreaterThan(0);
	});

	it('takes what ends on its deadline for in time, and what ends a moment later for late', () => {
		const tally = makeTurnaroundTally();
		const completed = now - 5 * HOUR_MS;
		tally.add(aRead(completed, completed + 60 * MINUTE_MS));
		tally.add(aRead(completed, completed + 60 * MINUTE_MS + 1));
		expect(tally.classes()).toMatchObject([{ inTarget: { x: 1, n: 2 } }]);
	});

	it('keeps errors of clocks and missing times out of every number and counts them', () => {
		const tally = makeTurnaroundTally();
		const completed = now - 5 * HOUR_MS;
		tally.add(aRead(completed, completed - MINUTE_MS));
		tally.add(aRead(completed, completed));
		tally.add(aRead(now + MINUTE_MS, null));
		tally.add(aRead(completed, now + MINUTE_MS));
		tally.add({ serviceClass: 'emergency', target: 60, reading: { kind: 'no-start' } });
		tally.add({ serviceClass: 'emergency', target: 60, reading: { kind: 'held-throughout' } });
		tally.add(aRead(completed, completed + 90 * MINUTE_MS, { target: 120 }));
		expect(tally.classes()).toMatchObject([{ n: 1, open: 0, meanMinutes: 90, inTarget: { x: 1, n: 1 } }]);
		expect(tally.keptOut()).toEqual({ noStart: 1, negative: 2, future: 2, held: 1 });
	});

	it('knows no target where none is agreed, and leaves undefined what too few reads cannot give', () => {
		const tally = makeTurnaroundTally();
		tally.add(aRead(now - HOUR_MS, now, { target: null }));
		tally.add(aRead(now - 3 * HOUR_MS, null, { target: null }));
		expect(tally.classes()).toMatchObject([
			{
				targets: null,
				inTarget: { n: 0, estimate: null },
				median: { estimate: 60, lower: null, upper: null },
				held: { n: 0, estimate: null },
				open: 1,
				openLate: 0,
				oldestOpenAt: now - 3 * HOUR_MS
			}
		]);
	});

	it('keeps classes apart, the most urgent first, and holds each read to its own contract', () => {
		const tally = makeTurnaroundTally();
		const read = (target: number, serviceClass: ServiceClass) =>
			tally.add(aRead(now - HOUR_MS, now - HOUR_MS + 25 * MINUTE_MS, { target, serviceClass }));
		read(20, 'outpatient');
		read(20, 'stroke');
		read(30, 'stroke');
		expect(tally.classes()).toMatchObject([
			{ serviceClass: 'stroke', targets: { from: 20, to: 30 }, inTarget: { x: 1, n: 2 } },
			{ serviceClass: 'outpatient', inTarget: { x: 0, n: 1 } }
		]);
	});
});
