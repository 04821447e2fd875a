import { mixWords } from '#lib/core/demo/random.ts';
import { ellipsoid, makeTubeField, smoothMax, tubesThrough } from './geometry.ts';

/** Colon: a frame of haustrated tube about the belly. */
export const colon = makeTubeField(
	[
		...tubesThrough([
			[-84, -16, -120, 24],
			[-94, -10, -80, 21],
			[-96, 0, -20, 19],
			[-92, -10, 26, 19]
		]),
		...tubesThrough([
			[-92, -10, 26, 19],
			[-62, -50, 14, 17],
			[-10, -62, 0, 16],
			[44, -58, 12, 16],
			[88, -18, 56, 16]
		]),
		...tubesThrough([
			[88, -18, 56, 16],
			[100, 14, 30, 14],
			[102, 12, -40, 13],
			[96, 2, -110, 13.5],
			[70, -8, -150, 14]
		]),
		...tubesThrough([
			[70, -8, -150, 14],
			[36, -30, -160, 13],
			[14, -8, -176, 13]
		])
	],
	8,
	22
);

export const appendix = tubesThrough([
	[-74, 6, -122, 1],
	[-60, 16, -132, 1],
	[-46, 12, -140, 1],
	[-40, 0, -142, 1]
]);

const loopMm = [31, 25, 29] as const;

/** Small bowel: rounded cells packed into the middle of the belly, some left out for the mesentery's fat (after Worley 1996). */
export function makeSmallBowel(seed: number): (x: number, y: number, z: number) => number {
	const chance = (i: number, j: number, k: number, salt: number): number =>
		mixWords(seed, i, j, k, salt) / 4294967296;
	return (x, y, z) => {
		const region = ellipsoid(x - 4, y + 34, z + 66, 82, 36, 88);
		if (region > 16) return 30;
		const i0 = Math.floor(x / loopMm[0] - 0.5);
		const j0 = Math.floor(y / loopMm[1] - 0.5);
		const k0 = Math.floor(z / loopMm[2] - 0.5);
		let first = 1e3;
		let second = 1e3;
		let isFat = false;
		for (let cell = 0; cell < 8; cell++) {
			const i = i0 + (cell & 1);
			const j = j0 + ((cell >> 1) & 1);
			const k = k0 + (cell >> 2);
			const dx = (i + 0.5 + 0.5 * (chance(i, j, k, 1) - 0.5)) * loopMm[0] - x;
			const dy = (j + 0.5 + 0.5 * (chance(i, j, k, 2) - 0.5)) * loopMm[1] - y;
			const dz = (k + 0.5 + 0.5 * (chance(i, j, k, 3) - 0.5)) * loopMm[2] - z;
			const distance = Math.sqrt(dx * dx + dy * dy + 0.6 * dz * dz);
			if (distance < first) {
				second = first;
				first = distance;
				isFat = chance(i, j, k, 4) < 0.22;
			} else if (distance < second) second = distance;
		}
		const loop = smoothMax((first - second) * 0.5 + 0.9, first - 15.5, 5);
		return isFat ? Math.max(6, loop) : smoothMax(loop, region, 4);
	};
}
