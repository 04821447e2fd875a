import type { Slab } from '#lib/viewer/cells.ts';
import { slabReach, type Cut } from './cut.ts';
import type { Volume } from './volume.ts';

/** The values of one acquired frame, row by row, and what turns them into the unit of the window. */
export type SliceValues = { values: ArrayLike<number>; slope: number; intercept: number };

/** A slice of a cut: its values in the unit of the window, and the smallest and largest of them. */
export type Sampled = { values: Int16Array | Float32Array; min: number; max: number };

/**
 * Draws one slice of a cut from the frames. Frames that have not come (`undefined`) and places outside of the volume get
 * `padding`. Where pixels are voxels they are copied, elsewhere the eight around are weighed (trilinear).
 */
export function sampleCut(
	{ size }: Volume,
	slices: readonly (SliceValues | undefined)[],
	cut: Cut,
	asked: { index: number; slab: Slab | null; padding: number; isInteger: boolean }
): Sampled {
	const { columns, rows, start, perColumn, perRow, perSlice, isAligned } = cut;
	const values = asked.isInteger ? new Int16Array(columns * rows) : new Float32Array(columns * rows);
	const reach = slabReach(asked.slab, cut.step);
	const kind = asked.slab?.kind ?? 'average';
	const first = asked.index - reach;
	const last = asked.index + reach;
	const [width, height, depth] = size;
	let [min, max] = [Infinity, -Infinity];

	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++) {
			const value = through(
				start[0] + row * perRow[0] + column * perColumn[0],
				start[1] + row * perRow[1] + column * perColumn[1],
				start[2] + row * perRow[2] + column * perColumn[2]
			);
			const result = asked.isInteger ? Math.round(value) : value;
			values[row * columns + column] = result;
			if (result < min) min = result;
			if (result > max) max = result;
		}
	}
	return { values, min, max };

	/** The value of a pixel: of its voxel, or of all that the slab takes in. */
	function through(x: number, y: number, z: number): number {
		let [result, taken] = [0, 0];
		for (let at = first; at <= last; at++) {
			const [i, j, k] = [x + at * perSlice[0], y + at * perSlice[1], z + at * perSlice[2]];
			const value = isAligned ? voxel(i, j, k) : between(i, j, k);
			if (Number.isNaN(value)) continue;
			if (taken === 0 || (kind === 'maximum' && value > result) || (kind === 'minimum' && value < result))
				result = value;
			else if (kind === 'average') result += value;
			taken += 1;
		}
		if (taken === 0) return asked.padding;
		return kind === 'average' ? result / taken : result;
	}

	function voxel(x: number, y: number, z: number): number {
		const slice = slices[z];
		if (!slice || x < 0 || y < 0 || x >= width || y >= height) return NaN;
		return (slice.values[y * width + x] ?? 0) * slice.slope + slice.intercept;
	}

	/** NaN outside of the volume; half a voxel beyond its outermost centres still belongs to it. */
	function between(x: number, y: number, z: number): number {
		if (x < -0.5 || y < -0.5 || z < -0.5 || x > width - 0.5 || y > height - 0.5 || z > depth - 0.5)
			return NaN;
		const left = Math.min(Math.max(0, Math.floor(x)), width - 1);
		const top = Math.min(Math.max(0, Math.floor(y)), height - 1);
		const near = Math.min(Math.max(0, Math.floor(z)), depth - 1);
		const [fx, fy, fz] = [Math.max(0, x - left), Math.max(0, y - top), Math.max(0, z - near)];
		const right = left + 1 < width ? 1 : 0;
		const below = top + 1 < height ? width : 0;
		const offset = top * width + left;
		const front = inSlice(slices[near], offset, right, below, fx, fy);
		if (fz < 1e-4 || near + 1 >= depth) return front;
		const back = inSlice(slices[near + 1], offset, right, below, fx, fy);
		return front + (back - front) * fz;
	}
}

function inSlice(
	slice: SliceValues | undefined,
	offset: number,
	right: number,
	below: number,
	fx: number,
	fy: number
): number {
	if (!slice) return NaN;
	const { values } = slice;
	const a = values[offset] ?? 0;
	const b = values[offset + right] ?? 0;
	const c = values[offset + below] ?? 0;
	const d = values[offset + right + below] ?? 0;
	const upper = a + (b - a) * fx;
	const lower = c + (d - c) * fx;
	return (upper + (lower - upper) * fy) * slice.slope + slice.intercept;
}
