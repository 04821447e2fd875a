import { dot, type Plane as PixelPlane } from '#lib/viewer/marks/plane.ts';
import type { NoVolumeReason } from '#lib/viewer/cells.ts';
import type { Point3 } from '#lib/viewer/types.ts';
import { along, lengthOf, minus, unit } from './vectors.ts';

/** Where one frame lies, and how large it is in pixels. */
export type FramePlane = PixelPlane & { columns: number; rows: number };

/** A regular grid of voxels: parallel frames at equal distances, straight above each other. */
export type Volume = {
	/** Centre of the first voxel, mm. */
	origin: Point3;
	/** Unit vectors toward higher columns, rows and slices. */
	axes: [Point3, Point3, Point3];
	/** Millimetres between the centres of neighbours along each axis. */
	spacing: Point3;
	/** Columns, rows, slices. */
	size: Point3;
};

export type VolumeAnswer = { ok: true; volume: Volume } | { ok: false; reason: NoVolumeReason };

/** Two slices show no third direction. */
const fewestSlices = 3;
/** Cosine of about 1.4°: the rounding of a header, not another plane. */
const parallelCosine = 0.9997;
/** A slice may lie this part of the distance beside its place; headers round to hundredths of a millimetre. */
const spacingTolerance = 0.1;
/** Sine of 0.5°: a gantry that leans further shifts each slice against the one before. */
const tiltTolerance = 0.0087;

/**
 * The volume that frames in scroll order make, or why they make none. Only regular grids are cut: a gap or a leaning
 * gantry would show anatomy in the wrong place without a sign of it (PS3.3 C.7.6.2.1.1).
 */
export function makeVolume(
	frames: readonly (FramePlane | null)[],
	{ isColour, bytes, budgetBytes }: { isColour: boolean; bytes: number; budgetBytes: number }
): VolumeAnswer {
	const [first, second] = frames;
	const last = frames.at(-1);
	if (isColour) return refused('colour');
	if (frames.length < fewestSlices) return refused('too-few');
	if (!first || !second || !last || frames.some((frame) => frame === null)) return refused('no-position');
	const placed = frames.filter((frame) => frame !== null);
	if (placed.some((frame) => frame.columns !== first.columns || frame.rows !== first.rows))
		return refused('mixed-size');
	if (placed.some((frame) => !isAlike(frame, first))) return refused('not-parallel');
	const span = minus(last.origin, first.origin);
	const spacing = lengthOf(span) / (frames.length - 1);
	if (spacing < 1e-3) return refused('no-position');
	const axis = unit(span);
	if (Math.hypot(dot(axis, first.row), dot(axis, first.column)) > tiltTolerance) return refused('tilted');
	const isRegular = placed.every((frame, index) => {
		const expected = along(first.origin, axis, spacing * index);
		return lengthOf(minus(frame.origin, expected)) <= spacing * spacingTolerance;
	});
	if (!isRegular) return refused('unequal-spacing');
	if (bytes > budgetBytes) return refused('memory');
	return {
		ok: true,
		volume: {
			origin: first.origin,
			axes: [first.row, first.column, axis],
			spacing: [first.columnSpacing, first.rowSpacing, spacing],
			size: [first.columns, first.rows, frames.length]
		}
	};
}

function isAlike(frame: FramePlane, first: FramePlane): boolean {
	return (
		dot(frame.row, first.row) > parallelCosine &&
		dot(frame.column, first.column) > parallelCosine &&
		Math.abs(frame.columnSpacing - first.columnSpacing) < 1e-3 * first.columnSpacing &&
		Math.abs(frame.rowSpacing - first.rowSpacing) < 1e-3 * first.rowSpacing
	);
}

function refused(reason: NoVolumeReason): VolumeAnswer {
	return { ok: false, reason };
}
