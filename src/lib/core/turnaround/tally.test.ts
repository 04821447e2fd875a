import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { quantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import { slaCompliance } from '#lib/core/statistics/sla.ts';
import { readClock } from './clock.ts';
import { makeTurnaroundTally } from './tally.ts';

const now = Date.UTC(2026, 10, 16, 12);
const targets = { stat: 60, urgent: 240, routine: 1440 };

/** Minutes that are uneven, repeatable and many. */
function unevenMinutes(count: number): number[] {
	return Array.from({ length: count }, (_, at) => 1 + ((at * 7919) % 997) / 3);
}

describe('the clock of a read', () => {
	const completedAt = now - 2 * HOUR_MS;
	it.each([
		['finished', completedAt, completedAt + MINUTE_MS, { kind: 'finished', minutes: 1, ageMinutes: 120 }],
		['open', completedAt, null, { kind: 'open', ageMinutes: 120 }],
		['ended before it began', completedAt, completedAt - 1, { kind: 'clock-error' }],
		['ended as it began', completedAt, completedAt, { kind: 'clock-error' }],
		['begins in the future', now + 1, null, { kind: 'clock-error' }]
	])('that is %s', (_what, began, endedAt, expected) => {
		expect(readClock({ completedAt: began, endedAt }, now)).toEqual(expected);
	});
});

describe('the turnaround of a priority', () => {
	it('has the quantiles and intervals of the same minutes in core/statistics', () => {
		const minutes = unevenMinutes(3000);
		const tally = makeTurnaroundTally(targets, now);
		for (const each of minutes) {
			tally.add({ priority: 'stat', completedAt: 0, endedAt: each * MINUTE_MS });
		}
		const [stat] = tally.summarise();
		const median = quantileInterval(minutes, 0.5, 0.95);
		const p90 = quantileInterval(minutes, 0.9, 0.95);
		expect(stat?.n).toBe(3000);
		expect(stat?.median.estimate).toBeCloseTo(median.estimate ?? NaN, 9);
		expect(stat?.median.lower).toBeCloseTo(median.lower ?? NaN, 9);
		expect(stat?.median.upperRank).toBe(median.upperRank);
		expect(stat?.p90.estimate).toBeCloseTo(p90.estimate ?? NaN, 9);
		expect(stat?.p90.upper).toBeCloseTo(p90.upper ?? NaN, 9);
		expect(stat?.meanMinutes).toBeCloseTo(minutes.reduce((a, b) => a + b) / 3000, 9);
	});

	it('counts compliance as core/statistics does: due reads only, open ones among them', () => {
		const ages = unevenMinutes(400);
		const cases = ages.map((age, at) => ({ age, tat: at % 5 === 0 ? null : Math.min(age, 20 + (at % 90)) }));
		const tally = makeTurnaroundTally(targets, now);
		for (const { age, tat } of cases) {
			const completedAt = now - Math.round(age * MINUTE_MS);
			const endedAt = tat === null ? null : completedAt + Math.round(tat * MINUTE_MS);
			tally.add({ priority: 'stat', completedAt, endedAt });
		}
		const expected = slaCompliance(cases, 60, 0.95);
		const [stat] = tally.summarise();
		expect(stat?.inTarget).toMatchObject({
			n: expected.eligible,
			x: expected.met,
			lower: expected.lower,
			upper: expected.upper
		});
		expect(stat?.notDue).toBe(expected.notDue);
		expect(stat?.open).toBe(80);
		expect(stat?.openLate).toBeGreaterThan(0);
	});

	it('keeps clock errors out of every number and counts them', () => {
		const tally = makeTurnaroundTally(targets, now);
		const completedAt = now - 5 * HOUR_MS;
		tally.add({ priority: 'urgent', completedAt, endedAt: completedAt - MINUTE_MS });
		tally.add({ priority: 'urgent', completedAt, endedAt: completedAt });
		tally.add({ priority: 'urgent', completedAt, endedAt: completedAt + 90 * MINUTE_MS });
		expect(tally.summarise()).toMatchObject([
			{ n: 1, clockErrors: 2, meanMinutes: 90, inTarget: { x: 1, n: 1 } }
		]);
	});

	it('knows no target where none is agreed, and leaves undefined what too few reads cannot give', () => {
		const tally = makeTurnaroundTally(null, now);
		tally.add({ priority: 'routine', completedAt: now - HOUR_MS, endedAt: now });
		tally.add({ priority: 'routine', completedAt: now - 3 * HOUR_MS, endedAt: null });
		expect(tally.summarise()).toMatchObject([
			{
				targetMinutes: null,
				inTarget: { n: 0, estimate: null },
				median: { estimate: 60, lower: null, upper: null },
				open: 1,
				openLate: 0,
				oldestOpenAt: now - 3 * HOUR_MS
			}
		]);
	});

	it('keeps priorities apart, most urgent first', () => {
		const tally = makeTurnaroundTally(targets, now);
		for (const priority of ['routine', 'stat'] as const) {
			tally.add({ priority, completedAt: now - HOUR_MS, endedAt: now });
		}
		expect(tally.summarise().map(({ priority }) => priority)).toEqual(['stat', 'routine']);
	});
});
