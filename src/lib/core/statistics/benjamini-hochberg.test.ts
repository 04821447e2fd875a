import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg.ts';

describe('benjaminiHochberg', () => {
	it('rejects four of the fifteen hypotheses of Benjamini & Hochberg (1995)', () => {
		const p = [
			0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
			0.759, 1
		];
		const { adjusted, rejected } = benjaminiHochberg(p, 0.05);
		expect(rejected).toEqual(p.map((_, at) => at < 4));
		expect(adjusted[3]).toBeCloseTo(0.035625, 15);
		expect(adjusted[5]).toBe(adjusted[6]);
	});

	it('keeps the order of its input and does not count what is suppressed', () => {
		expect(benjaminiHochberg([0.01, null, 0.04, 0.03], 0.05)).toEqual({
			adjusted: [expect.closeTo(0.03, 15), null, expect.closeTo(0.04, 15), expect.closeTo(0.04, 15)],
			rejected: [true, null, true, true]
		});
	});

	it('of nothing is nothing, and refuses what is no probability', () => {
		expect(benjaminiHochberg([], 0.05)).toEqual({ adjusted: [], rejected: [] });
		expect(benjaminiHochberg([null], 0.05)).toEqual({ adjusted: [null], rejected: [null] });
		expect(() => benjaminiHochberg([1.1], 0.05)).toThrow(RangeError);
	});
});
