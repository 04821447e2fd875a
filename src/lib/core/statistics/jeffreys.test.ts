import { describe, expect, it } from 'vitest';
import { jeffreys } from './jeffreys.ts';

describe('jeffreys', () => {
	// R qbeta with the endpoint rule of Brown, Cai & DasGupta (2001).
	it.each([
		[81, 263, 0.254521934991023, 0.365647499174082],
		[15, 148, 0.0604485170092964, 0.157643143478741],
		[0, 20, 0, 0.116638982904875],
		[1, 29, 0.00374617364905708, 0.150077686002232],
		[1, 50, 0.00216649417529363, 0.089680351056964]
	])('of %d in %d', (x, n, lower, upper) => {
		const interval = jeffreys(x, n, 0.95);
		expect(interval.lower).toBeCloseTo(lower, 12);
		expect(interval.upper).toBeCloseTo(upper, 12);
	});

	it('keeps the other limit a beta quantile at the ends', () => {
		const all = jeffreys(20, 20, 0.95);
		expect(all.upper).toBe(1);
		expect(all.lower).toBeCloseTo(1 - 0.116638982904875, 12);
		expect(jeffreys(0, 0, 0.95).upper).toBeNull();
	});
});
