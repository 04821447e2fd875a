import { cross, dot } from '#lib/viewer/marks/plane.ts';
import type { MeasureTool, Point2, Point3 } from '#lib/viewer/types.ts';

/** Where the points of a new measurement lie around the middle of what is seen, in screen pixels, as Cornerstone orders them. */
export const placed: Record<MeasureTool, readonly Point2[]> = {
	length: [
		[-60, 0],
		[60, 0]
	],
	bidirectional: [
		[-60, 0],
		[60, 0],
		[0, -30],
		[0, 30]
	],
	angle: [
		[60, -50],
		[-50, 0],
		[60, 50]
	],
	cobb: [
		[-60, -50],
		[60, -40],
		[-60, 50],
		[60, 40]
	],
	ellipse: [
		[0, 34],
		[0, -34],
		[-44, 0],
		[44, 0]
	],
	rectangle: [
		[-44, -34],
		[44, -34],
		[-44, 34],
		[44, 34]
	],
	freehand: Array.from({ length: 32 }, (_, at): Point2 => {
		const angle = (at / 32) * 2 * Math.PI;
		return [44 * Math.cos(angle), 34 * Math.sin(angle)];
	}),
	probe: [[0, 0]]
};

/** Points that can be moved one by one; a free line only as a whole. */
export function handleCount(tool: MeasureTool): number {
	return tool === 'freehand' || tool === 'probe' ? 0 : placed[tool].length;
}

/** The points of a measurement after one of them went by `delta`, so that it stays what it is: a rectangle, an ellipse, a cross. */
export function movedHandle(
	tool: MeasureTool,
	points: readonly Point3[],
	at: number,
	delta: Point3
): Point3[] {
	const moved = points.map((point, index) => (index === at ? add(point, delta) : point));
	const target = moved[at];
	const old = points[at];
	if (!target || !old) return [...points];
	switch (tool) {
		case 'rectangle':
			return movedCorner(points, at, delta);
		case 'ellipse': {
			const other = points[at ^ 1] ?? old;
			const half = scale(sub(old, other), 0.5);
			const along = scale(half, dot(delta, half) / dot(half, half));
			return points.map((point, index) =>
				index === at ? add(point, along) : index === (at ^ 1) ? sub(point, along) : point
			);
		}
		case 'bidirectional':
			return at < 2 ? turned(points, at, target) : slidAlong(points, at, delta);
		default:
			return moved;
	}
}

/** Corners go with the one that moves, along the sides that they share. */
function movedCorner(points: readonly Point3[], at: number, delta: Point3): Point3[] {
	const old = points[at] ?? [0, 0, 0];
	const opposite = 3 - at;
	return points.map((point, index) => {
		if (index === at) return add(point, delta);
		if (index === opposite) return point;
		// The side from the corner that stays to this one keeps its direction; it grows by its part of the way.
		const side = sub(point, points[opposite] ?? old);
		const length = dot(side, side);
		return length === 0 ? point : add(point, scale(side, dot(delta, side) / length));
	});
}

/** An end of the long axis takes the short one with it, turned and grown as the long one is. */
function turned(points: readonly Point3[], at: number, target: Point3): Point3[] {
	const [old, pivot] = [points[at], points[at ^ 1]];
	const [c, d] = [points[2], points[3]];
	if (!old || !pivot || !c || !d) return [...points];
	const before = sub(old, pivot);
	const after = sub(target, pivot);
	const normal = cross(before, sub(d, c));
	const size = Math.sqrt(dot(normal, normal)) || 1;
	const square = dot(before, before) || 1;
	const along = dot(after, before) / square;
	const aside = dot(cross(before, after), scale(normal, 1 / size)) / square;
	const follow = (point: Point3): Point3 => {
		const from = sub(point, pivot);
		const left = cross(scale(normal, 1 / size), from);
		return add(pivot, add(scale(from, along), scale(left, aside)));
	};
	return points.map((point, index) => (index === at ? target : index === (at ^ 1) ? point : follow(point)));
}

function slidAlong(points: readonly Point3[], at: number, delta: Point3): Point3[] {
	const axis = sub(points[at] ?? [0, 0, 0], points[at ^ 1] ?? [0, 0, 0]);
	const length = dot(axis, axis) || 1;
	return points.map((point, index) =>
		index === at ? add(point, scale(axis, dot(delta, axis) / length)) : point
	);
}

const add = (a: Point3, b: Point3): Point3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const sub = (a: Point3, b: Point3): Point3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const scale = (a: Point3, by: number): Point3 => [a[0] * by, a[1] * by, a[2] * by];
