import { expect, it } from 'vitest';
import { highestPeak } from './highest-peak.ts';

const search = { low: -10, high: 10, steps: 20 };

it('finds the higher of two peaks', () => {
	const at = (u: number) => ({
		value: Math.exp(-((u + 3.2) ** 2)) + 2 * Math.exp(-((u - 4.7) ** 2)),
		slope: -2 * (u + 3.2) * Math.exp(-((u + 3.2) ** 2)) - 4 * (u - 4.7) * Math.exp(-((u - 4.7) ** 2))
	});
	expect(highestPeak({ at, ...search })).toBeCloseTo(4.7, 12);
});

it('takes an end that is higher than any peak', () => {
	expect(highestPeak({ at: (u) => ({ value: u, slope: 1 }), ...search })).toBe(10);
	expect(highestPeak({ at: (u) => ({ value: -u, slope: -1 }), ...search })).toBe(-10);
});
