import type { Plane } from './plane.ts';
import type { Point2 } from '#lib/viewer/types.ts';

type Spacing = Pick<Plane, 'columnSpacing' | 'rowSpacing'>;

/** The ends of an ellipse's axes with the longer axis first, in millimetres, as DICOM stores them (PS3.3 C.10.5.1.2). */
export function axesByLength(ends: readonly Point2[], spacing: Spacing): Point2[] {
	const [first, second] = axesOf(ends);
	return lengthMm(first, spacing) >= lengthMm(second, spacing)
		? [...first, ...second]
		: [...second, ...first];
}

/** The same ends with the axis that stands on the screen first: the order in which the drawing tool holds them. */
export function axesUpright(ends: readonly Point2[], spacing: Spacing): Point2[] {
	const [first, second] = axesOf(ends);
	return steepness(first, spacing) >= steepness(second, spacing)
		? [...first, ...second]
		: [...second, ...first];
}

function axesOf(ends: readonly Point2[]): [Point2[], Point2[]] {
	return [ends.slice(0, 2), ends.slice(2, 4)];
}

function span([start = [0, 0], end = [0, 0]]: Point2[], spacing: Spacing): [across: number, down: number] {
	return [
		Math.abs(end[0] - start[0]) * spacing.columnSpacing,
		Math.abs(end[1] - start[1]) * spacing.rowSpacing
	];
}

function lengthMm(axis: Point2[], spacing: Spacing): number {
	return Math.hypot(...span(axis, spacing));
}

function steepness(axis: Point2[], spacing: Spacing): number {
	const [across, down] = span(axis, spacing);
	return Math.atan2(down, across);
}
