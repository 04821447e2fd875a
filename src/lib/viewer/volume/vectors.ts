import { dot } from '#lib/viewer/marks/plane.ts';
import type { Point3 } from '#lib/viewer/types.ts';

/** `point + vector · factor`. */
export function along(point: Point3, vector: Point3, factor: number): Point3 {
	return [point[0] + vector[0] * factor, point[1] + vector[1] * factor, point[2] + vector[2] * factor];
}

export function minus(a: Point3, b: Point3): Point3 {
	return along(a, b, -1);
}

export function lengthOf(vector: Point3): number {
	return Math.hypot(...vector);
}

/** The vector with length 1; a vector without length stays as it is. */
export function unit(vector: Point3): Point3 {
	const length = lengthOf(vector);
	return length === 0 ? vector : along([0, 0, 0], vector, 1 / length);
}

/** A vector turned about a unit axis (Rodrigues). */
export function turned(vector: Point3, axis: Point3, radians: number): Point3 {
	const [c, s] = [Math.cos(radians), Math.sin(radians)];
	const crossed: Point3 = [
		axis[1] * vector[2] - axis[2] * vector[1],
		axis[2] * vector[0] - axis[0] * vector[2],
		axis[0] * vector[1] - axis[1] * vector[0]
	];
	const scaled = along([0, 0, 0], vector, c);
	return along(along(scaled, crossed, s), axis, dot(axis, vector) * (1 - c));
}
