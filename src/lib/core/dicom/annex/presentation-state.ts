import { itemsOf, numberOf, numbersOf, textOf, type Dataset } from '#lib/core/dicom/dataset.ts';
import { tableOf } from '#lib/core/dicom/look-up-table.ts';
import type { ImageReference, ShownUid } from './annexes.ts';
import {
	drawnTextsOf,
	pairsOf,
	shapesOf,
	type DrawnPoint,
	type DrawnShape,
	type DrawnText
} from './drawn.ts';
import { referencesInSeries, referencesOf } from './references.ts';

export type PresentedWindow = {
	readonly images: readonly ImageReference[];
	readonly window: { readonly center: number; readonly width: number } | null;
	readonly curve:
		| 'linear'
		| 'linear-exact'
		| 'sigmoid'
		| { readonly entries: readonly number[]; readonly first: number; readonly bits: number };
};

export type PresentedArea = {
	readonly images: readonly ImageReference[];
	/** Corners of what is to be seen, in pixels; it may reach beyond the image. */
	readonly topLeft: DrawnPoint;
	readonly bottomRight: DrawnPoint;
};

/** What hides the surroundings of the field of view. */
export type Shutter =
	| { readonly kind: 'rectangle'; readonly topLeft: DrawnPoint; readonly bottomRight: DrawnPoint }
	| { readonly kind: 'circle'; readonly centre: DrawnPoint; readonly radius: number }
	| { readonly kind: 'polygon'; readonly points: readonly DrawnPoint[] };

/** How a picture stands: mirrored left to right, and then turned clockwise. */
export type PresentedLook = {
	readonly isInverted: boolean;
	readonly isFlipped: boolean;
	readonly rotation: 0 | 90 | 180 | 270;
};

/**
 * A softcopy presentation state (PS3.3 A.33), or lines alone that something else draws over images. Empty `images` within it mean all
 * of those of the state.
 */
export type PresentationState = {
	readonly images: readonly ImageReference[];
	readonly windows: readonly PresentedWindow[];
	/** Null where the picture stays as somebody has it. */
	readonly look: PresentedLook | null;
	readonly areas: readonly PresentedArea[];
	readonly shapes: readonly DrawnShape[];
	readonly texts: readonly DrawnText[];
	readonly shutters: readonly Shutter[];
};

/** Reads a softcopy presentation state, its words through `clean`; null where it applies to no image that is shown. */
export function parsePresentation(
	dataset: Dataset,
	shownUid: ShownUid,
	clean: (text: string) => string
): PresentationState | null {
	const images = referencesInSeries(itemsOf(dataset, 'ReferencedSeriesSequence'), shownUid);
	if (images.length === 0) return null;
	const annotations = parts(dataset, 'GraphicAnnotationSequence', shownUid);
	const isFlipped = textOf(dataset, 'ImageHorizontalFlip') === 'Y';
	return {
		images,
		windows: parts(dataset, 'SoftcopyVOILUTSequence', shownUid).flatMap(([item, of]) => windowsOf(item, of)),
		look: {
			isInverted: textOf(dataset, 'PresentationLUTShape') === 'INVERSE',
			isFlipped,
			rotation: turnOf(numberOf(dataset, 'ImageRotation') ?? 0, isFlipped)
		},
		areas: parts(dataset, 'DisplayedAreaSelectionSequence', shownUid).flatMap(([item, of]) =>
			areasOf(item, of)
		),
		shapes: annotations.flatMap(([item, of]) =>
			itemsOf(item, 'GraphicObjectSequence').flatMap((shape) => shapesOf(shape, of))
		),
		texts: annotations.flatMap(([item, of]) => drawnTextsOf(item, of, clean)),
		shutters: shuttersOf(dataset)
	};
}

/** The standard turns before it mirrors (PS3.3 C.10.6): the other way round, the turn goes the other way. */
function turnOf(degrees: number, isFlipped: boolean): PresentedLook['rotation'] {
	if (degrees === 90 || degrees === 270) return isFlipped === (degrees === 90) ? 270 : 90;
	return degrees === 180 ? 180 : 0;
}

