import { expect, it } from 'vitest';
import { continuedFraction } from './continued-fraction.ts';

it('finds the golden ratio', () => {
	expect(continuedFraction(1, () => ({ a: 1, b: 1 }))).toBeCloseTo((1 + Math.sqrt(5)) / 2, 13);
});

it('says so where nothing converges', () => {
	expect(() => continuedFraction(0, (step) => ({ a: step % 2 === 0 ? 1 : 2, b: 0 }))).toThrow('converge');
});
