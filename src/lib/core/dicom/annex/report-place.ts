import { itemsOf, numbersOf, textOf, type Dataset } from '#lib/core/dicom/dataset.ts';
import type { ImageReference, ShownUid } from './annexes.ts';
import { shapesOf, type DrawnShape } from './drawn.ts';
import { referencesOf } from './references.ts';

/** Patient millimetres. */
export type SpacePoint = readonly [x: number, y: number, z: number];

/** Where an item of a structured report is to be seen: an image, with what is drawn on it, or a place in the patient. */
export type ReportPlace =
	| {
			readonly by: 'image';
			readonly images: readonly ImageReference[];
			readonly shapes: readonly DrawnShape[];
	  }
	| {
			readonly by: 'space';
			/** The one that the images are shown with. */
			readonly frameOfReferenceUid: string;
			readonly kind: 'points' | 'line' | 'ellipse';
			readonly points: readonly SpacePoint[];
	  };

/** The UIDs that things are shown under. */
export type ShownUids = { readonly shownUid: ShownUid; readonly uidFor: (original: string) => string };

const mostPoints = 20_000;

/**
 * The place that an item of value type IMAGE, SCOORD (PS3.3 C.18.6) or SCOORD3D (C.18.9) names; null for all other items, and for what is
 * drawn on images that are not shown.
 */
export function placeOf(item: Dataset, { shownUid, uidFor }: ShownUids): ReportPlace | null {
	const type = textOf(item, 'ValueType');
	if (type === 'IMAGE') return imagePlace(item, [], shownUid);
	if (type === 'SCOORD') {
		const [image] = itemsOf(item, 'ContentSequence').filter(
			(child) => textOf(child, 'ValueType') === 'IMAGE'
		);
		const shapes = shapesOf(item, []);
		return image && shapes.length > 0 ? imagePlace(image, shapes, shownUid) : null;
	}
	return type === 'SCOORD3D' ? spacePlace(item, uidFor) : null;
}

function imagePlace(item: Dataset, shapes: readonly DrawnShape[], shownUid: ShownUid): ReportPlace | null {
	const images = referencesOf(itemsOf(item, 'ReferencedSOPSequence'), shownUid);
	return images.length > 0 ? { by: 'image', images, shapes } : null;
}

function spacePlace(item: Dataset, uidFor: ShownUids['uidFor']): ReportPlace | null {
	const original = textOf(item, 'ReferencedFrameOfReferenceUID');
	const data = numbersOf(item, 'GraphicData').slice(0, 3 * mostPoints);
	const points = Array.from({ length: Math.floor(data.length / 3) }, (_, at): SpacePoint => [
		data[3 * at] ?? 0,
		data[3 * at + 1] ?? 0,
		data[3 * at + 2] ?? 0
	]);
	const [first, second] = points;
	if (original === undefined || !first) return null;
	const frameOfReferenceUid = uidFor(original);
	const place = (kind: 'points' | 'line' | 'ellipse', at = points): ReportPlace => ({
		...{ by: 'space', frameOfReferenceUid },
		...{ kind, points: at }
	});
	switch (textOf(item, 'GraphicType')) {
		case 'POINT':
		case 'MULTIPOINT':
			return place('points');
		case 'POLYLINE':
			return second ? place('line') : null;
		case 'POLYGON':
			// The standard asks for a first and last point that are the same; many leave it out.
			return second ? place('line', [...points, first]) : null;
		case 'ELLIPSE':
			return points.length === 4 ? place('ellipse') : null;
		case 'ELLIPSOID':
			// No plane shows a body: its middle is gone to.
			return second ? place('points', [middleOf(first, second)]) : null;
		default:
			return null;
	}
}

function middleOf([a, b, c]: SpacePoint, [d, e, f]: SpacePoint): SpacePoint {
	return [(a + d) / 2, (b + e) / 2, (c + f) / 2];
}
