import { describe, expect, it } from 'vitest';
import { quantileInterval } from './quantile-interval.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('quantileInterval', () => {
	// Published ranks for the median: Conover, table A3; coverage from the binomial distribution.
	it.each([
		[6, 3.5, 1, 6, 0.96875],
		[10, 5.5, 2, 9, 0.978515625],
		[20, 10.5, 6, 15, 0.958610534667969],
		[25, 13, 8, 18, 0.956714749336243],
		[100, 50.5, 40, 61, 0.964799799782295]
	])('of the median of %d values', (n, estimate, lowerRank, upperRank, coverage) => {
		const interval = quantileInterval(upTo(n), 0.5, 0.95);
		expect(interval).toMatchObject({ n, estimate, lowerRank, upperRank, lower: lowerRank, upper: upperRank });
		expect(interval.coverage).toBeCloseTo(coverage, 12);
	});

	it('has no limits for the median of five', () => {
		const interval = quantileInterval([33, 5, 20, 9, 14], 0.5, 0.95);
		expect(interval).toMatchObject({ estimate: 14, lower: null, upper: null, coverage: 1 });
	});

	it('has no upper limit for the P90 of twenty', () => {
		const interval = quantileInterval(
			upTo(20).map((i) => 10 * i),
			0.9,
			0.95
		);
		expect(interval).toMatchObject({ lower: 150, lowerRank: 15, upper: null, upperRank: null });
		expect(interval.coverage).toBeCloseTo(0.988746865835491, 12);
	});

	it('first has both limits of a P90 at 36 values', () => {
		expect(quantileInterval(upTo(35), 0.9, 0.95).upper).toBeNull();
		expect(quantileInterval(upTo(36), 0.9, 0.95).upper).not.toBeNull();
	});

	it('says nothing without values', () => {
		expect(quantileInterval([null], 0.5, 0.95)).toMatchObject({ n: 0, estimate: null, coverage: null });
	});
});
