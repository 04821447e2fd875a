import { describe, expect, it } from 'vitest';
import { studentQuantile } from './student-quantile.ts';

describe('studentQuantile', () => {
	it('of 0.975 with 11 degrees of freedom is the 2.201 of the tables', () => {
		expect(studentQuantile(0.975, 11)).toBeCloseTo(2.20098516009164, 12);
	});

	it('with one degree of freedom is the Cauchy quantile', () => {
		for (const p of [1e-9, 0.2, 0.7, 0.999]) {
			expect(studentQuantile(p, 1) / Math.tan(Math.PI * (p - 0.5)) - 1).toBeCloseTo(0, 6);
		}
	});

	it('is 0 in the middle', () => expect(studentQuantile(0.5, 3)).toBe(0));
});
