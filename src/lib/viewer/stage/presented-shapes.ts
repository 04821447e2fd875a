import type { DrawnShape } from '#lib/core/dicom/annex/drawn.ts';
import type { Shutter } from '#lib/core/dicom/annex/presentation-state.ts';
import type { Point2 } from '#lib/viewer/types.ts';

/** Corners that a round line is drawn with. */
const corners = 72;
/** Straight pieces between two points of a curve. */
const pieces = 8;

/** The outline of a shape of a presentation state as straight pieces, in the unit of its points (PS3.3 C.10.5.1.2). */
export function outlineOf({ kind, points }: Pick<DrawnShape, 'kind' | 'points'>): Point2[] {
	const [a = [0, 0], b = a, c = a, d = c] = points;
	switch (kind) {
		case 'points':
		case 'line':
			return points.map(([x, y]) => [x, y]);
		case 'curve':
			return curveThrough(points);
		case 'circle': {
			const radius = Math.hypot(b[0] - a[0], b[1] - a[1]);
			return round(a, [radius, 0], [0, radius]);
		}
		case 'ellipse': {
			// Ends of the longer axis, then of the shorter.
			const centre: Point2 = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
			const from = (end: readonly [number, number]): Point2 => [end[0] - centre[0], end[1] - centre[1]];
			return round(centre, from(a), d === c ? [0, 0] : from(c));
		}
	}
}

/** What a shutter leaves to be seen, as corners in pixels. */
export function openingOf(shutter: Shutter): Point2[] {
	switch (shutter.kind) {
		case 'polygon':
			return shutter.points.map(([x, y]) => [x, y]);
		case 'circle':
			return round(shutter.centre, [shutter.radius, 0], [0, shutter.radius]);
		case 'rectangle': {
			const [[left, top], [right, bottom]] = [shutter.topLeft, shutter.bottomRight];
			return [
				[left, top],
				[right, top],
				[right, bottom],
				[left, bottom]
			];
		}
	}
}

function round(centre: readonly [number, number], one: Point2, other: Point2): Point2[] {
	return Array.from({ length: corners + 1 }, (_, at): Point2 => {
		const angle = (2 * Math.PI * at) / corners;
		const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
		return [centre[0] + one[0] * cos + other[0] * sin, centre[1] + one[1] * cos + other[1] * sin];
	});
}

/** A smooth line through all points (Catmull and Rom); the standard leaves open which. */
function curveThrough(points: readonly (readonly [number, number])[]): Point2[] {
	const at = (index: number) => points[Math.min(points.length - 1, Math.max(0, index))] ?? [0, 0];
	const result: Point2[] = [];
	for (let index = 0; index + 1 < points.length; index++) {
		for (let piece = 0; piece < pieces; piece++) {
			const t = piece / pieces;
			const one = (axis: 0 | 1) => {
				const [a, b, c, d] = [index - 1, index, index + 1, index + 2].map((of) => at(of)[axis]);
				const [p = 0, q = 0, r = 0, s = 0] = [a, b, c, d];
				return (
					0.5 *
					(2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t ** 2 + (3 * q - p - 3 * r + s) * t ** 3)
				);
			};
			result.push([one(0), one(1)]);
		}
	}
	const [x, y] = at(points.length - 1);
	return [...result, [x, y]];
}
