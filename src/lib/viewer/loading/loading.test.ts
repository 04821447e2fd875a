import { describe, expect, it } from 'vitest';
import { aheadLimits, frameBytes, frameLimit } from './frame-limit.ts';
import { loadOrder } from './load-order.ts';
import { readyRanges } from './ready-ranges.ts';
import type { DisplaySet } from '#lib/viewer/types.ts';

describe('loadOrder', () => {
	it.each([
		['outward from the middle', [5, 2, 9], [2, 3, 1, 4, 0]],
		['on from an edge', [4, 0, 9], [0, 1, 2, 3]],
		['back from the other edge', [4, 3, 9], [3, 2, 1, 0]],
		['no more than the limit', [9, 4, 2], [4, 5]],
		['nothing of nothing', [0, 0, 9], []]
	] as const)('goes %s', (_, [total, from, limit], order) => {
		expect(loadOrder(total, from, limit)).toEqual(order);
	});
});

describe('readyRanges', () => {
	it('joins neighbours into one range', () => {
		expect(readyRanges([true, true, false, true])).toEqual([
			{ from: 0, to: 0.5 },
			{ from: 0.75, to: 1 }
		]);
	});

	it('is empty when nothing is ready', () => {
		expect(readyRanges([false, false])).toEqual([]);
	});
});

describe('frameLimit', () => {
	const set = (count: number, header: DisplaySet['headers'][number]['metadata']): DisplaySet => ({
		id: `${count}`,
		studyUid: '1',
		seriesUid: '1',
		modality: 'CT',
		label: '',
		frames: Array.from({ length: count }, (_, at) => ({
			imageId: `${at}`,
			sopInstanceUid: `${at}`,
			frameNumber: 1
		})),
		presets: [],
		headers: [{ imageId: '0', metadata: header }]
	});
	const ct = {
		'00280010': { vr: 'US', Value: [512] },
		'00280011': { vr: 'US', Value: [512] },
		'00280100': { vr: 'US', Value: [16] }
	};
	const megabyte = 2 ** 20;

	it('counts bytes by bits allocated and samples, three for a palette', () => {
		expect(frameBytes(set(1, ct))).toBe(megabyte / 2);
		const palette = {
			...ct,
			'00280100': { vr: 'US', Value: [8] },
			'00280004': { vr: 'CS', Value: ['PALETTE COLOR'] }
		};
		expect(frameBytes(set(1, palette))).toBe(3 * 512 * 512);
	});

	it.each([
		['all of a stack that fits', 20, { isOpen: true, budgetBytes: 100 * megabyte }, 200],
		['what fits of the open stack', 100, { isOpen: true, budgetBytes: 10 * megabyte }, 20],
		['at least the one on the screen', 100, { isOpen: true, budgetBytes: 1 }, 1],
		['all of the others when everything fits', 20, { isOpen: false, budgetBytes: 100 * megabyte }, 20],
		['only the thumbnail of the others otherwise', 100, { isOpen: false, budgetBytes: 10 * megabyte }, 1]
	])('allows %s', (_, count, use, limit) => {
		expect(frameLimit([set(count, ct)], 0, use)).toBe(limit);
	});

	it.each([
		['five of each', [[9, 100], 100], [5, 5]],
		['no more than there are', [[2, 3], 100], [2, 3]],
		['what fits of the study that comes first, and of the next what is left', [[9, 100], 3], [5, 1]],
		['nothing that is larger than the memory', [[9, 9], 0.4], [0, 0]]
	] as const)('lets be fetched ahead %s', (_, [counts, megabytes], limits) => {
		const sets = counts.map((count) => set(count, ct));
		expect(aheadLimits(sets, megabytes * megabyte)).toEqual(limits);
	});
});
