import { describe, expect, it } from 'vitest';
import { differenceNewcombe } from './difference-newcombe.ts';

describe('differenceNewcombe', () => {
	// Newcombe (1998) Stat Med 17:873, table II, method 10.
	it.each([
		[56, 70, 48, 80, 0.2, 0.0524, 0.3339],
		[9, 10, 3, 10, 0.6, 0.1705, 0.809],
		[6, 7, 2, 7, 0.5714, 0.0582, 0.8062],
		[5, 56, 0, 29, 0.0893, -0.0381, 0.1926],
		[0, 10, 0, 20, 0, -0.1611, 0.2775],
		[0, 10, 0, 10, 0, -0.2775, 0.2775],
		[10, 10, 0, 20, 1, 0.6791, 1],
		[10, 10, 0, 10, 1, 0.6075, 1]
	])('of %d/%d and %d/%d', (x1, n1, x2, n2, difference, lower, upper) => {
		const result = differenceNewcombe({ x1, n1, x2, n2 }, 0.95);
		expect(result.difference).toBeCloseTo(difference, 4);
		expect(result.lower).toBeCloseTo(lower, 4);
		expect(result.upper).toBeCloseTo(upper, 4);
	});

	it('says nothing where one side was not observed', () => {
		const nothing = { difference: null, lower: null, upper: null };
		expect(differenceNewcombe({ x1: 0, n1: 0, x2: 1, n2: 5 }, 0.95)).toEqual(nothing);
		expect(differenceNewcombe({ x1: 1, n1: 5, x2: 0, n2: 0 }, 0.95)).toEqual(nothing);
	});
});
