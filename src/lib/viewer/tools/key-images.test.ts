import { expect, it } from 'vitest';
import { imagesMarked, KeyImages, type KeyImage } from './key-images.svelte.ts';
import type { DisplaySet, Mark } from '#lib/viewer/types.ts';

const sets = ['a', 'b'].map((id): DisplaySet => ({
	id,
	studyUid: '',
	seriesUid: id,
	modality: 'CT',
	label: '',
	frames: [1, 2, 3].map((frameNumber) => ({ imageId: '', sopInstanceUid: id, frameNumber })),
	presets: [],
	headers: []
}));
const at = (displaySetId: string, position: number) => ({ displaySetId, position });
const open = (kept: readonly KeyImage[] = []) =>
	new KeyImages(
		() => kept,
		() => sets
	);

it('key images stand in the order of the study and are walked round', () => {
	const images = open();
	for (const image of [at('b', 3), at('a', 9), at('a', 2)]) images.toggle(image);
	expect(images.all).toEqual([at('a', 2), at('a', 9), at('b', 3)]);
	expect(images.from(at('a', 2), 1)).toEqual(at('a', 9));
	expect(images.from(at('b', 3), 1)).toEqual(at('a', 2));
	expect(images.from(at('a', 2), -1)).toEqual(at('b', 3));
	expect(images.from(at('a', 5), -1)).toEqual(at('a', 2));
});

it('a key image that is marked again is none any longer', () => {
	const images = open();
	images.toggle(at('a', 2));
	expect(images.has(at('a', 2))).toBe(true);
	images.toggle(at('a', 2));
	expect(images.all).toEqual([]);
	expect(images.from(at('a', 2), 1)).toBeNull();
});

it('those that are kept stand among the own ones, once, and nobody takes them away who can only see them', () => {
	const images = open([at('a', 5)]);
	for (const image of [at('b', 1), at('a', 5)]) images.toggle(image);
	expect(images.all).toEqual([at('a', 5), at('b', 1)]);
	images.toggle(at('a', 5));
	expect(images.has(at('a', 5))).toBe(true);
	expect(images.isKept(at('b', 1))).toBe(false);
});

it('marks of whole images are found by instance and frame, those of a kind alone', () => {
	const mark = (kind: Mark['kind'], sopInstanceUid: string, frameNumber: number): Mark => ({
		id: `${kind} ${sopInstanceUid} ${frameNumber}`,
		kind,
		sopInstanceUid,
		frameNumber,
		frameOfReferenceUid: '',
		points: [],
		pointsPx: [],
		label: ''
	});
	const marks = [mark('key', 'b', 1), mark('key', 'a', 3), mark('quality', 'a', 1), mark('key', 'c', 1)];
	expect(imagesMarked(marks, 'key', sets)).toEqual([at('a', 2), at('b', 0)]);
	expect(imagesMarked(marks, 'quality', sets)).toEqual([at('a', 0)]);
});
