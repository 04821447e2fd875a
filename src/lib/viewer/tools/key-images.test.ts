import { expect, it } from 'vitest';
import { KeyImages } from './key-images.svelte.ts';
import type { DisplaySet } from '#lib/viewer/types.ts';

const sets = ['a', 'b'].map((id): DisplaySet => ({
	id,
	studyUid: '',
	seriesUid: id,
	modality: 'CT',
	label: '',
	frames: [],
	presets: [],
	headers: []
}));
const at = (displaySetId: string, position: number) => ({ displaySetId, position });

it('key images stand in the order of the study and are walked round', () => {
	const images = new KeyImages();
	for (const image of [at('b', 3), at('a', 9), at('a', 2)]) images.toggle(image, sets);
	expect(images.all).toEqual([at('a', 2), at('a', 9), at('b', 3)]);
	expect(images.from(at('a', 2), 1, sets)).toEqual(at('a', 9));
	expect(images.from(at('b', 3), 1, sets)).toEqual(at('a', 2));
	expect(images.from(at('a', 2), -1, sets)).toEqual(at('b', 3));
	expect(images.from(at('a', 5), -1, sets)).toEqual(at('a', 2));
});

it('a key image that is marked again is none any longer', () => {
	const images = new KeyImages();
	images.toggle(at('a', 2), sets);
	expect(images.has(at('a', 2))).toBe(true);
	images.toggle(at('a', 2), sets);
	expect(images.all).toEqual([]);
	expect(images.from(at('a', 2), 1, sets)).toBeNull();
});
