import type { StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { makeRandom } from '#lib/core/demo/random.ts';
import type { DemoImage, DisplayWindow, LesionMark } from './image.ts';
import { makeGrain } from './noise.ts';
import { renderSlice, type Scene } from './render.ts';

/** How a scene is scanned. */
export type Scan = {
	readonly scene: Scene;
	readonly matrix: number;
	readonly fieldOfViewMm: number;
	/** Heights of the slices in the order of their instance numbers. */
	readonly heights: readonly number[];
	readonly sliceMm: number;
	/** Blur of the reconstruction kernel in mm, and standard deviation of its noise in HU. */
	readonly edge: number;
	readonly noiseHu: number;
	/** Values of table or head rest, laid where there is air; −1000 elsewhere. */
	readonly rest: (x: number, y: number) => number;
	/** Drawn over a slice before noise, at the rendering's own resolution. */
	readonly overlay: ((slice: Float32Array, frame: RenderFrame, z: number) => void) | null;
	readonly seriesDescription: string;
	readonly windows: readonly DisplayWindow[];
};

export type RenderFrame = { readonly side: number; readonly pixelMm: number; readonly origin: number };

const grainSide = 512;
const grainMask = grainSide * grainSide - 1;
const lowest = -1024;
let grainTile: Float32Array | null = null;

/** The slices of a CT series, 16 bit with intercept −1024. Rendered at two thirds of the matrix, as fine as the kernel resolves. */
export function* scanSlices(scan: Scan, plan: StudyPlan): Generator<DemoImage> {
	const { matrix, fieldOfViewMm } = scan;
	const side = Math.round((matrix * 2) / 3);
	const frame: RenderFrame = {
		side,
		pixelMm: fieldOfViewMm / side,
		origin: -fieldOfViewMm / 2 + fieldOfViewMm / side / 2
	};
	const slice = new Float32Array(side * side);
	const rest = drawRest(scan, matrix);
	const pixelMm = fieldOfViewMm / matrix;
	const first = -fieldOfViewMm / 2 + pixelMm / 2;
	grainTile ??= makeGrain(11, grainSide, 0.46);
	const random = makeRandom(plan.seed, 0x7363616e);
	for (const [at, z] of scan.heights.entries()) {
		renderSlice(
			scan.scene,
			{
				columns: side,
				rows: side,
				originX: frame.origin,
				originY: frame.origin,
				columnMm: frame.pixelMm,
				rowMm: frame.pixelMm,
				step: 4,
				edge: scan.edge
			},
			z,
			slice
		);
		scan.overlay?.(slice, frame, z);
		const pixels = new Int16Array(matrix * matrix);
		digitise(
			{
				slice,
				side,
				matrix,
				rest,
				grain: grainTile,
				shift: random.below(grainSide * grainSide),
				noiseHu: scan.noiseHu
			},
			pixels
		);
		yield {
			seriesNumber: 2,
			seriesDescription: scan.seriesDescription,
			instanceNumber: at + 1,
			columns: matrix,
			rows: matrix,
			frames: 1,
			pixels,
			bitsStored: 16,
			photometric: 'MONOCHROME2',
			plane: {
				position: [first, first, z],
				orientation: [1, 0, 0, 0, 1, 0],
				rowMm: pixelMm,
				columnMm: pixelMm,
				sliceMm: scan.sliceMm
			},
			pixelMm: null,
			rescaleIntercept: lowest,
			windows: scan.windows
		};
	}
}

function drawRest(scan: Scan, matrix: number): Float32Array {
	const pixelMm = scan.fieldOfViewMm / matrix;
	const first = -scan.fieldOfViewMm / 2 + pixelMm / 2;
	const rest = new Float32Array(matrix * matrix);
	for (let row = 0; row < matrix; row++) {
		for (let column = 0; column < matrix; column++) {
			rest[row * matrix + column] = scan.rest(first + column * pixelMm, first + row * pixelMm);
		}
	}
	return rest;
}

/** Enlarges, adds table and noise, and stores HU + 1024; beyond the reconstructed circle is the lowest value. */
function digitise(
	input: {
		slice: Float32Array;
		side: number;
		matrix: number;
		rest: Float32Array;
		grain: Float32Array;
		shift: number;
		noiseHu: number;
	},
	pixels: Int16Array
): void {
	const { slice, side, matrix, rest, grain, shift, noiseHu } = input;
	const ratio = side / matrix;
	const half = matrix / 2;
	const lefts = new Int32Array(matrix);
	const alongs = new Float32Array(matrix);
	for (let column = 0; column < matrix; column++) {
		const u = Math.min(side - 1.001, Math.max(0, (column + 0.5) * ratio - 0.5));
		lefts[column] = Math.floor(u);
		alongs[column] = u - Math.floor(u);
	}
	for (let row = 0; row < matrix; row++) {
		const v = Math.min(side - 1.001, Math.max(0, (row + 0.5) * ratio - 0.5));
		const top = Math.floor(v) * side;
		const down = v - Math.floor(v);
		const reach = Math.sqrt(half * half - (row + 0.5 - half) ** 2);
		const end = Math.min(matrix, Math.floor(half + reach));
		for (let column = Math.max(0, Math.ceil(half - reach)); column < end; column++) {
			const at = row * matrix + column;
			const a = top + (lefts[column] ?? 0);
			const along = alongs[column] ?? 0;
			const upper = (slice[a] ?? 0) + ((slice[a + 1] ?? 0) - (slice[a] ?? 0)) * along;
			const lower = (slice[a + side] ?? 0) + ((slice[a + side + 1] ?? 0) - (slice[a + side] ?? 0)) * along;
			let value = upper + (lower - upper) * down;
			if (value < -950) value = Math.max(value, rest[at] ?? -1000);
			value += noiseHu * (grain[(at + shift) & grainMask] ?? 0) * (value < -950 ? 0.6 : 1);
			pixels[at] = value < lowest ? 0 : Math.round(value - lowest);
		}
	}
}

/** The mark of a lesion at a place in the patient, on the slice nearest to it. */
export function markOf(scan: Scan, plan: StudyPlan, centre: readonly [number, number, number]): LesionMark[] {
	if (!plan.lesion) return [];
	let nearest = 0;
	for (const [at, z] of scan.heights.entries()) {
		if (Math.abs(z - centre[2]) < Math.abs((scan.heights[nearest] ?? 0) - centre[2])) nearest = at;
	}
	const pixelMm = scan.fieldOfViewMm / scan.matrix;
	const first = -scan.fieldOfViewMm / 2 + pixelMm / 2;
	return [
		{
			lesion: plan.lesion,
			seriesNumber: 2,
			instanceNumber: nearest + 1,
			frameNumber: 1,
			x: Math.round((centre[0] - first) / pixelMm),
			y: Math.round((centre[1] - first) / pixelMm),
			patientMm: [centre[0], centre[1], scan.heights[nearest] ?? centre[2]]
		}
	];
}

/** Evenly spaced heights from one end to the other. */
export const heightsFrom = (from: number, stepMm: number, count: number): number[] =>
	Array.from({ length: count }, (_, at) => Math.round((from + at * stepMm) * 1000) / 1000);
