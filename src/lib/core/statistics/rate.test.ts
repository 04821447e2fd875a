import { describe, expect, it } from 'vitest';
import { makeRate } from './rate.ts';

describe('makeRate', () => {
	it('carries counts, level and interval together', () => {
		const rate = makeRate(3, 250);
		expect(rate).toMatchObject({ x: 3, n: 250, level: 0.95, estimate: 0.012 });
		expect(rate.lower).toBeCloseTo(0.0040893198805343, 13);
		expect(rate.upper).toBeCloseTo(0.0346807804270196, 13);
	});

	it('of nothing is null', () => {
		expect(makeRate(0, 0, 0.9)).toEqual({
			x: 0,
			n: 0,
			level: 0.9,
			estimate: null,
			lower: null,
			upper: null
		});
	});
});
