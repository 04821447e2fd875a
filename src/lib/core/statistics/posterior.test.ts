import { describe, expect, it } from 'vitest';
import { betaBinomialPosterior, gammaPoissonPosterior } from './posterior.ts';

describe('betaBinomialPosterior', () => {
	it('of 4 tumours in 14 rats under Beta(1.4, 8.6) (Bayesian Data Analysis, section 5.1)', () => {
		const result = betaBinomialPosterior({ alpha: 1.4, beta: 8.6, x: 4, n: 14, level: 0.95, threshold: 0.2 });
		expect(result.mean).toBeCloseTo(0.225, 14);
		expect(result.lower).toBeCloseTo(0.0853961769785565, 12);
		expect(result.upper).toBeCloseTo(0.407789866198042, 12);
		expect(result.probAbove).toBeCloseTo(0.582275261170819, 12);
		expect(result.reliability).toBeCloseTo(14 / 24, 14);
	});

	it('is the prior without trials, and certain beyond the ends', () => {
		const prior = { alpha: 2, beta: 2, x: 0, n: 0, level: 0.95 };
		expect(betaBinomialPosterior({ ...prior, threshold: 0 })).toMatchObject({
			mean: 0.5,
			reliability: 0,
			probAbove: 1
		});
		expect(betaBinomialPosterior({ ...prior, threshold: 1 }).probAbove).toBe(0);
		expect(() => betaBinomialPosterior({ ...prior, alpha: 0, threshold: 0 })).toThrow(RangeError);
	});
});

describe('gammaPoissonPosterior', () => {
	it('of 6 where 2.4 were expected, under Gamma(9, 9)', () => {
		const result = gammaPoissonPosterior({ shape: 9, rate: 9, o: 6, e: 2.4, level: 0.95, threshold: 1.5 });
		expect(result.mean).toBeCloseTo(1.31578947368421, 13);
		expect(result.lower).toBeCloseTo(0.736437380068712, 12);
		expect(result.upper).toBeCloseTo(2.06049308086277, 12);
		expect(result.probAbove).toBeCloseTo(0.272907649201227, 12);
		expect(result.reliability).toBeCloseTo(0.210526315789474, 14);
	});

	it('is the prior where nothing was expected', () => {
		const prior = { shape: 4, rate: 2, o: 0, e: 0, level: 0.95, threshold: 0 };
		expect(gammaPoissonPosterior(prior)).toMatchObject({ mean: 2, reliability: 0, probAbove: 1 });
	});
});
