import { describe, expect, it } from 'vitest';
import { clopperPearson } from './clopper-pearson.ts';

describe('clopperPearson', () => {
	// Newcombe (1998) Stat Med 17:857, table I, method 5.
	it.each([
		[81, 263, 0.252736745585271, 0.367621922601351],
		[15, 148, 0.0578440100834486, 0.161650490349479],
		[0, 20, 0, 0.168433470983085],
		[1, 29, 0.000872646883579923, 0.177644295488723]
	])('of %d in %d', (x, n, lower, upper) => {
		const interval = clopperPearson(x, n, 0.95);
		expect(interval.lower).toBeCloseTo(lower, 12);
		expect(interval.upper).toBeCloseTo(upper, 12);
	});

	it('ends at 1 where everything happened and says nothing without observations', () => {
		expect(clopperPearson(9, 9, 0.95).upper).toBe(1);
		expect(clopperPearson(0, 0, 0.95)).toEqual({ estimate: null, lower: null, upper: null });
		expect(() => clopperPearson(3, 2, 0.95)).toThrow(RangeError);
	});
});
