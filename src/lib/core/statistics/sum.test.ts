import { expect, it } from 'vitest';
import { sum, sumOf } from './sum.ts';

it('sums what rounding would lose', () => {
	expect(sum([1, 1e100, 1, -1e100])).toBe(2);
	expect(sum(Array<number>(10).fill(0.1))).toBe(1);
	expect(sum([])).toBe(0);
	expect(sumOf([{ n: 2 }, { n: 3 }], ({ n }) => n)).toBe(5);
});
