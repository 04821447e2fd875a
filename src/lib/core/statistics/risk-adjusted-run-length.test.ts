import { describe, expect, it } from 'vitest';
import { bernoulliRunLength } from './bernoulli-cusum.ts';
import { riskAdjustedRunLength } from './risk-adjusted-run-length.ts';

const mix = [
	{ risk: 0.005, weight: 0.4 },
	{ risk: 0.01, weight: 0.3 },
	{ risk: 0.02, weight: 0.2 },
	{ risk: 0.04, weight: 0.1 }
];

describe('riskAdjustedRunLength', () => {
	it('of a four-class mix is that of another program to 0.1 % (R vlad, Knoth et al. 2019)', () => {
		const length = riskAdjustedRunLength({ pmix: mix, oddsRatio: 2, trueOddsRatio: 1, h: 3 });
		expect(Math.abs((length ?? 0) / 5511.25572861687 - 1)).toBeLessThan(1e-3);
	});

	it.each([
		[69, 2, 276, 1],
		[69, 2, 276, 2],
		[20, 2, 60, 1],
		[35, 1.5, 100, 1.3]
	])(
		'is exact to 0.1 % where the weights are whole multiples: %d, R = %d, H = %d, true R = %d',
		(k, R, H, truth) => {
			// At this risk a discrepancy climbs exactly k falls.
			const risk = (R ** (1 / (k + 1)) - 1) / (R - 1);
			const fall = Math.log1p((R - 1) * risk);
			const p = (truth * risk) / (1 - risk + truth * risk);
			const length = riskAdjustedRunLength({
				pmix: [{ risk, weight: 1 }],
				oddsRatio: R,
				trueOddsRatio: truth,
				h: (H - 0.5) * fall
			});
			expect(Math.abs((length ?? 0) / (bernoulliRunLength(p, k + 1, H) ?? 0) - 1)).toBeLessThan(1e-3);
		}
	);

	it('does not depend on the scale of the weights', () => {
		const scaled = mix.map(({ risk, weight }) => ({ risk, weight: weight * 340 }));
		const rest = { oddsRatio: 2, trueOddsRatio: 2, h: 2 };
		expect(riskAdjustedRunLength({ pmix: scaled, ...rest })).toBeCloseTo(
			riskAdjustedRunLength({ pmix: mix, ...rest }) ?? 0,
			6
		);
	});

	it('is unknown where nothing can happen or nothing would count', () => {
		const rest = { trueOddsRatio: 1, h: 3 };
		expect(riskAdjustedRunLength({ pmix: [{ risk: 0, weight: 1 }], oddsRatio: 2, ...rest })).toBeNull();
		expect(riskAdjustedRunLength({ pmix: mix, oddsRatio: 1, ...rest })).toBeNull();
		expect(() => riskAdjustedRunLength({ pmix: [], oddsRatio: 2, ...rest })).toThrow(RangeError);
	});
});
