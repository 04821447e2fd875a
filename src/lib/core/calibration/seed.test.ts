import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKnownCaseDue } from './seed.ts';

describe('a known case', () => {
	it.each([
		[{ known: 0, others: 0 }, 0.02, 0.5, false],
		[{ known: 0, others: 24 }, 0.02, 0.5, false],
		[{ known: 0, others: 25 }, 0.02, 0.5, true],
		[{ known: 1, others: 24 }, 0.02, 0.5, false],
		[{ known: 0, others: 1000 }, 0, 0, false]
	])('after %j at a share of %d and a turn of %d is due: %s', (given, share, unit, expected) => {
		expect(isKnownCaseDue(given, share, unit)).toBe(expected);
	});

	it('comes as often as the share says, over time', () => {
		const units = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
			minLength: 50,
			maxLength: 50
		});
		fc.assert(
			fc.property(fc.double({ min: 0.01, max: 0.2, noNaN: true }), units, (share, turns) => {
				let known = 0;
				for (let others = 1; others <= 200; others++) {
					if (isKnownCaseDue({ known, others }, share, turns[known] ?? 0)) known += 1;
				}
				const expected = (known + 200) * share;
				expect(known).toBeGreaterThan(expected - 1.01);
				expect(known).toBeLessThanOrEqual(expected + 1);
			})
		);
	});
});
