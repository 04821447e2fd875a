import type { Padding } from '#lib/viewer/formats/padding.ts';
import type { Slab } from '#lib/viewer/cells.ts';
import type { Point3 } from '#lib/viewer/types.ts';
import { slabReach, type Cut } from './cut.ts';
import { finish, type Making } from './turns.ts';
import type { Volume } from './volume.ts';

/** The values of one acquired frame, row by row, and what turns them into the unit of the window. */
export type SliceValues = {
	values: ArrayLike<number>;
	slope: number;
	intercept: number;
	/** What is no value of the patient, in the unit of the window. */
	padding?: Padding | null;
};

/** A slice of a cut: its values in the unit of the window, and the smallest and largest of them. */
export type Sampled = {
	values: Int16Array | Float32Array;
	min: number;
	max: number;
	/** 1 where a pixel has no value of the patient and was filled up; null where all have one. */
	missing: Uint8Array | null;
};

/** A slice of a cut, all at once: {@link sampling}. */
export function sampleCut(...asked: Parameters<typeof sampling>): Sampled {
	return finish(sampling(...asked));
}

/**
 * Draws one slice of a cut from the frames, row by row. Frames that have not come (`undefined`), places outside of the volume and what is
 * padding in the frames get `padding` and are told as `missing`. Where pixels are voxels they are copied; elsewhere the eight
 * around are weighed (trilinear), or in a slab, where many lie behind each other, the nearest is taken: a maximum then is a value
 * that was measured.
 */
export function* sampling(
	volume: Volume,
	slices: readonly (SliceValues | undefined)[],
	cut: Cut,
	asked: { index: number; slab: Slab | null; padding: number; isInteger: boolean }
): Making<Sampled> {
	const reach = slabReach(asked.slab, cut.step);
	const raw =
		reach === 0 && !cut.isAligned
			? yield* weighed(volume, slices, cut, asked.index)
			: yield* gathered(volume, slices, cut, {
					first: asked.index - reach,
					last: asked.index + reach,
					kind: asked.slab?.kind ?? 'average'
				});
	const values = asked.isInteger ? new Int16Array(raw.length) : raw;
	let missing: Uint8Array | null = null;
	let min = Infinity;
	let max = -Infinity;
	for (let at = 0; at < raw.length; at++) {
		let known = raw[at] ?? NaN;
		if (Number.isNaN(known)) {
			missing ??= new Uint8Array(raw.length);
			missing[at] = 1;
			known = asked.padding;
		}
		const value = asked.isInteger ? Math.round(known) : known;
		values[at] = value;
		if (value < min) min = value;
		if (value > max) max = value;
	}
	return { values, min, max, missing };
}

/** Padding in the numbers that each frame holds, from and to; no value lies in the span of one that has none. */
type PaddingSpans = { low: Float64Array; high: Float64Array; isAny: boolean };

function paddingSpans(slices: readonly (SliceValues | undefined)[]): PaddingSpans {
	const low = new Float64Array(slices.length).fill(Infinity);
	const high = new Float64Array(slices.length).fill(-Infinity);
	for (const [at, slice] of slices.entries()) {
		if (!slice?.padding) continue;
		const { values, slope, intercept } = slice;
		const ends = slice.padding.map((end) => (end - intercept) / slope);
		// Numbers that were rescaled to fractions are not the same to the last digit, others are whole.
		const slack = values instanceof Float32Array ? 1e-6 * Math.max(...ends.map(Math.abs)) : 0.25;
		low[at] = Math.min(...ends) - slack;
		high[at] = Math.max(...ends) + slack;
	}
	return { low, high, isAny: slices.some((slice) => slice?.padding != null) };
}

/** Rows of a slice that are made without looking at the clock: half a millisecond and less, of a thick slab three. */
const rowsBetween = 8;

// Plain numbers and no arrays in the loops below: they run for each pixel of each slice that is scrolled past.

/**
 * The nearest voxel of each pixel, of one slice or of all that a slab takes in; NaN where there is none. Row by row, so that what was found
 * so far and the voxels of neighbouring slices stay in the processor's cache.
 */
