import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { sha256Hex } from './hmac.ts';
import { makeTagger, rankCases } from './rank.ts';

const seedHex = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const ids = Array.from({ length: 12 }, (_, i) => `ACC-${String(i + 1).padStart(4, '0')}`);
const tagger = makeTagger(seedHex, '2026-Q1');

describe('rankCases', () => {
	it('takes the four lowest tags of twelve, in rank order', () => {
		expect(rankCases(tagger, ids, 4)).toEqual(['ACC-0011', 'ACC-0008', 'ACC-0012', 'ACC-0007']);
	});

	it('takes none, or all where more are asked for than there are', () => {
		expect(rankCases(tagger, ids, 0)).toEqual([]);
		expect(rankCases(tagger, [], 3)).toEqual([]);
		expect(rankCases(tagger, ids, 99)).toHaveLength(12);
		expect(rankCases(tagger, ids, 99).slice(0, 4)).toEqual(rankCases(tagger, ids, 4));
	});

	it('refuses duplicate ids and numbers of cases that are none', () => {
		expect(() => rankCases(tagger, ['a', 'a', 'b'], 1)).toThrow(RangeError);
		expect(() => rankCases(tagger, ['b', 'a', 'b'], 0)).toThrow(RangeError);
		expect(() => rankCases(tagger, ids, -1)).toThrow(RangeError);
		expect(() => rankCases(tagger, ids, 1.5)).toThrow(RangeError);
	});

	it('takes the same cases whatever their order', () => {
		const shuffled = fc.shuffledSubarray(ids, { minLength: ids.length });
		fc.assert(
			fc.property(shuffled, fc.nat(12), (order, k) => {
				expect(rankCases(tagger, order, k)).toEqual(rankCases(tagger, ids, k));
			})
		);
	});

	it('breaks a tie of the leading digits by the whole tag, then by id', () => {
		const tags = new Map([
			['d:a', 'f'.repeat(64)],
			['d:b', `${'0'.repeat(13)}2${'0'.repeat(50)}`],
			['d:c', `${'0'.repeat(13)}1${'0'.repeat(50)}`],
			['d:e', `${'0'.repeat(13)}1${'0'.repeat(50)}`]
		]);
		const tied = { drawId: 'd', hmac: (message: string) => tags.get(message) ?? '' };
		expect(rankCases(tied, ['a', 'b', 'e', 'c'], 2)).toEqual(['c', 'e']);
		expect(rankCases(tied, ['a', 'b', 'e', 'c'], 3)).toEqual(['c', 'e', 'b']);
	});

	it('gives every case the same chance', () => {
		// 1,000 draws of 8 from 80: chi-square with 79 degrees of freedom, within its 1e-6 tails.
		const cases = Array.from({ length: 80 }, (_, i) => `C-${String(i).padStart(2, '0')}`);
		const counts = new Map(cases.map((id) => [id, 0]));
		for (let run = 0; run < 1000; run++) {
			const drawn = rankCases(makeTagger(sha256Hex(`EX:${run}`), 'EX'), cases, 8);
			for (const id of drawn) counts.set(id, (counts.get(id) ?? 0) + 1);
		}
		const squares = [...counts.values()].reduce((sum, count) => sum + (count - 100) ** 2, 0);
		const chiSquare = ((squares / (1000 * 0.1 * 0.9)) * 79) / 80;
		expect(chiSquare).toBeGreaterThan(32.9);
		expect(chiSquare).toBeLessThan(153.7);
	});
});
