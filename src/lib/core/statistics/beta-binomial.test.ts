import { describe, expect, it } from 'vitest';
import { shrinkRates } from './beta-binomial.ts';

// Rat tumours in 71 experiments (Tarone 1982; Gelman, Bayesian Data Analysis, table 5.1), as x/n.
const rats =
	'0/20 0/20 0/20 0/20 0/20 0/20 0/20 0/19 0/19 0/19 0/19 0/18 0/18 0/17 1/20 1/20 1/20 1/20 1/19 1/19 1/18 1/18 2/25 2/24 2/23 2/20 2/20 2/20 2/20 2/20 2/20 1/10 5/49 2/19 5/46 3/27 2/17 7/49 7/47 3/20 3/20 2/13 9/48 10/50 4/20 4/20 4/20 4/20 4/20 4/20 4/20 10/48 4/19 4/19 4/19 5/22 11/46 12/49 5/20 5/20 6/23 5/19 6/22 6/20 6/20 6/20 16/52 15/46 15/47 9/24 4/14'
		.split(' ')
		.map((text) => text.split('/').map(Number))
		.map(([x = 0, n = 0]) => ({ x, n }));

describe('shrinkRates', () => {
	it('finds the prior of the rat tumours: Beta(2.34, 14.1)', () => {
		const { alpha, beta, mean, posterior } = shrinkRates(rats, 0.95);
		// Newton's method in 30-digit arithmetic.
		expect(alpha).toBeCloseTo(2.3416144, 7);
		expect(beta).toBeCloseTo(14.11480435, 6);
		expect(mean).toBeCloseTo(0.142291858, 8);
		expect(posterior[0]?.mean).toBeCloseTo(0.064230511, 9);
		expect(posterior[70]?.mean).toBeCloseTo(0.208219307, 8);
		expect(posterior[70]?.upper).toBeCloseTo(0.366352001, 7);
		expect(posterior[0]?.upper).toBeCloseTo(0.162192698, 8);
	});

	it('leaves everybody at the pooled rate where chance explains more than all', () => {
		const units = [100, 110, 95, 105, 100].map((n) => ({ x: 2, n }));
		const same = { mean: 10 / 510, lower: null, upper: null };
		expect(shrinkRates(units, 0.95)).toEqual({
			heterogeneity: false,
			alpha: null,
			beta: null,
			mean: 10 / 510,
			posterior: units.map(() => same)
		});
	});

	it('holds units alike whose Z is negative, though their likelihood has a peak', () => {
		// A unit of a hundred million weighs so much that its own lack of spread outweighs all the rats.
		const result = shrinkRates([...rats, { x: 2e7, n: 1e8 }], 0.95);
		expect(result).toMatchObject({ heterogeneity: false, alpha: null });
	});

	it.each([
		[
			'no event',
			[
				{ x: 0, n: 60 },
				{ x: 0, n: 20 }
			],
			0
		],
		[
			'nothing but events',
			[
				{ x: 60, n: 60 },
				{ x: 20, n: 20 }
			],
			1
		],
		['no trial', [{ x: 0, n: 0 }], null],
		['no unit', [], null]
	])('has no prior with %s', (_, units, mean) => {
		expect(shrinkRates(units, 0.95)).toMatchObject({ heterogeneity: false, mean, alpha: null });
	});

	it('finds a prior among thousands of trials, where the first guess of the mean is far away', () => {
		const units = [
			[46, 3768],
			[134, 2947],
			[22, 280],
			[59, 2444],
			[44, 733],
			[140, 4874],
			[60, 925],
			[152, 3283],
			[187, 3220],
			[1, 150],
			[35, 983],
			[37, 507]
		].map(([x = 0, n = 0]) => ({ x, n }));
		const { alpha, beta } = shrinkRates(units, 0.95);
		expect(alpha).toBeCloseTo(3.81827762758, 8);
		expect(beta).toBeCloseTo(82.1062217024, 6);
	});

	it('gives a unit without trials the prior, and draws a large one hardly at all', () => {
		const large = [
			{ x: 2e7, n: 1e8 },
			{ x: 1e7, n: 1e8 }
		];
		const { alpha, beta, posterior } = shrinkRates([...rats, { x: 0, n: 0 }, ...large], 0.95);
		expect(posterior[71]?.mean).toBeCloseTo((alpha ?? 0) / ((alpha ?? 0) + (beta ?? 0)), 12);
		expect(posterior[72]?.mean).toBeCloseTo(0.2, 6);
	});
});
