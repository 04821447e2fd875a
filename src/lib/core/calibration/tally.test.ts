import { describe, expect, it } from 'vitest';
import { agreementOf, countsOf } from './tally.ts';

describe('scores of known cases', () => {
	it('are compared with the answer on the order of the scale', () => {
		const { n, exact, withinOne, above, below } = agreementOf([
			{ score: '2b', answer: '2b' },
			{ score: '2a', answer: '2b' },
			{ score: '3b', answer: '2b' },
			{ score: '1', answer: '3b' }
		]);
		expect([n, exact.x, withinOne.x, above.x, below.x]).toEqual([4, 1, 2, 1, 2]);
	});

	it('come with the interval of Wilson', () => {
		const { exact } = agreementOf(
			Array.from({ length: 10 }, (_, at) => ({ score: at < 8 ? '1' : '2a', answer: '1' }) as const)
		);
		// Newcombe (1998), method 3, for 8 of 10.
		expect(exact.lower).toBeCloseTo(0.4902, 4);
		expect(exact.upper).toBeCloseTo(0.9433, 4);
	});

	it('estimate nothing where there is none', () => {
		expect(agreementOf([]).exact).toMatchObject({ x: 0, n: 0, estimate: null });
	});

	it('are counted by score', () => {
		expect(countsOf(['1', '3b', '1'])).toEqual({ '1': 2, '2a': 0, '2b': 0, '3a': 0, '3b': 1 });
	});
});
