import { itemsOf, numbersOf, textOf, type Dataset } from '#lib/core/dicom/dataset.ts';
import type { ImageReference, ShownUid } from './annexes.ts';

/** The images that the items of a sequence name and that are shown; frames of one image in several items are put together. */
export function referencesOf(items: readonly Dataset[], shownUid: ShownUid): ImageReference[] {
	const found = new Map<string, Set<number>>();
	for (const item of items) {
		const original = textOf(item, 'ReferencedSOPInstanceUID');
		const uid = original === undefined ? null : shownUid(original);
		if (uid === null) continue;
		const frames = found.get(uid);
		const named = numbersOf(item, 'ReferencedFrameNumber').filter((frame) => frame >= 1);
		// All frames are named by naming none.
		const isAll = named.length === 0 || frames?.size === 0;
		found.set(uid, isAll ? new Set() : new Set([...(frames ?? []), ...named]));
	}
	return [...found].map(([sopInstanceUid, frames]) => ({ sopInstanceUid, frames: [...frames] }));
}

/** The images below series, as evidence and presentation states list them. */
export function referencesInSeries(series: readonly Dataset[], shownUid: ShownUid): ImageReference[] {
	const items = series.flatMap((each) => [
		...itemsOf(each, 'ReferencedSOPSequence'),
		...itemsOf(each, 'ReferencedImageSequence')
	]);
	return referencesOf(items, shownUid);
}
