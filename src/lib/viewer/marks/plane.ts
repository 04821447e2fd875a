import type { Point2, Point3 } from '#lib/viewer/types.ts';

/** Where the pixels of one frame lie (PS3.3 C.7.6.2). Without a plane in the header it is the pixel grid itself. */
export type Plane = {
	/** Centre of the top left pixel, mm. */
	origin: Point3;
	/** Unit vector along a row, toward higher columns. */
	row: Point3;
	/** Unit vector down a column, toward higher rows. */
	column: Point3;
	/** Distance between the centres of neighbouring columns, mm. */
	columnSpacing: number;
	/** Distance between the centres of neighbouring rows, mm. */
	rowSpacing: number;
};

/** PS3.3 equation C.7.6.2.1-1. */
export function toPatient(plane: Plane, [column, row]: Point2): Point3 {
	const along = column * plane.columnSpacing;
	const down = row * plane.rowSpacing;
	const coordinate = (axis: 0 | 1 | 2) =>
		plane.origin[axis] + plane.row[axis] * along + plane.column[axis] * down;
	return [coordinate(0), coordinate(1), coordinate(2)];
}

/** The inverse of `toPatient` for a point in the plane; a point beside it is projected along the normal. */
export function toPixel(plane: Plane, point: Point3): Point2 {
	const offset: Point3 = [point[0] - plane.origin[0], point[1] - plane.origin[1], point[2] - plane.origin[2]];
	return [dot(offset, plane.row) / plane.columnSpacing, dot(offset, plane.column) / plane.rowSpacing];
}

export function dot(a: Point3, b: Point3): number {
	return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Point3, b: Point3): Point3 {
	return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
