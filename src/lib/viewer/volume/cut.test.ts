import { describe, expect, it } from 'vitest';
import { dot } from '#lib/viewer/marks/plane.ts';
import type { Point3 } from '#lib/viewer/types.ts';
import { basisOf, isAsAcquired, makeCut, slabMm, slabReach, sliceOrigin, type Basis } from './cut.ts';
import { sampleCut } from './sample.ts';
import { turned } from './vectors.ts';
import type { Volume } from './volume.ts';

const volume: Volume = {
	origin: [-10, -20, -30],
	axes: [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1]
	],
	spacing: [1, 2, 3],
	size: [8, 7, 6]
};
/** A field that is linear in space: interpolation finds it again exactly, wherever it looks. */
const field = ([x, y, z]: Point3) => 5 * x - 3 * y + 2 * z;
const slices = Array.from({ length: volume.size[2] }, (_, k) => ({
	values: Array.from({ length: volume.size[0] * volume.size[1] }, (__, at) => {
		const [i, j] = [at % volume.size[0], Math.floor(at / volume.size[0])];
		return field([-10 + i, -20 + 2 * j, -30 + 3 * k]);
	}),
	slope: 1,
	intercept: 0
}));
const thin = { slab: null, padding: -9999, isInteger: false };

function pixelPoint(cut: ReturnType<typeof makeCut>, index: number, column: number, row: number): Point3 {
	const origin = sliceOrigin(cut, index);
	const part = (axis: 0 | 1 | 2) =>
		origin[axis] + cut.row[axis] * column * cut.columnSpacing + cut.column[axis] * row * cut.rowSpacing;
	return [part(0), part(1), part(2)];
}

