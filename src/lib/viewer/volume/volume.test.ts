import { describe, expect, it } from 'vitest';
import type { Point3 } from '#lib/viewer/types.ts';
import { makeVolume, type FramePlane } from './volume.ts';

function frames(count: number, given: (index: number) => Partial<FramePlane> = () => ({})): FramePlane[] {
	return Array.from({ length: count }, (_, index) => ({
		origin: [-10, -20, index * 2.5] as Point3,
		row: [1, 0, 0],
		column: [0, 1, 0],
		columnSpacing: 0.5,
		rowSpacing: 0.75,
		columns: 40,
		rows: 30,
		...given(index)
	}));
}
const plain = { isColour: false, bytes: 10, budgetBytes: 100 };

describe('the volume of a series', () => {
	it('is the grid of its voxels', () => {
		expect(makeVolume(frames(5), plain)).toEqual({
			ok: true,
			volume: {
				origin: [-10, -20, 0],
				axes: [
					[1, 0, 0],
					[0, 1, 0],
					[0, 0, 1]
				],
				spacing: [0.5, 0.75, 2.5],
				size: [40, 30, 5]
			}
		});
	});

	it('runs the way the frames do, from the head down too', () => {
		const answer = makeVolume(
			frames(4, (index) => ({ origin: [0, 0, -index] })),
			plain
		);
		expect(answer.ok && answer.volume.axes[2]).toEqual([0, 0, -1]);
	});

	it('takes the rounding of a header for what it is', () => {
		const rounded = frames(20, (index) => ({ origin: [0, 0, Math.round(index * 0.625 * 100) / 100] }));
		expect(makeVolume(rounded, plain).ok).toBe(true);
	});

	it.each([
		['two frames', frames(2), {}, 'too-few'],
		['colour', frames(5), { isColour: true }, 'colour'],
		['more bytes than the cache has', frames(5), { bytes: 101 }, 'memory'],
		['frames at one place', frames(5, () => ({ origin: [0, 0, 0] })), {}, 'no-position'],
		['a gap', frames(6, (index) => ({ origin: [0, 0, index + (index > 2 ? 1 : 0)] })), {}, 'unequal-spacing'],
		['a leaning gantry', frames(6, (index) => ({ origin: [0, index * 0.02, index] })), {}, 'tilted'],
		['another size', frames(6, (index) => (index === 3 ? { rows: 31 } : {})), {}, 'mixed-size'],
		[
			'another spacing of pixels',
			frames(6, (index) => (index === 3 ? { rowSpacing: 0.8 } : {})),
			{},
			'not-parallel'
		],
		[
			'a turned frame',
			frames(6, (index) => (index === 3 ? { row: [0.99, 0.141, 0] } : {})),
			{},
			'not-parallel'
		]
	] as const)('is refused for %s', (_, given, change, reason) => {
		expect(makeVolume(given, { ...plain, ...change })).toEqual({ ok: false, reason });
	});

	it('is refused where a header gives no place', () => {
		expect(makeVolume([...frames(3), null, ...frames(2)], plain)).toEqual({
			ok: false,
			reason: 'no-position'
		});
	});
});
