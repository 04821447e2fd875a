import { findItems, findNumbers } from './dicom-json.ts';
import type { DicomJson } from '#lib/viewer/types.ts';

/** What speaks of all frames: per-frame and shared groups, Number of Frames. */
const ofAllFrames: ReadonlySet<string> = new Set(['52009230', '52009229', '00280008']);

/**
 * The header of one frame (from 1) as if it were an image of its own: the functional groups that are shared, and over them those of the
 * frame (PS3.3 C.7.6.16), stand where a single image has these attributes. What says where pixels lie and is impossible is left out.
 */
export function frameHeader(header: DicomJson, frame: number): DicomJson {
	const groups = [findItems(header, '52009229')[0], findItems(header, '52009230')[frame - 1]];
	const lifted = groups.flatMap((group) =>
		Object.keys(group ?? {}).flatMap((macro) => (group ? findItems(group, macro).slice(0, 1) : []))
	);
	const own = Object.entries(header).filter(([tag]) => !ofAllFrames.has(tag));
	return withoutImpossible(Object.assign(Object.fromEntries(own), ...lifted));
}

/** Spacing that is none, directions that are not at right angles and places that are no numbers would throw, or draw nothing. */
function withoutImpossible(header: DicomJson): DicomJson {
	const spacing = findNumbers(header, '00280030');
	if (spacing.length < 2 || !spacing.every((value) => value > 0)) delete header['00280030'];
	const directions = findNumbers(header, '00200037');
	if (!isOrthonormal(directions)) delete header['00200037'];
	if (findNumbers(header, '00200032').length !== 3) delete header['00200032'];
	// The viewer draws the curve itself; the loader would keep its first letter.
	delete header['00281056'];
	const [width] = findNumbers(header, '00281051');
	if (width === undefined || findNumbers(header, '00281050')[0] === undefined) {
		delete header['00281050'];
		delete header['00281051'];
	}
	return header;
}

function isOrthonormal([a = 0, b = 0, c = 0, d = 0, e = 0, f]: readonly number[]): boolean {
	if (f === undefined) return false;
	const isUnit = [Math.hypot(a, b, c), Math.hypot(d, e, f)].every((length) => Math.abs(length - 1) < 0.01);
	return isUnit && Math.abs(a * d + b * e + c * f) < 0.01;
}
