import type { DrawnShape } from '#lib/core/dicom/annex/drawn.ts';
import type { PresentationState } from '#lib/core/dicom/annex/presentation-state.ts';
import type { ReportPlace } from '#lib/core/dicom/annex/report-place.ts';
import { cross, dot, toPixel, type Plane } from '#lib/viewer/marks/plane.ts';
import type { DicomJson, DisplaySet, Point3 } from '#lib/viewer/types.ts';
import { findNumber, findNumbers, findText } from './dicom-json.ts';
import { frameHeader } from './frame-header.ts';
import { placesOf, type ImagePlace } from './key-objects.ts';

/** Where the images of a report's item are, and what is drawn on them. */
export type FoundPlace = { at: ImagePlace; drawing: PresentationState };

type SpacePlace = Extract<ReportPlace, { by: 'space' }>;

/** Finds what an item of a structured report points at among the series that are there; null where it is on none of them. */
export function findPlace(place: ReportPlace, displaySets: readonly DisplaySet[]): FoundPlace | null {
	if (place.by === 'space') return findInSpace(place, displaySets);
	const [at] = placesOf(place.images, displaySets);
	return at ? { at, drawing: drawingOf(place.images, place.shapes) } : null;
}

function drawingOf(
	images: PresentationState['images'],
	shapes: PresentationState['shapes']
): PresentationState {
	return { images, shapes, windows: [], look: null, areas: [], texts: [], shutters: [] };
}

/** The image nearest to the middle of the points, if they lie within half a slice of it: what leans through others is on none. */
function findInSpace(place: SpacePlace, displaySets: readonly DisplaySet[]): FoundPlace | null {
	const points = place.points.map(([x, y, z]): Point3 => [x, y, z]);
	let nearest: { at: ImagePlace; sheet: Sheet; distance: number } | null = null;
	for (const set of displaySets) {
		const headers = new Map(set.headers.map(({ metadata }) => [findText(metadata, '00080018'), metadata]));
		for (const [position, { sopInstanceUid, frameNumber }] of set.frames.entries()) {
			const header = headers.get(sopInstanceUid);
			const sheet = header && findSheet(header, frameNumber);
			if (sheet?.frameOfReferenceUid !== place.frameOfReferenceUid) continue;
			const distance = Math.max(...points.map((point) => awayFrom(sheet, point)));
			if (distance > sheet.reachMm || (nearest && distance >= nearest.distance)) continue;
			nearest = { at: { displaySetId: set.id, position }, sheet, distance };
		}
	}
	if (!nearest) return null;
	const { at, sheet } = nearest;
	const frame = displaySets.find(({ id }) => id === at.displaySetId)?.frames[at.position];
	const pixels = points.map((point) => toPixel(sheet, point));
	const shape: DrawnShape = { images: [], units: 'pixels', kind: place.kind, points: pixels };
	const images = frame ? [{ sopInstanceUid: frame.sopInstanceUid, frames: [frame.frameNumber] }] : [];
	return { at, drawing: drawingOf(images, [shape]) };
}

type Sheet = Plane & { frameOfReferenceUid: string; reachMm: number };

/** Where a frame lies (PS3.3 C.7.6.2) and how far from it something still belongs to it. */
function findSheet(header: DicomJson, frameNumber: number): Sheet | null {
	const own = frameHeader(header, frameNumber);
	const [x, y, z] = findNumbers(own, '00200032');
	const [a = 0, b = 0, c = 0, d = 0, e = 0, f] = findNumbers(own, '00200037');
	const [rowSpacing, columnSpacing] = findNumbers(own, '00280030');
	const frameOfReferenceUid = findText(own, '00200052');
	if (x === undefined || y === undefined || z === undefined || f === undefined) return null;
	if (rowSpacing === undefined || columnSpacing === undefined || frameOfReferenceUid === undefined)
		return null;
	const sliceMm = findNumber(own, '00180050') ?? 1;
	return {
		...{ origin: [x, y, z], row: [a, b, c], column: [d, e, f] },
		...{ rowSpacing, columnSpacing, frameOfReferenceUid, reachMm: Math.max(0.5, sliceMm / 2) }
	};
}

function awayFrom(sheet: Sheet, point: Point3): number {
	const normal = cross(sheet.row, sheet.column);
	return Math.abs(dot(normal, point) - dot(normal, sheet.origin));
}