function* gathered(
	{ size }: Volume,
	slices: readonly (SliceValues | undefined)[],
	cut: Cut,
	{ first, last, kind }: { first: number; last: number; kind: Slab['kind'] }
): Making<Float32Array> {
	const { columns, rows, start, perColumn, perRow, perSlice } = cut;
	const values = new Float32Array(columns * rows);
	const isMean = kind === 'average' && last > first;
	// The smallest is the largest of the opposites.
	const sign = kind === 'minimum' ? -1 : 1;
	const frames = slices.map((slice) => slice?.values);
	const slopes = Float64Array.from(slices, (slice) => sign * (slice?.slope ?? 1));
	const intercepts = Float64Array.from(slices, (slice) => sign * (slice?.intercept ?? 0));
	const padded = paddingSpans(slices);
	const found = new Float64Array(columns);
	const counts = new Uint32Array(columns);
	const gather = isMean ? addUp : keepLargest;
	const line = { frames, slopes, intercepts, padded, found, counts, width: size[0], step: perColumn };
	for (let row = 0; row < rows; row++) {
		if (row % rowsBetween === 0) yield;
		found.fill(isMean ? 0 : -Infinity);
		counts.fill(0);
		for (let slice = first; slice <= last; slice++) {
			// Half a voxel on: cutting the fraction off then rounds.
			const at = (axis: 0 | 1 | 2) => start[axis] + slice * perSlice[axis] + row * perRow[axis] + 0.5;
			const from: Point3 = [at(0), at(1), at(2)];
			const [begin, end] = columnsInside(from, perColumn, size, columns);
			gather(line, from, begin, end);
		}
		const offset = row * columns;
		for (let column = 0; column < columns; column++) {
			const count = counts[column] ?? 0;
			const value = sign * (found[column] ?? 0);
			values[offset + column] = count === 0 ? NaN : isMean ? value / count : value;
		}
	}
	return values;
}

type Line = {
	frames: readonly (ArrayLike<number> | undefined)[];
	slopes: Float64Array;
	intercepts: Float64Array;
	padded: PaddingSpans;
	found: Float64Array;
	counts: Uint32Array;
	width: number;
	step: Point3;
};

/** The columns of a row of pixels that lie within the voxels, from and to. */
function columnsInside(from: Point3, step: Point3, size: Point3, columns: number): [number, number] {
	let [begin, end] = [0, columns];
	for (const axis of [0, 1, 2] as const) {
		const [origin, by, limit] = [from[axis], step[axis], size[axis]];
		const isIn = (column: number) => origin + column * by >= 0 && origin + column * by < limit;
		if (by === 0) {
			if (!isIn(0)) return [0, 0];
			continue;
		}
		const [enter, leave] =
			by > 0 ? [-origin / by, (limit - origin) / by] : [(limit - origin) / by, -origin / by];
		begin = Math.max(begin, Math.floor(enter));
		end = Math.min(end, Math.ceil(leave) + 1);
		// A quotient is rounded; what counts is where each pixel lies.
		while (begin < end && !isIn(begin)) begin++;
		while (end > begin && !isIn(end - 1)) end--;
	}
	return [begin, end];
}

function keepLargest(line: Line, [x0, y0, z0]: Point3, begin: number, end: number): void {
	const { frames, slopes, intercepts, found, counts, width, padded } = line;
	const { low, high, isAny } = padded;
	const [stepX, stepY, stepZ] = line.step;
	for (let column = begin; column < end; column++) {
		const z = (z0 + column * stepZ) | 0;
		const frame = frames[z];
		if (frame === undefined) continue;
		const stored = frame[((y0 + column * stepY) | 0) * width + ((x0 + column * stepX) | 0)] ?? 0;
		if (isAny && stored >= (low[z] ?? 0) && stored <= (high[z] ?? 0)) continue;
		const value = stored * (slopes[z] ?? 1) + (intercepts[z] ?? 0);
		if (value > (found[column] ?? 0)) found[column] = value;
		counts[column] = 1;
	}
}

