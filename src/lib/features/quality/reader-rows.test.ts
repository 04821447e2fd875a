import { describe, expect, it } from 'vitest';
import { binomialLimits } from '#lib/core/statistics/funnel-limits.ts';
import { defaultSuppressionPolicy as policy } from '#lib/core/suppression-policy.ts';
import type { ScoredCell } from './case-cells.ts';
import { readersFinding } from './morning.ts';
import { compareReaders } from './reader-rows.ts';

/** A reader with `n` reviews, `x` of which found a discrepancy. */
function reviewsOf(readerId: string, x: number, n: number): ScoredCell[] {
	const usual = { readerId, modality: 'CT', mode: 'random', level: 'L3', state: 'final', pastDue: 0 };
	return [
		{ ...usual, score: '2a', n: x },
		{ ...usual, score: '1', n: n - x }
	];
}

const codes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id, at) => ({ id, code: `R0${at + 1}` }));
const quiet = ['a', 'b', 'c', 'd', 'e'].flatMap((id) => reviewsOf(id, 10, 300));
const compare = (cells: ScoredCell[], isOneModality = false) =>
	compareReaders(cells, codes, { policy, isOneModality });

describe('readers against the group', () => {
	it('stand in the order of their codes, without those who have no review', () => {
		const rows = compare([...quiet].reverse()).rows;
		expect(rows.map(({ code }) => code)).toEqual(['R01', 'R02', 'R03', 'R04', 'R05']);
	});

	it.each([
		[29, false, null],
		[30, false, 'rate'],
		[99, true, null],
		[100, true, 'rate']
	])('with %i reviews, one modality %s, have %s', (n, isOneModality, expected) => {
		const row = compare([...quiet, ...reviewsOf('f', 5, n)], isOneModality).rows.at(-1);
		expect(row).toMatchObject({ code: 'R06', n });
		expect(row?.rate === null ? null : 'rate').toBe(expected);
	});

	it('give no numerator away where the rate is suppressed', () => {
		const row = compare([...quiet, ...reviewsOf('f', 5, 12)]).rows.at(-1);
		expect(row).toEqual({ readerId: 'f', code: 'R06', n: 12, rate: null, zone: null, expected: null });
	});

	it('are flagged exactly at the action counts of the funnel', () => {
		const n = 300;
		for (const x of [10, 15, 20, 25]) {
			const { group, rows } = compare([...quiet, ...reviewsOf('f', x, n)]);
			const target = group.estimate ?? 0;
			const again = binomialLimits(target, n, 0.025).upperAction ?? Infinity;
			const signal = binomialLimits(target, n, 0.001).upperAction ?? Infinity;
			expect(rows.at(-1)?.zone).toBe(x >= signal ? 'signal' : x >= again ? 'again' : 'within');
		}
	});

	it('are not praised for a low rate', () => {
		expect(compare([...quiet, ...reviewsOf('f', 0, 900)]).rows.at(-1)?.zone).toBe('within');
	});

	it('have no place on a funnel with fewer than one expected event', () => {
		const rare = ['a', 'b', 'c', 'd', 'e'].flatMap((id) => reviewsOf(id, 1, 400));
		expect(compare([...rare, ...reviewsOf('f', 3, 60)]).rows.at(-1)).toMatchObject({
			rate: { n: 60 },
			zone: null
		});
	});

	it('are not compared while fewer than five have reviews', () => {
		const four = compare(['a', 'b', 'c', 'd'].flatMap((id) => reviewsOf(id, 10, 300)));
		expect(four.isComparable).toBe(false);
		expect(four.rows.every(({ zone }) => zone === null)).toBe(true);
	});

	it('are summed up by zone, never ranked', () => {
		const all = compare([...quiet, ...reviewsOf('f', 40, 300), ...reviewsOf('g', 1, 20)]);
		expect(readersFinding(all)).toBe(
			'1 reader at signal, 5 within expected variation, 1 with too few reviews'
		);
		expect(readersFinding(compare(quiet))).toBe('5 readers within expected variation');
		expect(readersFinding(compare([]))).toBe('Nobody has enough reviews to be compared');
	});
});
