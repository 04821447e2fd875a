import { describe, expect, it } from 'vitest';
import type { Slab } from '#lib/viewer/cells.ts';
import type { Point3 } from '#lib/viewer/types.ts';
import { basisOf, makeCut, slabReach } from './cut.ts';
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
const slices = Array.from({ length: volume.size[2] }, (_, k) => ({
	values: Array.from({ length: volume.size[0] * volume.size[1] }, (__, at) => (at * 37 + k * 101) % 251),
	slope: 1,
	intercept: 0
}));

describe('a leaning slab', () => {
	/** Each pixel by itself: the nearest voxel of each slice that the slab takes in, where there is one. */
	function oneByOne(cut: ReturnType<typeof makeCut>, index: number, slab: Slab): number[] {
		const reach = slabReach(slab, cut.step);
		const [width, height, depth] = volume.size;
		return Array.from({ length: cut.columns * cut.rows }, (_, pixel) => {
			const [column, row] = [pixel % cut.columns, Math.floor(pixel / cut.columns)];
			const found: number[] = [];
			for (let slice = index - reach; slice <= index + reach; slice++) {
				const voxel = (axis: 0 | 1 | 2) =>
					Math.floor(
						cut.start[axis] +
							slice * cut.perSlice[axis] +
							row * cut.perRow[axis] +
							0.5 +
							column * cut.perColumn[axis]
					);
				const [i, j, k] = [voxel(0), voxel(1), voxel(2)];
				const isInside = i >= 0 && j >= 0 && k >= 0 && i < width && j < height && k < depth;
				if (isInside) found.push(slices[k]?.values[j * width + i] ?? NaN);
			}
			if (found.length === 0) return NaN;
			if (slab.kind === 'average') return found.reduce((sum, value) => sum + value, 0) / found.length;
			return slab.kind === 'maximum' ? Math.max(...found) : Math.min(...found);
		});
	}

	it.each(['maximum', 'minimum', 'average'] as const)(
		'takes in the nearest voxels and no others: %s',
		(kind) => {
			for (const angle of [-1.4, -0.3, 0.2, 0.9, 1.5]) {
				const straight = basisOf('coronal', volume);
				const lean = (vector: Point3) => turned(vector, [0.48, 0.6, 0.64], angle);
				const cut = makeCut(volume, {
					row: lean(straight.row),
					column: lean(straight.column),
					normal: lean(straight.normal)
				});
				const slab = { kind, thicknessMm: 7 };
				for (let index = 0; index < cut.count; index++) {
					const { values, missing } = sampleCut(volume, slices, cut, {
						index,
						slab,
						padding: -9999,
						isInteger: false
					});
					const known = [...values].map((value, at) => (missing?.[at] === 1 ? NaN : value));
					const expected = oneByOne(cut, index, slab).map(Math.fround);
					expect(known).toEqual(expected);
				}
			}
		}
	);
});
