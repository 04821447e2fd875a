import { itemsOf, numbersOf, textOf, type Dataset } from '#lib/core/dicom/dataset.ts';
import type { ImageReference } from './annexes.ts';

/** Column and row; the centre of the top left pixel is 0, 0. Or parts of the displayed area from 0 to 1. */
export type DrawnPoint = readonly [column: number, row: number];

export type DrawnUnits = 'pixels' | 'display';

/** A line over images. Empty `images` mean all of those that the whole drawing is about. */
export type DrawnShape = {
	readonly images: readonly ImageReference[];
	readonly units: DrawnUnits;
	readonly kind: 'points' | 'line' | 'curve' | 'circle' | 'ellipse';
	readonly points: readonly DrawnPoint[];
};

/** Words over images, and what of the image they are about where they stand elsewhere. */
export type DrawnText = {
	readonly images: readonly ImageReference[];
	readonly text: string;
	readonly units: DrawnUnits;
	readonly at: DrawnPoint;
	readonly pointsTo: { readonly units: DrawnUnits; readonly at: DrawnPoint } | null;
};

const mostPoints = 20_000;

const kinds: Readonly<Record<string, DrawnShape['kind']>> = {
	POINT: 'points',
	MULTIPOINT: 'points',
	POLYLINE: 'line',
	INTERPOLATED: 'curve',
	CIRCLE: 'circle',
	ELLIPSE: 'ellipse'
};
const least: Readonly<Record<DrawnShape['kind'], number>> = {
	points: 1,
	line: 2,
	curve: 2,
	circle: 2,
	ellipse: 4
};

/** The line of a graphic object (PS3.3 C.10.5) or of spatial coordinates (C.18.6); none where it is broken. */
export function shapesOf(item: Dataset, images: readonly ImageReference[]): DrawnShape[] {
	const kind = kinds[textOf(item, 'GraphicType') ?? ''];
	const units = unitsOf(item, 'GraphicAnnotationUnits');
	const data = numbersOf(item, 'GraphicData').slice(0, 2 * mostPoints);
	const points = pairsOf(data).map((point) => shifted(point, units));
	return kind && points.length >= least[kind] ? [{ images, units, kind, points }] : [];
}

/** The words of the text objects of an annotation (PS3.3 C.10.5), each through `clean`; what is left without words is left out. */
export function drawnTextsOf(
	annotation: Dataset,
	images: readonly ImageReference[],
	clean: (text: string) => string
): DrawnText[] {
	return itemsOf(annotation, 'TextObjectSequence').flatMap((item): DrawnText[] => {
		const text = clean((textOf(item, 'UnformattedTextValue') ?? '').replace(/\r\n?/g, '\n')).trim();
		if (text === '') return [];
		const boxUnits = unitsOf(item, 'BoundingBoxAnnotationUnits');
		const anchorUnits = unitsOf(item, 'AnchorPointAnnotationUnits');
		const [corner] = pairsOf(numbersOf(item, 'BoundingBoxTopLeftHandCorner'));
		const [anchor] = pairsOf(numbersOf(item, 'AnchorPoint'));
		const hasLine = textOf(item, 'AnchorPointVisibility') === 'Y';
		const aim = anchor ? { units: anchorUnits, at: shifted(anchor, anchorUnits) } : null;
		if (corner) {
			const at = shifted(corner, boxUnits);
			return [{ images, text, units: boxUnits, at, pointsTo: hasLine ? aim : null }];
		}
		// The standard asks for one of the two; words without a place are still words about the image.
		return [{ images, text, ...(aim ?? { units: 'display', at: [0, 0] }), pointsTo: null }];
	});
}

/** Numbers in twos. */
export function pairsOf(data: readonly number[]): DrawnPoint[] {
	return Array.from({ length: data.length >> 1 }, (_, at) => [data[2 * at] ?? 0, data[2 * at + 1] ?? 0]);
}

type UnitsKeyword = 'GraphicAnnotationUnits' | 'BoundingBoxAnnotationUnits' | 'AnchorPointAnnotationUnits';

function unitsOf(item: Dataset, keyword: UnitsKeyword): DrawnUnits {
	return textOf(item, keyword) === 'DISPLAY' ? 'display' : 'pixels';
}

/** In the file the corner of the first pixel is 0, 0 (PS3.3 C.10.5.1.2, C.18.6.1.2). */
function shifted([column, row]: DrawnPoint, units: DrawnUnits): DrawnPoint {
	const shift = units === 'pixels' ? 0.5 : 0;
	return [column - shift, row - shift];
}
