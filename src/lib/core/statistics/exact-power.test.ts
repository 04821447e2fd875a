import { describe, expect, it } from 'vitest';
import { exactPower } from './exact-power.ts';

describe('exactPower', () => {
	it('of 200 reviews for 1 against 2 % is 21 % (Chernick & Liu 2002)', () => {
		const result = exactPower({ p0: 0.01, p1: 0.02, n: 200, alpha: 0.05 });
		expect(result.critical).toBe(6);
		expect(result.size).toBeCloseTo(0.0160229069091775, 13);
		expect(result.power).toBeCloseTo(0.213277534297334, 13);
	});

	it('is 0 where no count is extreme', () => {
		expect(exactPower({ p0: 0.5, p1: 0.9, n: 2, alpha: 0.05 })).toEqual({
			critical: null,
			size: 0,
			power: 0
		});
	});
});
