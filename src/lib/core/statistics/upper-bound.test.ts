import { describe, expect, it } from 'vitest';
import { upperBound } from './upper-bound.ts';

describe('upperBound', () => {
	it.each([14, 50, 100, 300])('without events in %d is 1 - 0.05^(1/n) (Hanley & Lippman-Hand 1983)', (n) => {
		expect(upperBound(0, n, 0.95)).toBeCloseTo(1 - 0.05 ** (1 / n), 13);
	});

	it('is 1 where everything happened and null without observations', () => {
		expect(upperBound(4, 4, 0.95)).toBe(1);
		expect(upperBound(0, 0, 0.95)).toBeNull();
	});
});