/** Items with the images that they are for; those that are only for images which are not shown are left out. */
function parts(
	dataset: Dataset,
	sequence: 'SoftcopyVOILUTSequence' | 'DisplayedAreaSelectionSequence' | 'GraphicAnnotationSequence',
	shownUid: ShownUid
): [Dataset, ImageReference[]][] {
	return itemsOf(dataset, sequence).flatMap((item): [Dataset, ImageReference[]][] => {
		const named = itemsOf(item, 'ReferencedImageSequence');
		const images = referencesOf(named, shownUid);
		return named.length > 0 && images.length === 0 ? [] : [[item, images]];
	});
}

const curves = { LINEAR: 'linear', LINEAR_EXACT: 'linear-exact', SIGMOID: 'sigmoid' } as const;

function windowsOf(item: Dataset, images: ImageReference[]): PresentedWindow[] {
	const [holder] = itemsOf(item, 'VOILUTSequence');
	const table = holder ? tableOf(holder, 'LUTDescriptor', 'LUTData') : null;
	if (table && table.entries.length > 1)
		return [{ images, window: null, curve: { ...table, entries: Array.from(table.entries) } }];
	const [center] = numbersOf(item, 'WindowCenter');
	const [width] = numbersOf(item, 'WindowWidth');
	if (center === undefined || width === undefined || width <= 0) return [];
	const name = textOf(item, 'VOILUTFunction') ?? 'LINEAR';
	return [
		{
			images,
			window: { center, width },
			curve: name in curves ? curves[name as keyof typeof curves] : 'linear'
		}
	];
}

/**
 * Pixels are counted from 1 here (PS3.3 C.10.4); the area ends at the outer edges of its corner pixels. The corners are those of what is
 * seen, so that in a mirrored or turned state the first one may lie further right or down in the image.
 */
function areasOf(item: Dataset, images: ImageReference[]): PresentedArea[] {
	const [x1, y1] = numbersOf(item, 'DisplayedAreaTopLeftHandCorner');
	const [x2, y2] = numbersOf(item, 'DisplayedAreaBottomRightHandCorner');
	if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return [];
	return [
		{
			images,
			topLeft: [Math.min(x1, x2) - 1.5, Math.min(y1, y2) - 1.5],
			bottomRight: [Math.max(x1, x2) - 0.5, Math.max(y1, y2) - 0.5]
		}
	];
}

/** Display Shutter (PS3.3 C.7.6.11): rows and columns from 1, a row first where both stand in one attribute. */
function shuttersOf(dataset: Dataset): Shutter[] {
	const shapes = (textOf(dataset, 'ShutterShape') ?? '').split('\\').map((shape) => shape.trim());
	return shapes.flatMap((shape): Shutter[] => {
		if (shape === 'RECTANGULAR') {
			const edge = (keyword: 'Left' | 'Right') => numberOf(dataset, `Shutter${keyword}VerticalEdge`);
			const [left, right] = [edge('Left'), edge('Right')];
			const upper = numberOf(dataset, 'ShutterUpperHorizontalEdge');
			const lower = numberOf(dataset, 'ShutterLowerHorizontalEdge');
			if (left === undefined || right === undefined || upper === undefined || lower === undefined) return [];
			return right > left && lower > upper
				? [{ kind: 'rectangle', topLeft: [left - 1, upper - 1], bottomRight: [right - 1, lower - 1] }]
				: [];
		}
		if (shape === 'CIRCULAR') {
			const [row, column] = numbersOf(dataset, 'CenterOfCircularShutter');
			const radius = numberOf(dataset, 'RadiusOfCircularShutter');
			if (row === undefined || column === undefined || radius === undefined || radius <= 0) return [];
			return [{ kind: 'circle', centre: [column - 1, row - 1], radius }];
		}
		const points = pairsOf(numbersOf(dataset, 'VerticesOfThePolygonalShutter'));
		return shape === 'POLYGONAL' && points.length > 2
			? [{ kind: 'polygon', points: points.map(([row, column]) => [column - 1, row - 1]) }]
			: [];
	});
}
