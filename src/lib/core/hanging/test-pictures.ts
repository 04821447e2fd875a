import type { Picture } from './picture.ts';

/** Pictures for tests: of a current study, saying nothing but what is given. */
export function picture(displaySetId: string, modality: string, more: Partial<Picture> = {}): Picture {
	return {
		displaySetId,
		position: null,
		study: 0,
		modality,
		words: [],
		body: [],
		acquired: null,
		view: null,
		side: null,
		images: 1,
		thicknessMm: null,
		bValue: null,
		repetitionTimeMs: null,
		echoTimeMs: null,
		inversionTimeMs: null,
		rowTo: '',
		columnTo: '',
		...more
	};
}
/** A series of 100 axial images with words in its description. */
export const series = (id: string, modality: string, words: string, more: Partial<Picture> = {}) =>
	picture(id, modality, { words: words.split(' '), images: 100, acquired: 'axial', ...more });
/** An image by itself. */
export const alone = (id: string, modality: string, more: Partial<Picture> = {}) =>
	picture(id, modality, { position: 0, ...more });
