import { metaData, type StackViewport } from '@cornerstonejs/core';
import { annotation, ArrowAnnotateTool, type Types } from '@cornerstonejs/tools';
import { toPatient, toPixel, type Plane } from './plane.ts';
import type { DisplaySet, Frame, Mark, Point2, Point3 } from './types.ts';

type Annotation = Types.Annotation;

/**
 * Arrows in Cornerstone's coordinates and as neutral marks. Its CPU viewport counts pixels from the corner of the first
 * pixel, its GPU viewport and DICOM from the centre: `halfPixel` is 0.5 or 0 and makes a mark the same for all.
 */
export function findMarks(displaySets: DisplaySet[], halfPixel: number): Mark[] {
	const frames = new Map(
		displaySets.flatMap((set) => set.frames.map((frame) => [frame.imageId, frame] as const))
	);
	return annotation.state.getAllAnnotations().flatMap((drawn) => {
		const frame = frames.get(drawn.metadata?.referencedImageId ?? '');
		if (!frame || drawn.metadata?.toolName !== ArrowAnnotateTool.toolName || isUnfinished(drawn)) return [];
		const mark = toMark(drawn, frame, halfPixel);
		return mark ? [mark] : [];
	});
}

/** An arrow just begun has no length yet. */
export function isUnfinished(drawn: Annotation): boolean {
	const [tip, tail] = drawn.data.handles?.points ?? [];
	return !tip || !tail || tip.every((value, axis) => value === tail[axis]);
}

function toMark(drawn: Annotation, frame: Frame, halfPixel: number): Mark | undefined {
	const plane = findPlane(frame.imageId);
	const [tip, tail] = drawn.data.handles?.points ?? [];
	if (!plane || !tip || !tail || !drawn.annotationUID) return undefined;
	const pixels = [tip, tail].map((point): Point2 => {
		const [column, row] = toPixel(plane, [point[0], point[1], point[2]]);
		return [round(column - halfPixel), round(row - halfPixel)];
	});
	const [tipPx = [0, 0], tailPx = [0, 0]] = pixels;
	return {
		id: drawn.annotationUID,
		kind: 'arrow',
		sopInstanceUid: frame.sopInstanceUid,
		frameNumber: frame.frameNumber,
		frameOfReferenceUid: findFrameOfReference(frame.imageId),
		points: [roundPoint(toPatient(plane, tipPx)), roundPoint(toPatient(plane, tailPx))],
		pointsPx: [tipPx, tailPx],
		label: drawn.data.label?.trim() ?? ''
	};
}

/** Draws a mark on its frame; the pixel positions count, because they hold with and without a plane. */
export function drawMark(viewport: StackViewport, mark: Mark, imageId: string, halfPixel: number): void {
	const plane = findPlane(imageId);
	if (!plane) return;
	const points = mark.pointsPx.map(([column, row]) =>
		toPatient(plane, [column + halfPixel, row + halfPixel])
	);
	ArrowAnnotateTool.hydrate(viewport.id, points, mark.label, {
		annotationUID: mark.id,
		referencedImageId: imageId
	});
	const drawn = annotation.state.getAnnotation(mark.id);
	if (!drawn) return;
	drawn.data.handles = { ...drawn.data.handles, arrowFirst: true, activeHandleIndex: null };
	if (drawn.metadata) drawn.metadata.FrameOfReferenceUID ??= findFrameOfReference(imageId);
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

function findFrameOfReference(imageId: string): string {
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
