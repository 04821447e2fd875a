import { makeRandom } from '#lib/core/demo/random.ts';
import { cage, diaphragm, mediastinum } from './chest-shape.ts';
import type { Tube } from './geometry.ts';
import { growTree } from './vessel-tree.ts';

type Point = readonly [x: number, y: number, z: number];

// Where the arteries and veins that are modelled as solids leave off, on the patient's left; mirrored for the right.
const roots: readonly { at: Point; radius: number; stems: number }[] = [
	{ at: [44, 8, -14], radius: 3.1, stems: 9 },
	{ at: [50, 20, -46], radius: 2.9, stems: 9 },
	{ at: [57, 34, -78], radius: 2.9, stems: 8 },
	{ at: [57, -10, 40], radius: 2.8, stems: 8 },
	{ at: [47, -3, 18], radius: 2.6, stems: 8 },
	{ at: [60, 20, -84], radius: 2.4, stems: 6 },
	{ at: [52, -24, 10], radius: 2.5, stems: 7 }
];

/** Depth inside the lung in mm; negative outside. */
export const lungDepth = (x: number, y: number, z: number): number =>
	-Math.max(cage(x, y, z), -mediastinum(x, y, z), diaphragm(x, y) - z);

/** Arteries and veins of both lungs down to less than a millimetre. */
export function growLungVessels(seed: number): Tube[] {
	return [1, -1].flatMap((sign) =>
		roots.flatMap(({ at, radius, stems }, nth) => {
			const random = makeRandom(seed, nth, sign);
			return growTree({
				seed: seed + nth * 2 + sign,
				root: [sign * at[0], at[1], at[2]],
				// A golden spiral over the sphere, turned outwards.
				stems: Array.from({ length: stems }, (_, stem): Point => {
					const height = 1 - (2 * (stem + 0.5)) / stems;
					const turn = stem * 2.39996 + random.next();
					const ring = Math.sqrt(1 - height * height);
					return [sign * (0.75 + ring * Math.cos(turn)), ring * Math.sin(turn), height];
				}),
				radius: radius * 0.94,
				smallest: 0.38,
				lengthFactor: 9.5,
				room: lungDepth
			});
		})
	);
}
