import { metaData, type StackViewport } from '@cornerstonejs/core';
import { annotation, ArrowAnnotateTool, type Types } from '@cornerstonejs/tools';
import { axesByLength, axesUpright } from './ellipse-axes.ts';
import { EllipseMarkTool } from './ellipse-mark.ts';
import { middlePoints } from './place-mark.ts';
import { isOtherId } from './other-id.ts';
import { toPatient, toPixel, type Plane } from './plane.ts';
import type { DisplaySet, DrawnMarkKind, Frame, Mark, Point2, Point3 } from '#lib/viewer/types.ts';

type Annotation = Types.Annotation;

const kinds: ReadonlyMap<string, DrawnMarkKind> = new Map([
	[ArrowAnnotateTool.toolName, 'arrow'],
	[EllipseMarkTool.toolName, 'ellipse']
]);
const pointCounts: Record<DrawnMarkKind, number> = { arrow: 2, ellipse: 4 };

/** The kind of mark that an annotation is; undefined for measurements. */
export function kindOf(drawn: Annotation | undefined): DrawnMarkKind | undefined {
	return kinds.get(drawn?.metadata?.toolName ?? '');
}

/**
 * Marks in Cornerstone's coordinates and as neutral values. Its CPU viewport counts pixels from the corner of the first
 * pixel, its GPU viewport and DICOM from the centre: `halfPixel` is 0.5 or 0 and makes a mark the same for all.
 */
export function findMarks(displaySets: DisplaySet[], halfPixel: number): Mark[] {
	const frames = new Map(
		displaySets.flatMap((set) => set.frames.map((frame) => [frame.imageId, frame] as const))
	);
	return annotation.state.getAllAnnotations().flatMap((drawn) => {
		const kind = kindOf(drawn);
		const frame = frames.get(drawn.metadata?.referencedImageId ?? '');
		if (!frame || !kind || isUnfinished(drawn) || isOtherId(drawn.annotationUID)) return [];
		const mark = toMark(drawn, kind, frame, halfPixel);
		return mark ? [mark] : [];
	});
}

/** A mark just begun has no length yet; an ellipse drawn as a line has no second axis. */
export function isUnfinished(drawn: Annotation): boolean {
	const points = drawn.data.handles?.points ?? [];
	for (let at = 0; at < points.length; at += 2) {
		const [start, end] = [points[at], points[at + 1]];
		if (!start || !end || start.every((value, axis) => value === end[axis])) return true;
	}
	return points.length === 0;
}

function toMark(drawn: Annotation, kind: DrawnMarkKind, frame: Frame, halfPixel: number): Mark | undefined {
	const plane = findPlane(frame.imageId);
	const ends = drawn.data.handles?.points ?? [];
	if (!plane || ends.length < pointCounts[kind] || !drawn.annotationUID) return undefined;
	const drawnPx = ends.slice(0, pointCounts[kind]).map((point): Point2 => {
		const [column, row] = toPixel(plane, [point[0], point[1], point[2]]);
		return [round(column - halfPixel), round(row - halfPixel)];
	});
	const pointsPx = kind === 'ellipse' ? axesByLength(drawnPx, plane) : drawnPx;
	return {
		id: drawn.annotationUID,
		kind,
		sopInstanceUid: frame.sopInstanceUid,
		frameNumber: frame.frameNumber,
		frameOfReferenceUid: findFrameOfReference(frame.imageId),
		points: pointsPx.map((point) => roundPoint(toPatient(plane, point))),
		pointsPx,
		label: drawn.data.label?.trim() ?? ''
	};
}

/** Draws a mark on its frame; the pixel positions count, because they hold with and without a plane. */
export function drawMark(viewport: StackViewport, mark: Mark, imageId: string, halfPixel: number): void {
	const plane = findPlane(imageId);
	if (!plane || mark.kind === 'key' || mark.kind === 'quality') return;
	if (mark.pointsPx.length !== pointCounts[mark.kind]) return;
	const inOrder = mark.kind === 'ellipse' ? axesUpright(mark.pointsPx, plane) : mark.pointsPx;
	const points = inOrder.map(([column, row]) => toPatient(plane, [column + halfPixel, row + halfPixel]));
	const place = { annotationUID: mark.id, referencedImageId: imageId };
	if (mark.kind === 'arrow') ArrowAnnotateTool.hydrate(viewport.id, points, mark.label, place);
	else EllipseMarkTool.hydrate(viewport.id, points, { ...place, toolInstance: new EllipseMarkTool() });
	const drawn = annotation.state.getAnnotation(mark.id);
	if (!drawn) return;
	drawn.data.label = mark.label;
	drawn.data.handles = { ...drawn.data.handles, activeHandleIndex: null };
	if (mark.kind === 'arrow') Object.assign(drawn.data.handles, { arrowFirst: true });
	if (drawn.metadata) drawn.metadata.FrameOfReferenceUID ??= findFrameOfReference(imageId);
}

/** Draws a new mark in the middle of what is seen: the way without a drag. */
export function placeMark(viewport: StackViewport, tool: 'arrow' | 'outline'): Annotation | undefined {
	const annotationUID = crypto.randomUUID();
	const points = middlePoints(viewport, tool === 'arrow' ? 'arrow' : 'ellipse');
	const place = { annotationUID, referencedImageId: viewport.getCurrentImageId() };
	if (tool === 'arrow') ArrowAnnotateTool.hydrate(viewport.id, points, '', place);
	else EllipseMarkTool.hydrate(viewport.id, points, { ...place, toolInstance: new EllipseMarkTool() });
	const drawn = annotation.state.getAnnotation(annotationUID);
	if (!drawn) return undefined;
	drawn.data.handles = { ...drawn.data.handles, activeHandleIndex: null };
	if (tool === 'arrow') Object.assign(drawn.data.handles, { arrowFirst: true });
	return drawn;
}

/** The plane of a frame as the image loader knows it, functional groups of multi-frame objects included. */
export function findPlane(imageId: string): Plane | undefined {
	const module = metaData.get('imagePlaneModule', imageId);
	if (!module) return undefined;
	return {
		origin: toPoint(module.imagePositionPatient),
		row: toPoint(module.rowCosines),
		column: toPoint(module.columnCosines),
		columnSpacing: Number(module.columnPixelSpacing) || 1,
		rowSpacing: Number(module.rowPixelSpacing) || 1
	};
}

export function findFrameOfReference(imageId: string): string {
	return String(metaData.get('imagePlaneModule', imageId)?.frameOfReferenceUID ?? '');
}

function toPoint(values: unknown): Point3 {
	const [x, y, z] = Array.isArray(values) ? values.map(Number) : [];
	return [x ?? 0, y ?? 0, z ?? 0];
}

/** A hundredth of a pixel or millimetre is finer than any hand. */
function round(value: number): number {
	return Math.round(value * 100) / 100;
}

function roundPoint([x, y, z]: Point3): Point3 {
	return [round(x), round(y), round(z)];
}
