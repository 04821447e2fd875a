import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { suppressLines } from './suppress-lines.ts';

const hiddenOf = (counts: Record<string, number>, lines: string[][], minimum = 30): string[] =>
	[...suppressLines(new Map(Object.entries(counts)), lines, minimum)].sort();

describe('suppression over lines', () => {
	it.each<{ name: string; counts: Record<string, number>; hidden: string[] }>([
		{ name: 'hides nothing where all are large', counts: { a: 40, b: 50, all: 90 }, hidden: [] },
		{
			name: 'hides the next smallest beside a small one, which the total would give away',
			counts: { a: 5, b: 40, c: 60, all: 105 },
			hidden: ['a', 'b']
		},
		{ name: 'leaves a count of zero alone', counts: { a: 0, b: 40, all: 40 }, hidden: [] },
		{ name: 'hides an only part together with its total', counts: { a: 5, all: 5 }, hidden: ['a', 'all'] },
		{
			name: 'needs no further one where two are hidden anyway',
			counts: { a: 5, b: 6, c: 60, all: 71 },
			hidden: ['a', 'b']
		}
	])('$name', ({ counts, hidden }) => {
		expect(hiddenOf(counts, [['a', 'b', 'c', 'all']])).toEqual(hidden);
	});

	const lines = [
		['ct', 'mr', 'xr', 'all'],
		['mr head', 'mr spine', 'mr']
	];

	it('takes beside a small one what costs nothing further, though it be larger', () => {
		const counts = { ct: 10, mr: 62, xr: 90, all: 162, 'mr head': 31, 'mr spine': 31 };
		expect(hiddenOf(counts, lines)).toEqual(['ct', 'xr']);
	});

	it('hides parts in another table as well, where a whole that is hidden would follow from them', () => {
		const counts = { ct: 10, mr: 62, all: 72, 'mr head': 31, 'mr spine': 31 };
		expect(hiddenOf(counts, lines)).toEqual(['all', 'ct']);
		const small = { ct: 10, mr: 62, 'mr head': 31, 'mr spine': 31 };
		expect(hiddenOf(small, [['ct', 'mr'], ...lines.slice(1)])).toEqual(['ct', 'mr', 'mr head']);
	});

	it('passes over keys that are no counts', () => {
		expect(hiddenOf({ a: 5, b: 50 }, [['a', 'b', 'nobody']])).toEqual(['a', 'b']);
	});

	it('leaves no line with exactly one hidden count, and no small count in sight', () => {
		const table = fc.array(fc.array(fc.nat(60), { minLength: 3, maxLength: 3 }), {
			minLength: 1,
			maxLength: 6
		});
		fc.assert(
			fc.property(table, (parts) => {
				const counts = new Map<string, number>();
				const sum = (values: readonly number[]): number => values.reduce((all, n) => all + n, 0);
				for (const [r, row] of parts.entries()) {
					for (const [c, n] of row.entries()) counts.set(`${r} ${c}`, n);
					counts.set(`${r} all`, sum(row));
				}
				for (const c of [0, 1, 2]) counts.set(`all ${c}`, sum(parts.map((row) => row[c] ?? 0)));
				counts.set('all all', sum(parts.flat()));
				const heads = [...parts.keys().map(String), 'all'];
				const lines = [
					...heads.map((r) => [0, 1, 2, 'all'].map((c) => `${r} ${c}`)),
					...[0, 1, 2, 'all'].map((c) => heads.map((r) => `${r} ${c}`))
				];
				const hidden = suppressLines(counts, lines, 30);
				for (const [key, n] of counts) if (n > 0 && n < 30) expect(hidden.has(key)).toBe(true);
				for (const line of lines) {
					const counted = line.filter((key) => (counts.get(key) ?? 0) > 0);
					if (counted.length > 1) expect(counted.filter((key) => hidden.has(key)).length).not.toBe(1);
				}
			})
		);
	});
});
