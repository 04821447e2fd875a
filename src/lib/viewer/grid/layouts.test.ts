import { describe, expect, it } from 'vitest';
import type { DisplaySet } from '#lib/viewer/types.ts';
import { cellCount, fillEmpty, layoutName, layouts, mostCells } from './layouts.ts';

function aSet(id: string, count: number): DisplaySet {
	const frames = Array.from({ length: count }, (_, at) => ({
		imageId: `${id}${at}`,
		sopInstanceUid: '',
		frameNumber: 1
	}));
	return { id, studyUid: '', seriesUid: '', modality: 'CT', label: '', frames, presets: [], headers: [] };
}

describe('empty cells', () => {
	const sets = [aSet('scout', 1), aSet('a', 40), aSet('report', 0), aSet('b', 30)];

	it.each([
		[
			['a', null],
			[null, 'b']
		],
		[
			['a', null, null],
			[null, 'b', 'scout']
		],
		[
			['a', 'b', null, null],
			[null, null, 'scout', null]
		],
		[[null], ['a']]
	])('%o take %o', (shown, filled) => {
		expect(fillEmpty(shown, sets)).toEqual(filled);
	});
});

it('the layouts on offer differ and fit the grid', () => {
	expect(new Set(layouts.map(layoutName)).size).toBe(layouts.length);
	for (const layout of layouts) expect(cellCount(layout)).toBeLessThanOrEqual(mostCells);
});