describe('a plane through a volume', () => {
	it.each([
		['stack', [8, 7, 6], [1, 2, 3], [-10, -20, -30]],
		['axial', [8, 7, 6], [1, 2, 3], [-10, -20, -30]],
		['coronal', [8, 6, 7], [1, 3, 2], [-10, -20, -15]],
		['sagittal', [7, 6, 8], [2, 3, 1], [-10, -20, -15]]
	] as const)('%s: as many pixels as voxels, at the place of its voxels', (plane, size, spacing, origin) => {
		const cut = makeCut(volume, basisOf(plane, volume));
		expect([cut.columns, cut.rows, cut.count]).toEqual(size);
		expect([cut.columnSpacing, cut.rowSpacing, cut.step]).toEqual(spacing);
		expect(cut.origin).toEqual(origin);
		expect(cut.isAligned).toBe(true);
	});

	it.each(['stack', 'axial', 'coronal', 'sagittal'] as const)(
		'%s: each pixel has the value of its place',
		(plane) => {
			const cut = makeCut(volume, basisOf(plane, volume));
			const index = cut.count - 2;
			const { values } = sampleCut(volume, slices, cut, { index, ...thin });
			for (let row = 0; row < cut.rows; row++)
				for (let column = 0; column < cut.columns; column++)
					expect(values[row * cut.columns + column]).toBe(field(pixelPoint(cut, index, column, row)));
		}
	);

	it('oblique: each pixel between the outermost voxels has the value of its place, to a thousandth', () => {
		const axis: Point3 = [0.6, 0.8, 0];
		const straight = basisOf('coronal', volume);
		const lean = (vector: Point3) => turned(vector, axis, 0.5);
		const basis: Basis = {
			row: lean(straight.row),
			column: lean(straight.column),
			normal: lean(straight.normal)
		};
		const cut = makeCut(volume, basis);
		expect(cut.isAligned).toBe(false);
		const index = cut.count >> 1;
		const { values } = sampleCut(volume, slices, cut, { index, ...thin });
		let compared = 0;
		for (let row = 0; row < cut.rows; row++)
			for (let column = 0; column < cut.columns; column++) {
				const point = pixelPoint(cut, index, column, row);
				const isInside = [0, 1, 2].every((at) => {
					const voxel = ((point[at] ?? 0) - (volume.origin[at] ?? 0)) / (volume.spacing[at] ?? 1);
					return voxel >= 0 && voxel <= (volume.size[at] ?? 0) - 1;
				});
				if (!isInside) continue;
				compared += 1;
				expect(values[row * cut.columns + column]).toBeCloseTo(field(point), 3);
			}
		expect(compared).toBeGreaterThan(30);
		expect(values[0]).toBe(-9999);
	});

	it.each([
		['axial', volume, true],
		['coronal', volume, false],
		['sagittal', volume, false],
		[
			'axial',
			{
				...volume,
				axes: [
					[1, 0, 0],
					[0, 1, 0],
					[0, 0, -1]
				]
			},
			true
		],
		[
			'axial',
			{
				...volume,
				axes: [
					[-1, 0, 0],
					[0, 1, 0],
					[0, 0, 1]
				]
			},
			false
		],
		[
			'axial',
			{
				...volume,
				axes: [
					[1, 0, 0],
					[0, 0.995, 0.1],
					[0, -0.1, 0.995]
				]
			},
			false
		]
	] as const)('%s is or is not what was acquired: %#', (plane, given, isSame) => {
		const acquired: Volume = { ...given, axes: [[...given.axes[0]], [...given.axes[1]], [...given.axes[2]]] };
		expect(isAsAcquired(acquired, basisOf(plane, acquired))).toBe(isSame);
	});

	it('leaves what has not come empty', () => {
		const cut = makeCut(volume, basisOf('coronal', volume));
		const partly = slices.map((slice, at) => (at === 1 ? undefined : slice));
		const { values } = sampleCut(volume, partly, cut, { index: 3, ...thin });
		const rows = Array.from({ length: cut.rows }, (_, row) => values[row * cut.columns]);
		expect(rows.map((value) => value === -9999)).toEqual([false, false, false, false, true, false]);
	});

	it.each(['straight', 'leaning'] as const)('tells which pixels are filled up, and no others: %s', (way) => {
		const straight = basisOf('coronal', volume);
		const lean = (vector: Point3) => turned(vector, [0.6, 0.8, 0], way === 'straight' ? 0 : 0.5);
		const basis = {
			row: lean(straight.row),
			column: lean(straight.column),
			normal: lean(straight.normal)
		};
		const cut = makeCut(volume, basis);
		const partly = slices.map((slice, at) => (at === 1 ? undefined : slice));
		const { values, missing } = sampleCut(volume, partly, cut, { index: cut.count >> 1, ...thin });
		const filled = Array.from(values, (value) => Number(value === -9999));
		expect(new Set(filled)).toEqual(new Set([0, 1]));
		expect([...(missing ?? [])]).toEqual(filled);
	});

	it('has nothing missing where every pixel has a voxel', () => {
		const cut = makeCut(volume, basisOf('coronal', volume));
		expect(sampleCut(volume, slices, cut, { index: 3, ...thin }).missing).toBeNull();
	});

	it('turns stored values into the unit of the window', () => {
		const cut = makeCut(volume, basisOf('stack', volume));
		const stored = slices.map((slice) => ({ ...slice, slope: 2, intercept: -100 }));
		const { values, min, max } = sampleCut(volume, stored, cut, { index: 0, ...thin, isInteger: true });
		expect(values[0]).toBe(2 * field([-10, -20, -30]) - 100);
		expect([min, max]).toEqual([Math.min(...values), Math.max(...values)]);
	});
});

describe('a slab', () => {
	const cut = makeCut(volume, basisOf('stack', volume));
	const at = (kind: 'maximum' | 'minimum' | 'average', thicknessMm: number, index: number) =>
		sampleCut(volume, slices, cut, { index, slab: { kind, thicknessMm }, padding: 0, isInteger: false })
			.values[0];
	const value = (k: number) => field([-10, -20, -30 + 3 * k]);

	it('of 9 mm takes three slices 3 mm apart', () => {
		expect(at('maximum', 9, 2)).toBe(value(3));
		expect(at('minimum', 9, 2)).toBe(value(1));
		expect(at('average', 9, 2)).toBeCloseTo((value(1) + value(2) + value(3)) / 3, 4);
	});

	it('takes only what there is at the end of the volume', () => {
		expect(at('average', 9, 0)).toBeCloseTo((value(0) + value(1)) / 2, 4);
	});

	it.each([
		[null, 3, 0],
		[{ kind: 'maximum', thicknessMm: 2 }, 3, 0],
		[{ kind: 'maximum', thicknessMm: 6 }, 3, 1],
		[{ kind: 'maximum', thicknessMm: 10 }, 1, 5]
	] as const)('%o at steps of %d mm reaches %d slices each way', (slab, step, reach) => {
		expect(slabReach(slab, step)).toBe(reach);
	});

	it.each([
		[null, 6, 6],
		[10, 6, 6],
		[10, 5, 15],
		[10, 1, 11],
		[9, 3, 9]
	])('asked for with %s mm of slices of %d mm is %d mm thick', (thicknessMm, step, mm) => {
		expect(slabMm(thicknessMm === null ? null : { kind: 'maximum', thicknessMm }, step)).toBe(mm);
	});
});