function addUp(line: Line, [x0, y0, z0]: Point3, begin: number, end: number): void {
	const { frames, slopes, intercepts, found, counts, width, padded } = line;
	const { low, high, isAny } = padded;
	const [stepX, stepY, stepZ] = line.step;
	for (let column = begin; column < end; column++) {
		const z = (z0 + column * stepZ) | 0;
		const frame = frames[z];
		if (frame === undefined) continue;
		const stored = frame[((y0 + column * stepY) | 0) * width + ((x0 + column * stepX) | 0)] ?? 0;
		if (isAny && stored >= (low[z] ?? 0) && stored <= (high[z] ?? 0)) continue;
		found[column] = (found[column] ?? 0) + stored * (slopes[z] ?? 1) + (intercepts[z] ?? 0);
		counts[column] = (counts[column] ?? 0) + 1;
	}
}

/**
 * Each pixel from the eight voxels around it, and none where one of them is padding; half a voxel beyond its outermost centres
 * still belongs to the volume.
 */
function* weighed(
	{ size: [width, height, depth] }: Volume,
	slices: readonly (SliceValues | undefined)[],
	{ columns, rows, start, perColumn, perRow, perSlice }: Cut,
	index: number
): Making<Float32Array> {
	const values = new Float32Array(columns * rows).fill(NaN);
	const padded = paddingSpans(slices);
	const { isAny } = padded;
	const [stepX, stepY, stepZ] = perColumn;
	for (let row = 0; row < rows; row++) {
		if (row % rowsBetween === 0) yield;
		let x = start[0] + index * perSlice[0] + row * perRow[0];
		let y = start[1] + index * perSlice[1] + row * perRow[1];
		let z = start[2] + index * perSlice[2] + row * perRow[2];
		for (let at = row * columns; at < (row + 1) * columns; at++, x += stepX, y += stepY, z += stepZ) {
			if (x < -0.5 || y < -0.5 || z < -0.5) continue;
			if (x > width - 0.5 || y > height - 0.5 || z > depth - 0.5) continue;
			const insideX = x < 0 ? 0 : x > width - 1 ? width - 1 : x;
			const insideY = y < 0 ? 0 : y > height - 1 ? height - 1 : y;
			const insideZ = z < 0 ? 0 : z > depth - 1 ? depth - 1 : z;
			const left = insideX | 0;
			const top = insideY | 0;
			const near = insideZ | 0;
			const right = left < insideX ? 1 : 0;
			const below = top < insideY ? width : 0;
			const offset = top * width + left;
			const part = insideZ - near;
			const isThin = part < 1e-4;
			if (isAny && touches(slices, padded, near, offset, right, below)) continue;
			if (isAny && !isThin && touches(slices, padded, near + 1, offset, right, below)) continue;
			const front = inSlice(slices[near], offset, right, below, insideX - left, insideY - top);
			if (isThin) values[at] = front;
			else {
				const back = inSlice(slices[near + 1], offset, right, below, insideX - left, insideY - top);
				values[at] = front + (back - front) * part;
			}
		}
	}
	return values;
}

/** Whether one of the four voxels around a place in a frame is padding. */
function touches(
	slices: readonly (SliceValues | undefined)[],
	padded: PaddingSpans,
	at: number,
	offset: number,
	right: number,
	below: number
): boolean {
	const values = slices[at]?.values;
	const low = padded.low[at] ?? Infinity;
	const high = padded.high[at] ?? -Infinity;
	if (values === undefined || low > high) return false;
	const a = values[offset] ?? 0;
	const b = values[offset + right] ?? 0;
	const c = values[offset + below] ?? 0;
	const d = values[offset + right + below] ?? 0;
	return (
		(a >= low && a <= high) || (b >= low && b <= high) || (c >= low && c <= high) || (d >= low && d <= high)
	);
}

function inSlice(
	slice: SliceValues | undefined,
	offset: number,
	right: number,
	below: number,
	partX: number,
	partY: number
): number {
	if (slice === undefined) return NaN;
	const { values } = slice;
	const a = values[offset] ?? 0;
	const b = values[offset + right] ?? 0;
	const c = values[offset + below] ?? 0;
	const d = values[offset + right + below] ?? 0;
	const upper = a + (b - a) * partX;
	const lower = c + (d - c) * partX;
	return (upper + (lower - upper) * partY) * slice.slope + slice.intercept;
}
