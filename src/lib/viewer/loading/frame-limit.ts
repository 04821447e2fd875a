import { findNumber } from '#lib/viewer/study/dicom-json.ts';
import type { DisplaySet } from '#lib/viewer/types.ts';

/**
 * How many frames of a stack may be fetched into a cache of `budgetBytes`: of the open stack what fits; of the others
 * all when everything fits together, otherwise only the one of the thumbnail.
 */
export function frameLimit(
	displaySets: DisplaySet[],
	stack: number,
	use: { isOpen: boolean; budgetBytes: number }
): number {
	const set = displaySets[stack];
	if (!set) return 0;
	if (use.isOpen) return Math.max(1, Math.floor(use.budgetBytes / frameBytes(set)));
	const allBytes = displaySets.reduce((sum, each) => sum + each.frames.length * frameBytes(each), 0);
	return allBytes <= use.budgetBytes ? set.frames.length : 1;
}

/** Enough to see something at once and to scroll a little while the rest arrives. */
const framesAhead = 5;
/** Part of the cache that is for what was fetched ahead; the rest is the open viewer's. */
export const aheadShare = 0.2;

/** How many frames of each display set are fetched ahead into `budgetBytes`: what is opened first, first; none that do not fit. */
export function aheadLimits(displaySets: DisplaySet[], budgetBytes: number): number[] {
	let leftBytes = budgetBytes;
	return displaySets.map((set) => {
		const limit = Math.min(framesAhead, set.frames.length, Math.floor(leftBytes / frameBytes(set)));
		leftBytes -= limit * frameBytes(set);
		return limit;
	});
}

/** Bytes of one decoded frame. */
export function frameBytes(set: DisplaySet): number {
	const header = set.headers[0]?.metadata;
	if (!header) return 1;
	const pixels = (findNumber(header, '00280010') ?? 512) * (findNumber(header, '00280011') ?? 512);
	const isPalette = header['00280004']?.Value?.[0] === 'PALETTE COLOR';
	const samples = isPalette ? 3 : (findNumber(header, '00280002') ?? 1);
	return pixels * samples * Math.ceil((findNumber(header, '00280100') ?? 16) / 8);
}
