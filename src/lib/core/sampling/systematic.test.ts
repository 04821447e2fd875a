import { describe, expect, it } from 'vitest';
import { systematicSample } from './systematic.ts';

describe('systematicSample', () => {
	it('steps by N/k from u', () => {
		expect(systematicSample(10, 3, 0.37)).toEqual([1, 4, 7]);
		expect(systematicSample(10, 0, 0.37)).toEqual([]);
		expect(systematicSample(4, 4, 0.999)).toEqual([0, 1, 2, 3]);
	});

	it('refuses more than there are and a start outside [0, 1)', () => {
		expect(() => systematicSample(2, 3, 0)).toThrow(RangeError);
		expect(() => systematicSample(3, 1, 1)).toThrow(RangeError);
	});
});
