import type { Calibration } from './calibration.ts';
import type { Point2 } from '#lib/viewer/types.ts';

/** A region as the pixels it may touch, whether it holds the centre of one, and its area in the unit of the calibration, squared. */
export type Region = {
	first: Point2;
	last: Point2;
	holds(column: number, row: number): boolean;
	area: number;
};

const toMm = ({ columnMm, rowMm }: Calibration, [column, row]: Point2): Point2 => [
	column * columnMm,
	row * rowMm
];

/** Distance of two points, millimetres or pixels. */
export function lengthOf(calibration: Calibration, from: Point2, to: Point2): number {
	const [a, b] = [toMm(calibration, from), toMm(calibration, to)];
	return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

/** The angle at `corner`, 0 to 180 degrees. */
export function angleAt(calibration: Calibration, from: Point2, corner: Point2, to: Point2): number {
	return between(calibration, [corner, from], [corner, to]);
}

/**
 * The angle between two end plates, 0 to 90 degrees: lines have no direction, so whichever way each was drawn it is the same
 * (Cobb 1948; the supplement beyond 90° is never what is meant).
 */
export function cobbAngle(
	calibration: Calibration,
	[a, b, c, d]: readonly [Point2, Point2, Point2, Point2]
): number {
	const angle = between(calibration, [a, b], [c, d]);
	return Math.min(angle, 180 - angle);
}

function between(calibration: Calibration, first: [Point2, Point2], second: [Point2, Point2]): number {
	const direction = ([from, to]: [Point2, Point2]): Point2 =>
		toMm(calibration, [to[0] - from[0], to[1] - from[1]]);
	const [u, v] = [direction(first), direction(second)];
	const degrees = (Math.atan2(u[0] * v[1] - u[1] * v[0], u[0] * v[0] + u[1] * v[1]) * 180) / Math.PI;
	return Math.abs(degrees);
}

/** An ellipse by the ends of its two axes, whichever way it lies. */
export function ellipseRegion(
	calibration: Calibration,
	[a, b, c, d]: readonly [Point2, Point2, Point2, Point2]
): Region {
	const [mmA, mmB, mmC, mmD] = [a, b, c, d].map((end) => toMm(calibration, end)) as [
		Point2,
		Point2,
		Point2,
		Point2
	];
	const centre: Point2 = [(mmA[0] + mmB[0]) / 2, (mmA[1] + mmB[1]) / 2];
	const u: Point2 = [(mmB[0] - mmA[0]) / 2, (mmB[1] - mmA[1]) / 2];
	const v: Point2 = [(mmD[0] - mmC[0]) / 2, (mmD[1] - mmC[1]) / 2];
	const [uu, vv] = [u[0] ** 2 + u[1] ** 2, v[0] ** 2 + v[1] ** 2];
	// A tilted ellipse reaches as far as its axes together.
	const reach: Point2 = [
		Math.hypot(u[0], v[0]) / calibration.columnMm,
		Math.hypot(u[1], v[1]) / calibration.rowMm
	];
	const middle: Point2 = [centre[0] / calibration.columnMm, centre[1] / calibration.rowMm];
	return {
		...bounds([
			[middle[0] - reach[0], middle[1] - reach[1]],
			[middle[0] + reach[0], middle[1] + reach[1]]
		]),
		holds(column, row) {
			const [x, y] = toMm(calibration, [column, row]);
			const [dx, dy] = [x - centre[0], y - centre[1]];
			return ((dx * u[0] + dy * u[1]) / uu) ** 2 + ((dx * v[0] + dy * v[1]) / vv) ** 2 <= 1;
		},
		area: Math.PI * Math.sqrt(uu * vv)
	};
}

/** A closed line: what an odd number of its sides lies to the right of is inside. */
export function polygonRegion(calibration: Calibration, corners: readonly Point2[]): Region {
	const sides = corners.map((corner, at) => [corner, corners[(at + 1) % corners.length] ?? corner] as const);
	const twice = sides.reduce((sum, [from, to]) => sum + from[0] * to[1] - to[0] * from[1], 0);
	return {
		...bounds(corners),
		holds(column, row) {
			let isInside = false;
			for (const [[x1, y1], [x2, y2]] of sides) {
				const crosses = y1 > row !== y2 > row && column < ((x2 - x1) * (row - y1)) / (y2 - y1) + x1;
				if (crosses) isInside = !isInside;
			}
			return isInside;
		},
		area: (Math.abs(twice) / 2) * calibration.columnMm * calibration.rowMm
	};
}

function bounds(points: readonly Point2[]): Pick<Region, 'first' | 'last'> {
	const [columns, rows] = [points.map(([column]) => column), points.map(([, row]) => row)];
	return {
		first: [Math.ceil(Math.min(...columns)), Math.ceil(Math.min(...rows))],
		last: [Math.floor(Math.max(...columns)), Math.floor(Math.max(...rows))]
	};
}
