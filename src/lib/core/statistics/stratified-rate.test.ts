import { describe, expect, it } from 'vitest';
import { stratifiedRate } from './stratified-rate.ts';

describe('stratifiedRate', () => {
	it('of the California schools is what R survey::svymean gives', () => {
		const result = stratifiedRate(
			[
				{ N: 4421, n: 100, x: 91 },
				{ N: 755, n: 50, x: 26 },
				{ N: 1018, n: 50, x: 35 }
			],
			0.95
		);
		expect(result).toMatchObject({ x: 152, n: 200, unweighted: 0.76 });
		expect(result.rate).toBeCloseTo(0.827948014207297, 13);
		expect(result.se).toBeCloseTo(0.0243447800896563, 13);
		expect(result.effectiveN).toBeCloseTo(240.353829863963, 9);
		expect(result.lower).toBeCloseTo(0.775170645555105, 12);
		expect(result.upper).toBeCloseTo(0.870407421373078, 12);
	});

	it('falls back to the Kish number without events', () => {
		const result = stratifiedRate(
			[
				{ N: 100, n: 10, x: 0 },
				{ N: 300, n: 10, x: 0 }
			],
			0.95
		);
		expect(result).toMatchObject({ rate: 0, se: 0, effectiveN: 16, lower: 0 });
		expect(result.upper).toBeGreaterThan(0.15);
	});

	it('is null where a stratum was not reviewed, and its error where one was reviewed once', () => {
		const full = { N: 10, n: 5, x: 1 };
		expect(stratifiedRate([full, { N: 8, n: 0, x: 0 }], 0.95)).toMatchObject({ rate: null, se: null, n: 5 });
		expect(stratifiedRate([full, { N: 8, n: 1, x: 0 }], 0.95)).toMatchObject({ se: null, lower: null });
		expect(stratifiedRate([], 0.95)).toMatchObject({ rate: null, unweighted: null });
		expect(() => stratifiedRate([{ N: 4, n: 5, x: 0 }], 0.95)).toThrow(RangeError);
	});
});
