import { expect, it } from 'vitest';
import { findKeyImages } from './key-objects.ts';
import type { DisplaySet } from '#lib/viewer/types.ts';

const set = (id: string, frames: [sopInstanceUid: string, frameNumber: number][]): DisplaySet => ({
	id,
	studyUid: '1',
	seriesUid: id,
	modality: 'CT',
	label: '',
	frames: frames.map(([sopInstanceUid, frameNumber]) => ({ imageId: '', sopInstanceUid, frameNumber })),
	presets: [],
	headers: []
});
const sets = [
	set('a', [
		['1', 1],
		['2', 1]
	]),
	set('b', [
		['3', 1],
		['3', 2],
		['3', 3]
	])
];

it('finds key images in the order in which they are named, and all frames of an image of which none is named', () => {
	const images = [
		{ sopInstanceUid: '3', frames: [3] },
		{ sopInstanceUid: '2', frames: [] },
		{ sopInstanceUid: '9', frames: [] }
	];
	const found = findKeyImages(
		[
			{ title: '113000', words: 'ball', images },
			{ title: null, words: '', images: [{ sopInstanceUid: '9', frames: [] }] }
		],
		sets
	);
	expect(found).toEqual([
		{
			title: '113000',
			words: 'ball',
			places: [
				{ displaySetId: 'b', position: 2 },
				{ displaySetId: 'a', position: 1 }
			]
		}
	]);
	const whole = findKeyImages(
		[{ title: null, words: '', images: [{ sopInstanceUid: '3', frames: [] }] }],
		sets
	);
	expect(whole[0]?.places.map(({ position }) => position)).toEqual([0, 1, 2]);
});
