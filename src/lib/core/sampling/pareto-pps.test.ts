import { describe, expect, it } from 'vitest';
import { paretoSample } from './pareto-pps.ts';
import { makeTagger, rankCases } from './rank.ts';

const seedHex = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const sized = (sizes: Record<string, number>) => Object.entries(sizes).map(([id, size]) => ({ id, size }));

describe('paretoSample', () => {
	it('takes a certainty first and shares the rest (Rosén 1997)', () => {
		const items = sized({ A: 50, B: 5, C: 4, D: 3, E: 2, F: 1 });
		const { inclusion, selected } = paretoSample(makeTagger(seedHex, 'pps'), items, 3);
		const expected = [1, 10 / 15, 8 / 15, 6 / 15, 4 / 15, 2 / 15].map((pi) => expect.closeTo(pi, 14));
		expect(inclusion).toEqual(expected);
		expect(selected).toEqual(['A', 'C', 'D']);
	});

	it('of equal sizes is the ranked sample', () => {
		const ids = Array.from({ length: 40 }, (_, i) => `id${i}`);
		const tagger = makeTagger(seedHex, 'equal');
		const { selected } = paretoSample(
			tagger,
			ids.map((id) => ({ id, size: 0.1 })),
			7
		);
		expect(selected).toEqual(rankCases(tagger, ids, 7).sort());
	});

	it('never takes size 0 and takes all where more are asked for', () => {
		const items = sized({ A: 1, B: 0, C: 3 });
		const all = paretoSample(makeTagger(seedHex, 'd'), items, 5);
		expect(all).toEqual({ inclusion: [1, 0, 1], selected: ['A', 'C'] });
		expect(paretoSample(makeTagger(seedHex, 'd'), items, 0).selected).toEqual([]);
	});

	it('refuses duplicates and negative sizes', () => {
		const tagger = makeTagger(seedHex, 'd');
		expect(() => paretoSample(tagger, [...sized({ A: 1 }), ...sized({ A: 1 })], 1)).toThrow(RangeError);
		expect(() => paretoSample(tagger, sized({ A: -1 }), 1)).toThrow(RangeError);
	});
});
