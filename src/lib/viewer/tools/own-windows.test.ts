import { expect, it } from 'vitest';
import { ownWindows, takeWindows } from './own-windows.ts';

const stroke = { modality: 'CT', place: 2, name: 'Stroke', center: 32, width: 8 };
const spine = { modality: 'MR', place: 1, name: 'Spine', center: 300, width: 600 };

it('a row stands for each key of the modality, and others are left as they are', () => {
	const rows = ownWindows([stroke, spine], 'CT');
	expect(rows).toHaveLength(6);
	expect(rows[1]).toEqual({ name: 'Stroke', center: 32, width: 8 });
	expect(rows[0]).toEqual({ name: '', center: null, width: null });
	expect(takeWindows([stroke, spine], 'CT', rows)).toEqual([spine, stroke]);
});

it('a window whose name is taken away is none any longer', () => {
	expect(takeWindows([stroke, spine], 'CT', ownWindows([], 'CT'))).toEqual([spine]);
});

it.each([
	['without a width', { name: 'A', center: 1, width: null }],
	['of no width', { name: 'A', center: 1, width: 0.5 }],
	['without a level', { name: 'A', center: null, width: 9 }]
])('a window %s is refused', (_, row) => {
	expect(takeWindows([], 'CT', [row])).toBeNull();
});
