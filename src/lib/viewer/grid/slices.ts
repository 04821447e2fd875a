import { cross, dot, type Plane as PixelPlane } from '#lib/viewer/marks/plane.ts';
import { along } from '#lib/viewer/volume/vectors.ts';
import type { Point3 } from '#lib/viewer/types.ts';

/** Where a frame lies in the patient, and how far it reaches: a rectangle in space. */
export type Sheet = PixelPlane & { columns: number; rows: number; frameOfReferenceUid: string };

/** The slices that a cell scrolls through: for each its sheet, or null where the header gives no place. */
export type Slices = { total: number; sheet(position: number): Sheet | null };

export type Follow = { position: number; by: 'space' | 'proportion' };

/** Cosine of about 14°: planes that lean more show something else and do not scroll together. */
const togetherCosine = 0.97;

/** The middle of a sheet, mm. */
export function middleOf(sheet: Sheet): Point3 {
	const across = along(sheet.origin, sheet.row, ((sheet.columns - 1) / 2) * sheet.columnSpacing);
	return along(across, sheet.column, ((sheet.rows - 1) / 2) * sheet.rowSpacing);
}

export function normalOf(sheet: Sheet): Point3 {
	return cross(sheet.row, sheet.column);
}

/**
 * Where a cell goes when another one scrolls: to the slice at the same place where both have the same frame of reference
 * (PS3.3 C.7.4.1), else as far through its slices as the other. Null when it shows another plane and stays.
 */
export function follow(leader: Slices, position: number, follower: Slices): Follow | null {
	if (leader.total === 0 || follower.total === 0) return null;
	const from = leader.sheet(position);
	const to = follower.sheet(0);
	if (from && to) {
		if (Math.abs(dot(normalOf(from), normalOf(to))) < togetherCosine) return null;
		if (from.frameOfReferenceUid !== '' && from.frameOfReferenceUid === to.frameOfReferenceUid)
			return { position: nearestSlice(follower, middleOf(from)), by: 'space' };
	}
	const part = leader.total > 1 ? position / (leader.total - 1) : 0.5;
	return { position: Math.round(part * (follower.total - 1)), by: 'proportion' };
}

/** The slice whose plane is nearest to a point, all of them looked at: nobody promises that they are in order. */
export function nearestSlice(slices: Slices, point: Point3): number {
	let [nearest, shortest] = [0, Infinity];
	for (let position = 0; position < slices.total; position++) {
		const sheet = slices.sheet(position);
		if (!sheet) continue;
		const normal = normalOf(sheet);
		const distance = Math.abs(dot(normal, point) - dot(normal, sheet.origin));
		if (distance >= shortest) continue;
		[nearest, shortest] = [position, distance];
	}
	return nearest;
}

/** Where a slice lies along the patient axis that it is closest to cross, mm: what a reader calls its position. */
export function positionMm(sheet: Sheet): number {
	const normal = normalOf(sheet);
	const axis = [0, 1, 2].toSorted((a, b) => Math.abs(normal[b] ?? 0) - Math.abs(normal[a] ?? 0))[0] ?? 2;
	return middleOf(sheet)[axis] ?? 0;
}

/**
 * Where a sheet crosses the plane of another one, as the two ends of a line, mm; null when they are (nearly) parallel, do not
 * meet, or are in different frames of reference.
 */
export function crossing(sheet: Sheet, other: Sheet): [Point3, Point3] | null {
	if (sheet.frameOfReferenceUid === '' || sheet.frameOfReferenceUid !== other.frameOfReferenceUid)
		return null;
	const normal = normalOf(other);
	const perColumn = dot(normal, sheet.row);
	const perRow = dot(normal, sheet.column);
	if (Math.hypot(perColumn, perRow) < 0.05) return null;
	const at = dot(normal, sheet.origin) - dot(normal, other.origin);
	// Half a pixel beyond the outermost centres is still image.
	const [left, right] = [-0.5 * sheet.columnSpacing, (sheet.columns - 0.5) * sheet.columnSpacing];
	const [top, bottom] = [-0.5 * sheet.rowSpacing, (sheet.rows - 0.5) * sheet.rowSpacing];
	const ends: Point3[] = [];
	const add = (x: number, y: number) => {
		if (x < left - 1e-6 || x > right + 1e-6 || y < top - 1e-6 || y > bottom + 1e-6) return;
		const end = along(along(sheet.origin, sheet.row, x), sheet.column, y);
		if (ends.every((known) => Math.hypot(...along(end, known, -1)) > 1e-3)) ends.push(end);
	};
	for (const x of [left, right]) if (perRow !== 0) add(x, -(at + perColumn * x) / perRow);
	for (const y of [top, bottom]) if (perColumn !== 0) add(-(at + perRow * y) / perColumn, y);
	const [start, end] = ends;
	return start && end ? [start, end] : null;
}
