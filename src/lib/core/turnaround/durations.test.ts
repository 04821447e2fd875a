import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '#lib/core/instant.ts';
import { quantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import { makeSketch, sketchQuantileInterval } from '#lib/core/statistics/quantile-sketch.ts';
import { makeDurations, SKETCH_ALPHA } from './durations.ts';

const LEVEL = 0.95;
const ps = [0.5, 0.9, 0.95];
const ms = fc.oneof(
	fc.nat(200),
	fc.integer({ min: 1, max: 100_000_000 }),
	// Longer than the table of buckets goes, and its last values.
	fc.integer({ min: 2 ** 31 - 3, max: 2 ** 33 }),
	fc.constantFrom(60_000, 61_200, 120_000)
);

function durationsOf(values: readonly number[], exactUpTo?: number) {
	const durations = makeDurations(exactUpTo);
	for (const value of values) durations.add(value);
	return durations;
}

describe('durations', () => {
	it('have the quantiles and limits of their sorted values while they are few', () => {
		fc.assert(
			fc.property(fc.array(ms, { maxLength: 300 }), (values) => {
				const minutes = values.map((value) => value / MINUTE_MS);
				const durations = durationsOf(values);
				expect(durations.quantiles(ps, LEVEL)).toEqual(ps.map((p) => quantileInterval(minutes, p, LEVEL)));
				expect(durations.isSketched).toBe(false);
				const counted = durations
					.countedMinutes()
					.flatMap(({ minutes: each, count }) => Array(count).fill(each));
				expect(counted).toEqual(minutes.toSorted((a, b) => a - b));
			})
		);
	});

	it('have those of the sketch of the same minutes when they are many', () => {
		fc.assert(
			fc.property(fc.array(ms, { minLength: 11, maxLength: 200 }), (values) => {
				const minutes = values.map((value) => value / MINUTE_MS);
				const durations = durationsOf(values, 10);
				const sketch = makeSketch(SKETCH_ALPHA, minutes);
				expect(durations.quantiles(ps, LEVEL)).toEqual(
					ps.map((p) => sketchQuantileInterval(sketch, p, LEVEL))
				);
				expect(durations.isSketched).toBe(true);
				expect(durations.meanMinutes()).toBeCloseTo(minutes.reduce((a, b) => a + b) / minutes.length, 3);
				const counted = durations.countedMinutes();
				expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
				const largest = Math.max(...minutes);
				expect(Math.abs((counted.at(-1)?.minutes ?? 0) - largest)).toBeLessThanOrEqual(
					largest * SKETCH_ALPHA * 1.0001
				);
			})
		);
	});

	it('go on from others that stay as they are, whatever was looked up in either before', () => {
		const few = fc.array(ms, { maxLength: 80 });
		fc.assert(
			fc.property(few, few, few, (first, second, third) => {
				const quantilesOf = (values: readonly number[]) => durationsOf(values).quantiles(ps, LEVEL);
				const past = durationsOf(first);
				past.quantiles(ps, LEVEL);
				const [one, other] = [past.fork(), past.fork()];
				for (const value of second) one.add(value);
				expect(one.quantiles(ps, LEVEL)).toEqual(quantilesOf([...first, ...second]));
				const further = one.fork();
				for (const value of third) other.add(value);
				for (const value of third) further.add(value);
				expect(other.quantiles(ps, LEVEL)).toEqual(quantilesOf([...first, ...third]));
				expect(further.quantiles(ps, LEVEL)).toEqual(quantilesOf([...first, ...second, ...third]));
				expect(further.countedMinutes()).toEqual(
					durationsOf([...first, ...second, ...third]).countedMinutes()
				);
				expect(one.quantiles(ps, LEVEL)).toEqual(quantilesOf([...first, ...second]));
				for (const value of third) past.add(value);
				expect(past.quantiles(ps, LEVEL)).toEqual(quantilesOf([...first, ...third]));
			})
		);
	});

	it('of which there are none have no quantile and no mean', () => {
		const none = makeDurations();
		expect(none.quantiles([0.5], LEVEL)).toEqual([quantileInterval([], 0.5, LEVEL)]);
		expect(none.meanMinutes()).toBeNull();
	});
});
