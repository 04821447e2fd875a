import { describe, expect, it } from 'vitest';
import { bernoulliRunLength } from './bernoulli-cusum.ts';
import { expectedSignals, limitForBudget } from './cusum-budget.ts';

// About a year of the demo group: what its reviews risk, and how many each of 29 radiologists has.
const pmix = [
	{ risk: 0.012, weight: 10 },
	{ risk: 0.02, weight: 30 },
	{ risk: 0.03, weight: 22 },
	{ risk: 0.04, weight: 28 },
	{ risk: 0.06, weight: 7 },
	{ risk: 0.09, weight: 3 }
];
const reviews = [
	267, 254, 289, 191, 245, 281, 109, 267, 263, 183, 269, 285, 187, 299, 428, 452, 293, 411, 351, 405, 249,
	387, 319, 213, 126, 292, 267, 115, 285
];
const year = { pmix, oddsRatio: 2, reviews };

describe('expectedSignals', () => {
	// Simulated with 200 groups of radiologists who are all alike: 1.3, 0.36 and 0.065 false signals in the first year.
	it.each([
		[3.5, 1, 1.6],
		[4.5, 0.25, 0.45],
		[5.5, 0.04, 0.1]
	])('at h = %d lie between %d and %d in the first year', (h, least, most) => {
		const spent = expectedSignals({ ...year, trueOddsRatio: 1 }, h);
		expect(spent).toBeGreaterThan(least);
		expect(spent).toBeLessThan(most);
	});

	it('are more than twice as many in twice the time', () => {
		const watch = { ...year, trueOddsRatio: 1 };
		const twice = { ...watch, reviews: reviews.map((count) => 2 * count) };
		expect(expectedSignals(twice, 5.5)).toBeGreaterThan(2.5 * expectedSignals(watch, 5.5));
	});

	it('come in the end as often as the run length says, exact where weights are whole multiples', () => {
		const [k, R, H] = [9, 3, 25];
		const risk = (R ** (1 / (k + 1)) - 1) / (R - 1);
		const watch = { pmix: [{ risk, weight: 1 }], oddsRatio: R, trueOddsRatio: 1 };
		const h = (H - 0.5) * Math.log1p((R - 1) * risk);
		const between = (n: number) => expectedSignals({ ...watch, reviews: [n] }, h);
		const length = bernoulliRunLength(risk, k + 1, H) ?? 0;
		expect(Math.abs(((between(3000) - between(2000)) * length) / 1000 - 1)).toBeLessThan(0.01);
	});

	it('grow when something is wrong, and are none without reviews or risk', () => {
		const wrong = expectedSignals({ ...year, trueOddsRatio: 2.5 }, 5.5);
		expect(wrong).toBeGreaterThan(20 * expectedSignals({ ...year, trueOddsRatio: 1 }, 5.5));
		expect(expectedSignals({ ...year, trueOddsRatio: 1, reviews: [] }, 5.5)).toBe(0);
		expect(expectedSignals({ ...year, trueOddsRatio: 1, pmix: [{ risk: 0, weight: 1 }] }, 5.5)).toBe(0);
	});
});

describe('limitForBudget', () => {
	it('gives the smallest limit within the budget', () => {
		const h = limitForBudget(year, 0.1) ?? 0;
		expect(expectedSignals({ ...year, trueOddsRatio: 1 }, h)).toBeLessThanOrEqual(0.1);
		expect(expectedSignals({ ...year, trueOddsRatio: 1 }, h - 0.1)).toBeGreaterThan(0.1);
	});

	it('gives the lowest where nothing can happen, and none where no limit is enough', () => {
		expect(limitForBudget({ ...year, pmix: [{ risk: 0, weight: 1 }] }, 0.1)).toBe(0.5);
		expect(limitForBudget(year, 1e-12)).toBeNull();
	});
});
