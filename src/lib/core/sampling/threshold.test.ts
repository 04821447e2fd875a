import { describe, expect, it } from 'vitest';
import { makeTagger } from './rank.ts';
import { thresholdSample } from './threshold.ts';

const seedHex = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const tagger = makeTagger(seedHex, '2026-Q1');
const withRate = (pi: number) =>
	Array.from({ length: 12 }, (_, i) => ({ id: `ACC-${String(i + 1).padStart(4, '0')}`, pi }));

describe('thresholdSample', () => {
	it('keeps what falls below its probability, in input order', () => {
		const { u, selected } = thresholdSample(tagger, withRate(0.25));
		expect(selected).toEqual(['ACC-0008', 'ACC-0011', 'ACC-0012']);
		expect(u[0]).toBeCloseTo(0.506622746007469, 14);
		expect(u[10]).toBeCloseTo(0.0796681336840468, 14);
	});

	it('never takes at 0, always at 1, and only adds when a rate rises', () => {
		expect(thresholdSample(tagger, withRate(0)).selected).toEqual([]);
		expect(thresholdSample(tagger, withRate(1)).selected).toHaveLength(12);
		const [less, more] = [thresholdSample(tagger, withRate(0.3)), thresholdSample(tagger, withRate(0.5))];
		expect(more.selected).toEqual(expect.arrayContaining(less.selected));
	});

	it('refuses what is no probability', () => {
		expect(() => thresholdSample(tagger, [{ id: 'a', pi: 1.01 }])).toThrow(RangeError);
	});
});
