import type { ImageReference } from '#lib/core/dicom/annex/annexes.ts';
import type { KeyObjects } from '#lib/core/dicom/annex/key-objects.ts';
import { refersTo } from '#lib/core/dicom/annex/refers-to.ts';
import type { DisplaySet } from '#lib/viewer/types.ts';

/** Where an image stands that somebody set apart. */
export type ImagePlace = { displaySetId: string; position: number };

/** The places of the images that are meant, in the order in which they are named; none for what no display set holds. */
export function placesOf(
	references: readonly ImageReference[],
	displaySets: readonly DisplaySet[]
): ImagePlace[] {
	return references.flatMap((reference) =>
		displaySets.flatMap(({ id, frames }) =>
			frames.flatMap((frame, position) =>
				refersTo([reference], frame) ? [{ displaySetId: id, position }] : []
			)
		)
	);
}

/** The key object selections of a study with the places of their images; those without any are left out. */
export function findKeyImages(
	keyObjects: readonly KeyObjects[],
	displaySets: readonly DisplaySet[]
): (Pick<KeyObjects, 'title' | 'words'> & { places: ImagePlace[] })[] {
	return keyObjects
		.map(({ title, words, images }) => ({ title, words, places: placesOf(images, displaySets) }))
		.filter(({ places }) => places.length > 0);
}
