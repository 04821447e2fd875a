import { describe, expect, it } from 'vitest';
import { hashText, makeRandom, mixWords, pickWeighted } from './random.ts';

const draws = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);
const mean = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number => {
	const middle = mean(values);
	return mean(values.map((value) => (value - middle) ** 2));
};

describe('the seeded stream', () => {
	it('repeats for the same words and differs for others', () => {
		const stream = (...words: number[]): number[] => draws(8, makeRandom(...words).next);
		expect(stream(1, 2)).toEqual(stream(1, 2));
		expect(stream(1, 2)).not.toEqual(stream(2, 1));
	});

	it('is uniform in [0, 1)', () => {
		const values = draws(20_000, makeRandom(5).next);
		expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
		expect(Math.max(...values)).toBeLessThan(1);
		expect(mean(values)).toBeCloseTo(0.5, 1);
		expect(Math.abs(variance(values) - 1 / 12)).toBeLessThan(0.003);
	});

	it('draws normal deviates', () => {
		const values = draws(20_000, makeRandom(6).normal);
		expect(Math.abs(mean(values))).toBeLessThan(0.03);
		expect(Math.abs(variance(values) - 1)).toBeLessThan(0.05);
	});

	it.each([0.5, 4, 150])('draws Poisson counts of mean %d', (expected) => {
		const random = makeRandom(7);
		const values = draws(8000, () => random.poisson(expected));
		expect(Math.abs(mean(values) - expected)).toBeLessThan(0.06 * expected + 0.02);
		expect(Math.abs(variance(values) - expected)).toBeLessThan(0.12 * expected);
	});

	it('picks by weight and never what weighs nothing', () => {
		const random = makeRandom(8);
		const picked = draws(4000, () => pickWeighted(random, [3, 0, 1]));
		expect(picked).not.toContain(1);
		expect(Math.abs(picked.filter((index) => index === 0).length / 4000 - 0.75)).toBeLessThan(0.03);
	});

	it('mixes words and texts into unlike numbers', () => {
		const mixed = Array.from({ length: 5000 }, (_, at) => mixWords(1, at));
		expect(new Set(mixed).size).toBeGreaterThan(4995);
		expect(hashText('reads')).not.toBe(hashText('read'));
	});
});
