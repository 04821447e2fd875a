import type { DemoSex } from '#lib/core/demo/group/types.ts';
import type { LesionPlan, StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { contrasts, makeChestScene } from './chest-scene.ts';
import { cage } from './chest-shape.ts';
import { sharedNoise } from './ct.ts';
import { detect, drawMarker } from './film-detector.ts';
import { clamp01, inside, smoothStep } from './geometry.ts';
import type { DemoImage, StudyPictures } from './image.ts';
import { growLungVessels, lungDepth } from './lung-vessels.ts';
import { renderSlice } from './render.ts';

const widthMm = 412;
const heightMm = 440;
const topZ = 196;
const coarseMm = 1;
const coarseRowMm = 1.6;
const raySteps = 88;
const rayMm = 3.1;

/** A ray sum in mm of water, row by row from the top. */
type Projection = { readonly columns: number; readonly rows: number; readonly sums: Float32Array };

const projections = new Map<DemoSex, Projection>();

/** A frontal film: rays summed through the chest, then vessels, the finding and the detector at full resolution. */
export function chestFilm(plan: StudyPlan): StudyPictures {
	const columns = plan.matrix;
	const pixelMm = widthMm / columns;
	const rows = Math.round(heightMm / pixelMm);
	const spot = plan.lesion ? spotOf(plan.lesion) : null;
	const toColumn = (x: number): number => (x + widthMm / 2) / pixelMm;
	const toRow = (z: number): number => (topZ - z) / pixelMm;
	return {
		plan,
		marks:
			plan.lesion && spot
				? [
						{
							lesion: plan.lesion,
							seriesNumber: 1,
							instanceNumber: 1,
							frameNumber: 1,
							x: Math.round(toColumn(spot.x)),
							y: Math.round(toRow(spot.z)),
							patientMm: null
						}
					]
				: [],
		imageCount: 1,
		images: function* () {
			yield expose(plan, columns, rows, pixelMm);
		}
	};
}

function expose(plan: StudyPlan, columns: number, rows: number, pixelMm: number): DemoImage {
	const projection = project(plan.sex);
	const sums = enlarge(projection, columns, rows, pixelMm);
	drawVessels(sums, { plan, columns, rows, pixelMm });
	if (plan.lesion) drawFinding(sums, plan.lesion, { columns, rows, pixelMm });
	const isInverted = plan.seed % 2 === 0;
	const pixels = detect(sums, columns, plan.seed, isInverted);
	drawMarker(pixels, columns, pixelMm, isInverted ? 200 : 3900);
	return {
		seriesNumber: 1,
		seriesDescription: 'AP PORTABLE',
		instanceNumber: 1,
		columns,
		rows,
		frames: 1,
		pixels,
		bitsStored: 12,
		photometric: isInverted ? 'MONOCHROME1' : 'MONOCHROME2',
		plane: null,
		pixelMm: Math.round(pixelMm * 1e5) / 1e5,
		rescaleIntercept: null,
		windows: [{ centre: 2048, width: 4096, name: 'NORMAL' }]
	};
}

/** Rays through the scene from front to back, once for each sex. */
function project(sex: DemoSex): Projection {
	const known = projections.get(sex);
	if (known) return known;
	const scene = makeChestScene({
		traits: { sex, scale: 0.97, fatMm: sex === 'F' ? 18 : 20, offset: 2.7, armsDown: true },
		contrast: contrasts.none,
		lesion: null,
		noise: sharedNoise()
	});
	const columns = Math.round(widthMm / coarseMm);
	const rows = Math.round(heightMm / coarseRowMm);
	const sums = new Float32Array(columns * rows);
	const slab = new Float32Array(columns * raySteps);
	for (let row = 0; row < rows; row++) {
		const z = topZ - (row + 0.5) * coarseRowMm;
		renderSlice(
			scene,
			{
				columns,
				rows: raySteps,
				originX: -widthMm / 2 + coarseMm / 2,
				originY: (-raySteps / 2) * rayMm,
				columnMm: coarseMm,
				rowMm: rayMm,
				step: 4,
				edge: 3.6
			},
			z,
			slab
		);
		for (let ray = 0; ray < raySteps; ray++) {
			for (let column = 0; column < columns; column++) {
				const hu = slab[ray * columns + column] ?? -1000;
				// Calcium absorbs more of a film's softer beam than its Hounsfield units say.
				const water = (hu + 1000) / 1000 + (hu > 130 ? (hu - 130) * 0.0022 : 0);
				sums[row * columns + column] = (sums[row * columns + column] ?? 0) + water * rayMm;
			}
		}
	}
	const made = { columns, rows, sums };
	projections.set(sex, made);
	return made;
}

/** Cubic enlargement (Catmull and Rom 1974), rows and columns apart. */
function enlarge(projection: Projection, columns: number, rows: number, pixelMm: number): Float32Array {
	const tall = new Float32Array(projection.columns * rows);
	for (let row = 0; row < rows; row++) {
		const at = ((row + 0.5) * pixelMm) / coarseRowMm - 0.5;
		const [i, w] = taps(at, projection.rows);
		for (let column = 0; column < projection.columns; column++) {
			let sum = 0;
			for (let tap = 0; tap < 4; tap++)
				sum += (projection.sums[(i[tap] ?? 0) * projection.columns + column] ?? 0) * (w[tap] ?? 0);
			tall[row * projection.columns + column] = sum;
		}
	}
	const out = new Float32Array(columns * rows);
	for (let column = 0; column < columns; column++) {
		const at = ((column + 0.5) * pixelMm) / coarseMm - 0.5;
		const [i, w] = taps(at, projection.columns);
		const [i0, i1, i2, i3] = i;
		const [w0, w1, w2, w3] = w;
		for (let row = 0; row < rows; row++) {
			const base = row * projection.columns;
			out[row * columns + column] =
				(tall[base + i0] ?? 0) * w0 +
				(tall[base + i1] ?? 0) * w1 +
				(tall[base + i2] ?? 0) * w2 +
				(tall[base + i3] ?? 0) * w3;
		}
	}
	return out;
}

type Four = [number, number, number, number];

function taps(at: number, count: number): [Four, Four] {
	const base = Math.floor(at);
	const t = at - base;
	const index = (shift: number): number => Math.min(count - 1, Math.max(0, base + shift));
	return [
		[index(-1), index(0), index(1), index(2)],
		[
			0.5 * (-t * t * t + 2 * t * t - t),
			0.5 * (3 * t * t * t - 5 * t * t + 2),
			0.5 * (-3 * t * t * t + 4 * t * t + t),
			0.5 * (t * t * t - t * t)
		]
	];
}

type Film = { readonly columns: number; readonly rows: number; readonly pixelMm: number };

/** Each vessel adds its chord: 2·√(r² − d²) of blood. */
function drawVessels(sums: Float32Array, film: Film & { plan: StudyPlan }): void {
	const { columns, rows, pixelMm, plan } = film;
	for (const { from, to } of growLungVessels(plan.seed % 1000)) {
		const radius = (from[3] + to[3]) / 2;
		// Finer ones are lost in a film's blur.
		if (radius < 0.62) continue;
		const ax = (from[0] * 0.97 + widthMm / 2) / pixelMm;
		const ay = (topZ - from[2]) / pixelMm;
		const bx = (to[0] * 0.97 + widthMm / 2) / pixelMm;
		const by = (topZ - to[2]) / pixelMm;
		const r = Math.max(1, radius / pixelMm);
		const ex = bx - ax;
		const ey = by - ay;
		const length2 = ex * ex + ey * ey || 1;
		const left = Math.max(0, Math.floor(Math.min(ax, bx) - r));
		const right = Math.min(columns - 1, Math.ceil(Math.max(ax, bx) + r));
		const top = Math.max(0, Math.floor(Math.min(ay, by) - r));
		const bottom = Math.min(rows - 1, Math.ceil(Math.max(ay, by) + r));
		for (let row = top; row <= bottom; row++) {
			for (let column = left; column <= right; column++) {
				const t = ((column - ax) * ex + (row - ay) * ey) / length2;
				if (t < 0 || t > 1) continue;
				const d2 = (column - ax - ex * t) ** 2 + (row - ay - ey * t) ** 2;
				if (d2 >= r * r) continue;
				const at = row * columns + column;
				sums[at] =
					(sums[at] ?? 0) + 1.7 * Math.sqrt(r * r - d2) * pixelMm * Math.min(1, (radius / pixelMm / r) ** 2);
			}
		}
	}
}

/** Middle of the finding in the film's plane. */
function spotOf(lesion: LesionPlan): { x: number; z: number } {
	const sign = lesion.side === 'right' ? -1 : 1;
	if (lesion.kind === 'nodule') return { x: sign * 70, z: 48 };
	if (lesion.kind === 'pneumothorax') return { x: sign * 58, z: 84 };
	return { x: sign * 72, z: -58 };
}

function drawFinding(sums: Float32Array, lesion: LesionPlan, film: Film): void {
	const { columns, rows, pixelMm } = film;
	const noise = sharedNoise();
	const spot = spotOf(lesion);
	const sign = lesion.side === 'right' ? -1 : 1;
	const half = lesion.sizeMm / 2;
	for (let row = 0; row < rows; row++) {
		const z = topZ - (row + 0.5) * pixelMm;
		for (let column = 0; column < columns; column++) {
			const x = (column + 0.5) * pixelMm - widthMm / 2;
			if (x * sign < 4) continue;
			const at = row * columns + column;
			const d = Math.sqrt((x - spot.x) ** 2 + (z - spot.z) ** 2);
			if (lesion.kind === 'nodule') {
				const r = half * (1 + 0.07 * noise(x / 6, z / 6, 1));
				if (d < r + 2)
					sums[at] = (sums[at] ?? 0) + 2.5 * Math.sqrt(Math.max(0, r * r - d * d)) * inside(d - r + 0.4, 1.6);
			} else if (lesion.kind === 'consolidation') {
				const patch =
					clamp01(1.25 - d / half + 0.22 * noise(x / 26, z / 26, 3)) *
					(0.86 + 0.14 * noise(x / 11, z / 11, 5));
				if (patch > 0)
					sums[at] = (sums[at] ?? 0) + 34 * smoothStep(0, 1, patch) * smoothStep(-14, 6, lungDepth(x, 10, z));
			} else if (z > -60) drawPleuralAir(sums, at, { x, z, sizeMm: lesion.sizeMm });
		}
	}
}

/** Lung that has fallen from the apex: a fine line, and nothing but air outside it. */
function drawPleuralAir(
	sums: Float32Array,
	at: number,
	point: { x: number; z: number; sizeMm: number }
): void {
	const wall = cage(point.x / 0.97, 0, point.z);
	const gap = point.sizeMm * smoothStep(-46, 70, point.z) + 0.4;
	const line = -wall - gap;
	if (wall > 0) return;
	const value = sums[at] ?? 0;
	const beyond = inside(line, 0.8) * (gap > 1 ? 1 : 0);
	const edge = Math.max(0, 1 - Math.abs(line) / 0.55) * (gap > 2 ? 1 : 0);
	sums[at] = value - 9 * beyond + 5.5 * edge;
}
