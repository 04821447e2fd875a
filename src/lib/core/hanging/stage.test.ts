import { describe, expect, it } from 'vitest';
import { openedOn, turnedFor } from './stage.ts';

type Cell = { id: string; align?: 'left' | 'right' } | null;
const cellsOf = (text: string): Cell[] => text.split(' ').map((id) => (id === '-' ? null : { id }));
const told = ({ layout, cells }: { layout: object; cells: readonly Cell[] }) => [
	Object.values(layout).join('×'),
	cells.map((cell) => cell?.id ?? '-').join(' ')
];
const [wide, square, tall, phone] = [
	{ widthPx: 850, heightPx: 750 },
	{ widthPx: 800, heightPx: 900 },
	{ widthPx: 890, heightPx: 2400 },
	{ widthPx: 270, heightPx: 300 }
];

describe('turnedFor', () => {
	it.each([
		['keeps three in a row where there is width', 1, 3, 'a b c', wide, ['1×3', 'a b c']],
		['keeps them on a stage that is nearly square', 1, 3, 'a b c', square, ['1×3', 'a b c']],
		['lays them below each other on one that is tall', 1, 3, 'a b c', tall, ['3×1', 'a b c']],
		['makes rows of columns, so that neighbours stay', 2, 3, 'a b c d e -', tall, ['3×2', 'a d b e c -']],
		['leaves as many rows as columns', 2, 2, 'a b c d', tall, ['2×2', 'a b c d']],
		['leaves more rows than columns', 3, 1, 'a b c', wide, ['3×1', 'a b c']],
		['asks for nothing where the stage has no size yet', 1, 3, 'a b c', null, ['1×3', 'a b c']]
	] as const)('%s', (_, rows, columns, cells, stage, expected) => {
		expect(told(turnedFor({ layout: { rows, columns }, cells: cellsOf(cells) }, stage))).toEqual(expected);
	});

	it('keeps breasts side by side, whose chest walls meet in the middle', () => {
		const breasts = {
			layout: { rows: 1, columns: 2 } as const,
			cells: [
				{ id: 'r', align: 'right' },
				{ id: 'l', align: 'left' }
			]
		};
		expect(turnedFor(breasts, tall)).toBe(breasts);
		const unleaning = { ...breasts, cells: cellsOf('r l'), isSideBySide: true } as const;
		expect(turnedFor(unleaning, tall)).toBe(unleaning);
	});
});

describe('openedOn', () => {
	it.each([
		['the first picture alone on a phone', 1, 3, 'a b c', phone, ['1×1', 'a']],
		['the first there is, where the first cell has none', 2, 2, '- b c d', phone, ['1×1', 'b']],
		['one where cells would be too low', 3, 1, 'a b c', { widthPx: 700, heightPx: 240 }, ['1×1', 'a']],
		['all where there is room', 2, 3, 'a b c d e f', wide, ['2×3', 'a b c d e f']],
		['all, turned, where it is tall', 1, 2, 'a b', tall, ['2×1', 'a b']],
		['all where the stage has no size yet', 1, 3, 'a b c', null, ['1×3', 'a b c']]
	] as const)('is %s', (_, rows, columns, cells, stage, expected) => {
		expect(told(openedOn({ layout: { rows, columns }, cells: cellsOf(cells) }, stage))).toEqual(expected);
	});
});