describe('padding in the frames', () => {
	/** Values of 50 but for one voxel of padding, stored as `stored` says. */
	const padded = (k: number, rescale: { slope: number; intercept: number }) => ({
		...rescale,
		values: Array.from({ length: volume.size[0] * volume.size[1] }, (_, at) => {
			const value = k === 2 && at === 3 * volume.size[0] + 4 ? -2000 : 50;
			return (value - rescale.intercept) / rescale.slope;
		}),
		padding: [-2000, -2000] as const
	});
	const whole = { slope: 1, intercept: 0 };
	const known = ({ values, missing }: ReturnType<typeof sampleCut>) =>
		new Set([...values].filter((_, at) => missing?.[at] !== 1));

	it.each([
		['a slice', 'stack', null, whole],
		['stored values', 'stack', null, { slope: 2, intercept: -1024 }],
		['a lowest value', 'stack', { kind: 'minimum', thicknessMm: 9 }, whole],
		['a mean', 'stack', { kind: 'average', thicknessMm: 9 }, whole],
		['a leaning plane', 'oblique', null, whole],
		['a leaning mean', 'oblique', { kind: 'average', thicknessMm: 5 }, whole]
	] as const)('is not taken for a value: %s', (_, plane, slab, rescale) => {
		const frames = slices.map((__, k) => padded(k, rescale));
		const straight = basisOf('stack', volume);
		const lean = (vector: Point3) => turned(vector, [0.6, 0.8, 0], plane === 'oblique' ? 0.2 : 0);
		const basis = {
			row: lean(straight.row),
			column: lean(straight.column),
			normal: lean(straight.normal)
		};
		const cut = makeCut(volume, basis);
		for (let index = 0; index < cut.count; index++) {
			const found = known(sampleCut(volume, frames, cut, { index, slab, padding: -2000, isInteger: true }));
			expect([...found].filter((value) => value !== 50)).toEqual([]);
		}
	});

	it('is a pixel without a value in a slice, and leaves no hole in a slab that has others there', () => {
		const frames = slices.map((_, k) => padded(k, whole));
		const cut = makeCut(volume, basisOf('stack', volume));
		const asked = { index: 2, padding: -2000, isInteger: true };
		const { missing, values } = sampleCut(volume, frames, cut, { ...asked, slab: null });
		const at = 3 * volume.size[0] + 4;
		expect(missing?.reduce((sum, each) => sum + each, 0)).toBe(1);
		expect([missing?.[at], values[at]]).toEqual([1, -2000]);
		const slab = { kind: 'average', thicknessMm: 9 } as const;
		expect(sampleCut(volume, frames, cut, { ...asked, slab }).missing).toBeNull();
	});
});

describe('turning', () => {
	it('by half a turn mirrors a vector at the axis', () => {
		const [x, y, z] = turned([1, 0, 0], [0.6, 0.8, 0], Math.PI);
		expect([x, y, z].map((value) => Math.round(value * 1e6) / 1e6 + 0)).toEqual([-0.28, 0.96, 0]);
	});

	it('keeps lengths and right angles', () => {
		const [a, b] = [turned([1, 0, 0], [0, 0, 1], 0.7), turned([0, 1, 0], [0, 0, 1], 0.7)];
		expect(dot(a, b)).toBeCloseTo(0);
		expect(dot(a, a)).toBeCloseTo(1);
		expect(turned([1, 0, 0], [0, 0, 1], Math.PI / 2)[1]).toBeCloseTo(1);
	});
});
