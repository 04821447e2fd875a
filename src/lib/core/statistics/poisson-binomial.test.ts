import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialTails } from './binomial.ts';
import { poissonBinomial } from './poisson-binomial.ts';

describe('poissonBinomial', () => {
	it('of four events among six unequal risks is 2.9 % (R PoissonBinomial)', () => {
		const result = poissonBinomial(4, [0.1, 0.2, 0.3, 0.4, 0.5, 0.05]);
		expect(result.expected).toBeCloseTo(1.55, 14);
		expect(result.variance).toBeCloseTo(0.9975, 14);
		expect(result.pHigh).toBeCloseTo(0.02897, 14);
		expect(result.pLow).toBeCloseTo(0.99773, 14);
	});

	it('is the binomial distribution where all risks are equal, also far out in the tail', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 60 }),
				fc.double({ min: 0.01, max: 0.99, noNaN: true }),
				(n, p) => {
					for (const x of [0, 1, Math.floor(n / 2), n]) {
						const { pHigh, pLow } = poissonBinomial(x, Array<number>(n).fill(p));
						const { lower, upper } = binomialTails(x, n, p);
						expect(pHigh / upper - 1).toBeCloseTo(0, 9);
						expect(pLow / lower - 1).toBeCloseTo(0, 9);
					}
				}
			),
			{ seed: 1 }
		);
	});

	it('keeps a tiny risk beside a certain one, whichever way it counts', () => {
		expect(poissonBinomial(3, [1e-9, 1, 1]).pHigh / 1e-9).toBeCloseTo(1, 14);
		expect(poissonBinomial(1, [1e-9, 0, 0]).pHigh / 1e-9).toBeCloseTo(1, 14);
		expect(poissonBinomial(2, [1, 1, 1 - 2 ** -40]).pLow).toBe(2 ** -40);
	});

	it('is certain at the ends and outside', () => {
		expect(poissonBinomial(0, [0.2, 0.3])).toMatchObject({ pHigh: 1 });
		expect(poissonBinomial(2, [0.2, 0.3])).toMatchObject({ pLow: 1 });
		expect(poissonBinomial(3, [0.2, 0.3])).toMatchObject({ pHigh: 0, pLow: 1 });
		expect(poissonBinomial(0, [])).toEqual({ expected: 0, variance: 0, pHigh: 1, pLow: 1 });
	});

	it('takes ten thousand cases', () => {
		const risks = Array.from({ length: 10_000 }, (_, at) => 0.01 + (at % 5) * 0.01);
		const { pHigh, pLow, expected } = poissonBinomial(300, risks);
		expect(expected).toBeCloseTo(300, 9);
		expect(pHigh + pLow).toBeGreaterThan(1);
		expect(pHigh).toBeCloseTo(0.509, 2);
	});

	it('refuses what is no risk or no count', () => {
		expect(() => poissonBinomial(1, [1.2])).toThrow(RangeError);
		expect(() => poissonBinomial(0.5, [0.2])).toThrow(RangeError);
	});
});
