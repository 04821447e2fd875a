import { describe, expect, it } from 'vitest';
import { arrangementOf, lookedAtOf } from './looked-at.ts';

const displaySets = [
	{ id: 't1', studyUid: 'now' },
	{ id: 'flair', studyUid: 'now' },
	{ id: 'old flair', studyUid: 'before' }
];
const [t1, flair, old] = [
	{ displaySetId: 't1' },
	{ displaySetId: 'flair' },
	{ displaySetId: 'old flair', position: 2 }
];

describe('lookedAtOf', () => {
	it.each([
		['the active cell', [t1, flair], 1, flair],
		['the first cell of the current study where the active one shows an earlier one', [old, flair], 0, flair],
		['nothing where no cell shows the current study', [null, old], 1, null]
	])('is %s', (_, cells, active, expected) => {
		expect(lookedAtOf(cells, active, displaySets, ['now'])).toBe(expected);
	});
});

describe('arrangementOf', () => {
	const layout = { rows: 1, columns: 2 } as const;
	const at = { displaySetId: 'flair', position: 7 };

	it.each([
		['leaves the stack at its slice', { displaySetId: 'flair' }, at, 7],
		['takes the place that the protocol asks for', { displaySetId: 'flair', position: 0 }, at, 0],
		['takes no place from another series', { displaySetId: 't1' }, at, undefined],
		['takes none for another plane', { displaySetId: 'flair', plane: 'coronal' as const }, at, undefined],
		[
			'takes none from another plane',
			{ displaySetId: 'flair' },
			{ ...at, plane: 'coronal' as const },
			undefined
		],
		['takes none where nothing was looked at', { displaySetId: 'flair' }, null, undefined]
	])('%s', (_, cell, lookedAt, position) => {
		const { cells } = arrangementOf({ layout, cells: [cell, null] }, lookedAt);
		expect(cells[0]?.position).toBe(position);
		expect(cells[1]).toBeNull();
	});

	it('keeps side by side what the protocol does', () => {
		const cells = [{ displaySetId: 't1' }, { displaySetId: 'flair' }];
		expect(arrangementOf({ layout, cells, isSideBySide: true }).isSideBySide).toBe(true);
		expect(arrangementOf({ layout, cells })).not.toHaveProperty('isSideBySide');
	});
});
