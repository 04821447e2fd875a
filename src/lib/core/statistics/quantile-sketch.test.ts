import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantileInterval } from './quantile-interval.ts';
import {
	makeSketch,
	mergeSketches,
	sketchQuantile,
	sketchQuantileInterval,
	sketchSize
} from './quantile-sketch.ts';
import { quantile } from './quantile.ts';

const alpha = 0.01;
const minutes = fc.array(
	fc.oneof(
		fc.constant(0),
		fc.double({ min: 0, max: 1e6, noNaN: true }).map((x) => (x < 1e-9 ? 0 : x))
	),
	{
		maxLength: 60
	}
);
const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe('a quantile sketch', () => {
	it('gives every quantile within its relative error', () => {
		fc.assert(
			fc.property(minutes, probability, (values, p) => {
				const exact = quantile(values, p);
				const estimate = sketchQuantile(makeSketch(alpha, values), p);
				if (exact === null || estimate === null) expect([exact, estimate]).toEqual([null, null]);
				else expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(alpha * exact * (1 + 1e-9) + 1e-300);
			}),
			{ seed: 1 }
		);
	});

	it('is the same however its values are divided and in whatever order the parts are added', () => {
		fc.assert(
			fc.property(fc.array(minutes, { maxLength: 5 }), (parts) => {
				const sketches = parts.map((values) => makeSketch(alpha, values));
				const whole = makeSketch(alpha, parts.flat());
				expect(mergeSketches(alpha, sketches)).toEqual(whole);
				expect(mergeSketches(alpha, sketches.toReversed())).toEqual(whole);
				expect(sketchSize(whole)).toBe(parts.flat().length);
			}),
			{ seed: 1 }
		);
	});

	it('has limits at the ranks of the exact interval, within its relative error', () => {
		const values = Array.from({ length: 500 }, (_, at) => 5 + ((at * 7919) % 500) ** 1.3);
		const exact = quantileInterval(values, 0.9, 0.95);
		const interval = sketchQuantileInterval(makeSketch(alpha, values), 0.9, 0.95);
		expect(interval).toMatchObject({
			n: 500,
			lowerRank: exact.lowerRank,
			upperRank: exact.upperRank,
			coverage: exact.coverage
		});
		for (const key of ['estimate', 'lower', 'upper'] as const)
			expect(Math.abs((interval[key] ?? 0) / (exact[key] ?? 1) - 1)).toBeLessThanOrEqual(alpha);
		expect(sketchQuantileInterval(makeSketch(alpha, [3, 4]), 0.9, 0.95)).toMatchObject({
			lowerRank: 1,
			upper: null
		});
	});

	it('knows nothing of nothing, and survives being stored', () => {
		expect(sketchQuantile(makeSketch(alpha, []), 0.5)).toBeNull();
		const sketch = makeSketch(alpha, [0, 0, 12, 90.5]);
		expect(JSON.parse(JSON.stringify(sketch))).toEqual(sketch);
		expect(sketchQuantile(sketch, 0)).toBe(0);
	});

	it('refuses a negative duration and parts of another accuracy', () => {
		expect(() => makeSketch(alpha, [-1])).toThrow(RangeError);
		expect(() => mergeSketches(alpha, [makeSketch(0.02, [1])])).toThrow(RangeError);
	});
});
