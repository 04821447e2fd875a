import { describe, expect, it } from 'vitest';
import { bernoulliCusum, bernoulliDesign, bernoulliRunLength } from './bernoulli-cusum.ts';

describe('bernoulliCusum', () => {
	it('climbs by m - 1, falls by 1, never below 0, and starts again after a signal', () => {
		expect(bernoulliCusum([0, 0, 1, 0, 1, 0, 0, 1, 0, 0], 70, 150)).toEqual({
			path: [0, 0, 69, 68, 137, 136, 135, 204, 0, 0],
			signals: [8]
		});
	});

	it('signals at the limit itself', () => {
		expect(bernoulliCusum([1, 1], 3, 4).signals).toEqual([2]);
	});
});

describe('bernoulliRunLength', () => {
	// Solution of the linear system of Brook & Evans (1972) in R and in 30-digit arithmetic.
	it.each([
		[0.01, 70, 150, 960.635444847695],
		[0.01, 70, 276, 5012.9590532655],
		[0.02, 35, 100, 1002.20342715405],
		[0.005, 140, 400, 3860.98467652135],
		[0.5, 2, 5, 30],
		[1, 4, 10, 4]
	])('for p = %d, m = %d, H = %d', (p, m, H, arl) => {
		expect((bernoulliRunLength(p, m, H) ?? 0) / arl).toBeCloseTo(1, 12);
	});

	it('is the mean wait for one event where one is enough, however rare', () => {
		expect(bernoulliRunLength(1e-8, 20, 1)).toBeCloseTo(1e8, 4);
	});

	it('keeps its digits where two events in a row are needed', () => {
		// (1 + p)/p²: mean wait for two successes in a row (Feller XIII.7).
		expect((bernoulliRunLength(1e-7, 2, 2) ?? 0) / ((1 + 1e-7) / 1e-14)).toBeCloseTo(1, 13);
	});

	it('is unknown where nothing ever signals', () => {
		expect(bernoulliRunLength(0, 20, 5)).toBeNull();
		expect(bernoulliRunLength(0.2, 1, 5)).toBeNull();
		expect(() => bernoulliRunLength(0.2, 2, 0)).toThrow(RangeError);
	});
});

describe('bernoulliDesign', () => {
	it.each([
		[0.003, 231, 601, 1019],
		[0.005, 139, 435, 787],
		[0.01, 70, 276, 533],
		[0.02, 35, 167, 349],
		[0.03, 23, 119, 272],
		[0.04, 18, 105, 226]
	])(
		'at %d has m = %d and H = %d for a false alarm in 5,000, and finds a doubling in %d',
		(p0, m, H, arl1) => {
			const design = bernoulliDesign({ p0, oddsRatio: 2, targetArl0: 5000 });
			expect(design).toMatchObject({ m, H });
			expect(Math.round(design.arl1 ?? 0)).toBe(arl1);
			expect(design.arl0).toBeGreaterThanOrEqual(5000);
			expect(bernoulliRunLength(p0, m, H - 1)).toBeLessThan(5000);
		}
	);

	it('has the slopes of the log-likelihood', () => {
		const { p1, r1, r2 } = bernoulliDesign({ p0: 0.01, oddsRatio: 2, targetArl0: 5000 });
		expect(p1).toBeCloseTo(0.0198019801980198, 15);
		expect(r1).toBeCloseTo(0.00995033085316809, 16);
		expect(r2).toBeCloseTo(Math.LN2, 15);
	});

	it('has no limit where events are so common that the sum cannot climb', () => {
		const design = bernoulliDesign({ p0: 0.6, oddsRatio: 2, targetArl0: 500 });
		expect(design).toMatchObject({ m: 1, H: null, arl0: null, arl1: null });
		expect(() => bernoulliDesign({ p0: 0.01, oddsRatio: 1, targetArl0: 500 })).toThrow(RangeError);
	});
});
