import { dot } from '#lib/viewer/marks/plane.ts';
import type { Plane, Slab } from '#lib/viewer/cells.ts';
import type { Point3 } from '#lib/viewer/types.ts';
import { along, minus } from './vectors.ts';
import type { Volume } from './volume.ts';

/** Three unit vectors, each upright on the others: toward the right of the screen, toward its bottom, to the next slice. */
export type Basis = { row: Point3; column: Point3; normal: Point3 };

/** A pile of parallel slices through a volume, as numbers of pixels and as steps through the voxels. */
export type Cut = Basis & {
	/** Centre of the top left pixel of the first slice, mm. */
	origin: Point3;
	columnSpacing: number;
	rowSpacing: number;
	/** Millimetres from slice to slice. */
	step: number;
	columns: number;
	rows: number;
	count: number;
	/** Voxel of the top left pixel of the first slice, and the way from there by pixel, by row and by slice. */
	start: Point3;
	perColumn: Point3;
	perRow: Point3;
	perSlice: Point3;
	/** Every pixel is a voxel: nothing is interpolated. */
	isAligned: boolean;
};

/** More pixels than a screen has cost time and show nothing. */
const mostPixels = 1024;
/** Cosine of a quarter of a degree: so close to the grid of the voxels, the voxels themselves are shown. */
const alignedCosine = 0.99999;

/** How the standard planes lie on the screen: the patient's right at the left, front or head at the top. */
export function basisOf(plane: Exclude<Plane, 'oblique'>, { axes }: Volume): Basis {
	switch (plane) {
		case 'stack':
			return { row: axes[0], column: axes[1], normal: axes[2] };
		case 'axial':
			// As it was acquired where that was axial, else from the head down.
			return { row: [1, 0, 0], column: [0, 1, 0], normal: axes[2][2] > 0.7 ? [0, 0, 1] : [0, 0, -1] };
		case 'coronal':
			return { row: [1, 0, 0], column: [0, 0, -1], normal: [0, 1, 0] };
		case 'sagittal':
			return { row: [0, 1, 0], column: [0, 0, -1], normal: [1, 0, 0] };
	}
}

/** Whether the slices are the acquired frames, upright, in one order or the other. */
export function isAsAcquired({ axes }: Volume, { row, column, normal }: Basis): boolean {
	return (
		dot(row, axes[0]) > alignedCosine &&
		dot(column, axes[1]) > alignedCosine &&
		Math.abs(dot(normal, axes[2])) > alignedCosine
	);
}

/** The slices that cover the whole volume in the given directions, at the volume's own spacing. */
export function makeCut(volume: Volume, given: Basis): Cut {
	const row = snapped(volume, given.row);
	const column = snapped(volume, given.column);
	const normal = snapped(volume, given.normal);
	const isAligned = row.axis >= 0 && column.axis >= 0 && normal.axis >= 0;
	const finest = Math.min(...volume.spacing);
	const spacingOf = (axis: number) => (isAligned ? (volume.spacing[axis] ?? finest) : finest);
	const across = extent(volume, row.vector, spacingOf(row.axis), isAligned ? Infinity : mostPixels);
	const down = extent(volume, column.vector, spacingOf(column.axis), isAligned ? Infinity : mostPixels);
	const deep = extent(volume, normal.vector, spacingOf(normal.axis), Infinity);
	const corner = along(
		along(along([0, 0, 0], row.vector, across.from), column.vector, down.from),
		normal.vector,
		deep.from
	);
	const exactly = (point: Point3): Point3 =>
		isAligned ? [Math.round(point[0]), Math.round(point[1]), Math.round(point[2])] : point;
	return {
		row: row.vector,
		column: column.vector,
		normal: normal.vector,
		origin: corner,
		columnSpacing: across.spacing,
		rowSpacing: down.spacing,
		step: deep.spacing,
		columns: across.count,
		rows: down.count,
		count: deep.count,
		start: exactly(toVoxel(volume, corner)),
		perColumn: exactly(voxelStep(volume, row.vector, across.spacing)),
		perRow: exactly(voxelStep(volume, column.vector, down.spacing)),
		perSlice: exactly(voxelStep(volume, normal.vector, deep.spacing)),
		isAligned
	};
}

/** Centre of the top left pixel of a slice, mm. */
export function sliceOrigin(cut: Pick<Cut, 'origin' | 'normal' | 'step'>, index: number): Point3 {
	return along(cut.origin, cut.normal, cut.step * index);
}

/** Slices to either side of one that a slab takes in; its true thickness is that of `2 n + 1` slices. */
export function slabReach(slab: Slab | null, stepMm: number): number {
	return slab === null ? 0 : Math.max(0, Math.floor(slab.thicknessMm / (2 * stepMm) + 1e-6));
}

/** How thick what is shown is: a slab is made of whole slices, so it is rarely what was asked for. */
export function slabMm(slab: Slab | null, stepMm: number): number {
	return (2 * slabReach(slab, stepMm) + 1) * stepMm;
}

/** Column, row and slice of a point, with fractions. */
export function toVoxel(volume: Volume, point: Point3): Point3 {
	const offset = minus(point, volume.origin);
	const index = (axis: 0 | 1 | 2) => dot(offset, volume.axes[axis]) / volume.spacing[axis];
	return [index(0), index(1), index(2)];
}

function voxelStep(volume: Volume, direction: Point3, mm: number): Point3 {
	const index = (axis: 0 | 1 | 2) => (dot(direction, volume.axes[axis]) * mm) / volume.spacing[axis];
	return [index(0), index(1), index(2)];
}

function snapped(volume: Volume, vector: Point3): { vector: Point3; axis: number } {
	const axis = volume.axes.findIndex((own) => Math.abs(dot(own, vector)) > alignedCosine);
	const own = volume.axes[axis];
	return own ? { vector: along([0, 0, 0], own, Math.sign(dot(own, vector))), axis } : { vector, axis: -1 };
}

/** From where to where the volume reaches in a direction, in steps of about `spacing`. */
function extent({ origin, axes, spacing, size }: Volume, direction: Point3, mm: number, most: number) {
	let [from, to] = [dot(origin, direction), dot(origin, direction)];
	for (const axis of [0, 1, 2] as const) {
		const reach = dot(axes[axis], direction) * spacing[axis] * (size[axis] - 1);
		if (reach < 0) from += reach;
		else to += reach;
	}
	const count = Math.min(most, Math.round((to - from) / mm) + 1);
	return { from, count, spacing: count > 1 && count === most ? (to - from) / (count - 1) : mm };
}
