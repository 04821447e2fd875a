import {
	ellipsoid,
	makeTubeField,
	smoothMax,
	smoothMin,
	smoothStep,
	superEllipse,
	tubesThrough
} from './geometry.ts';

/** What makes one belly unlike another. z = 0 is the level of the kidneys' hila; y = 0 the middle. */
export type AbdomenTraits = {
	readonly sex: 'F' | 'M';
	readonly scale: number;
	/** Subcutaneous fat in mm. */
	readonly fatMm: number;
	readonly offset: number;
};

/** Centre of the vertebral bodies: lumbar lordosis. */
export const lumbarY = (z: number): number => 42 + 0.0011 * (z - 10) ** 2 * (z > 10 ? 1 : 0.7);

export function bellySkin(x: number, y: number, z: number, traits: AbdomenTraits): number {
	const hips = smoothStep(-60, -150, z);
	const width = 138 + traits.fatMm * 1.05 + 10 * hips;
	const depth = 86 + traits.fatMm * 0.9 + 6 * hips;
	return superEllipse(x, y - 2, width, depth, 2.45) + 7 * Math.exp(-((x / 14) ** 2)) * smoothStep(50, 90, y);
}

/** Distance to the inside of the belly wall: what holds the organs. */
export function belly(x: number, y: number, z: number): number {
	const low = smoothStep(-70, -160, z);
	const wall = superEllipse(x, y + 8, 122 - 8 * low, 72 - 4 * low, 2.35);
	const back = superEllipse(x, y - lumbarY(z) - 16, 40, 34, 2.2);
	return smoothMax(wall, -back, 16);
}

/** Height of the diaphragm over the belly. */
export function dome(x: number, y: number): number {
	const right = 148 - 0.0052 * (x + 62) ** 2 - 0.0062 * (y + 14) ** 2;
	const left = 136 - 0.0056 * (x - 66) ** 2 - 0.0062 * (y + 14) ** 2;
	return smoothMax(right, left, 14);
}

export function liver(x: number, y: number, z: number): number {
	const right = ellipsoid(x + 64, y + 4, z - 66, 66, 74, 90);
	const left = ellipsoid(x - 8, y + 44, z - 88, 62, 26, 32);
	const gate = ellipsoid(x + 18, y + 8, z - 50, 26, 18, 22);
	const bed = ellipsoid(x + 46, y + 52, z - 22, 18, 26, 26);
	return smoothMax(smoothMax(smoothMin(right, left, 18), -gate, 10), -bed, 10);
}

export const gallbladder = (x: number, y: number, z: number): number =>
	ellipsoid(x + 46, y + 50 - 0.2 * (z - 22), z - 20, 14, 17, 24);

export const spleen = (x: number, y: number, z: number): number => {
	const outer = ellipsoid(x - 94, y - 26, z - 74, 26, 46, 48);
	const inner = ellipsoid(x - 68, y - 12, z - 74, 26, 36, 54);
	return smoothMax(outer, -inner, 8);
};

export const stomach = (x: number, y: number, z: number): number => {
	const fundus = ellipsoid(x - 58, y + 10, z - 96, 36, 34, 36);
	const body = ellipsoid(x - 50, y + 40, z - 58, 26, 20, 34);
	const antrum = ellipsoid(x - 8 - 0.3 * (z - 40), y + 46, z - 40, 42, 15, 15);
	return smoothMin(smoothMin(fundus, body, 14), antrum, 12);
};

const pancreasTubes = makeTubeField(
	tubesThrough([
		[-24, -14, 10, 13],
		[-12, -20, 30, 11],
		[12, -20, 40, 9],
		[44, 2, 50, 9],
		[70, 18, 60, 8]
	]),
	6,
	24
);
export const pancreas = pancreasTubes;

/** One kidney in its own place; `sinus` is the fat and collecting system in the hilum, `cortex` the outer layer. */
export function kidney(
	x: number,
	y: number,
	z: number,
	sign: 1 | -1
): { whole: number; sinus: number; pelvis: number } {
	const side = x * sign - 60;
	const height = z - (sign > 0 ? 4 : -6);
	const tilt = side + 0.16 * height;
	const deep = y - 34 - 0.1 * height + 0.12 * side;
	const body = ellipsoid(tilt, deep, height, 28, 25, 54);
	const hilum = ellipsoid(tilt + 26, deep + 7, height, 15, 9, 19);
	const sinus = ellipsoid(tilt + 8, deep + 2, height, 15, 8, 30);
	const pelvis = ellipsoid(tilt + 17, deep + 4, height + 2, 10, 5, 11);
	return { whole: smoothMax(body, -hilum, 6), sinus: Math.min(sinus, hilum), pelvis };
}

export const psoas = (side: number, y: number, z: number): number => {
	const down = smoothStep(60, -110, z);
	return ellipsoid(
		side - 30 - 18 * down,
		y - lumbarY(z) - 4 + 18 * smoothStep(-80, -150, z),
		0,
		8 + 15 * down,
		12 + 10 * down,
		1e3
	);
};

export const aorta = makeTubeField(
	[
		...tubesThrough([
			[10, 28, 190, 11.5],
			[6, 14, 60, 10.5],
			[4, 12, -55, 9.5]
		]),
		...tubesThrough([
			[4, 12, -55, 8],
			[-18, 14, -95, 6.4],
			[-48, 10, -150, 5.4],
			[-62, -6, -200, 5]
		]),
		...tubesThrough([
			[4, 12, -55, 8],
			[24, 14, -95, 6.4],
			[52, 10, -150, 5.4],
			[64, -6, -200, 5]
		]),
		...tubesThrough([
			[6, 12, 34, 4.4],
			[4, -6, 26, 4],
			[0, -14, -40, 3.4],
			[-12, -14, -80, 2.2]
		]),
		...tubesThrough([
			[6, 12, 52, 4.6],
			[6, -8, 56, 4.2],
			[-14, -12, 56, 3],
			[-32, -14, 54, 2.6]
		]),
		...tubesThrough([
			[6, -8, 56, 3.6],
			[40, 4, 58, 3],
			[72, 14, 66, 2.6]
		]),
		...tubesThrough([
			[5, 13, 6, 4],
			[26, 24, 4, 3.2],
			[42, 30, 4, 2.6]
		]),
		...tubesThrough([
			[4, 13, 2, 4],
			[-24, 24, -4, 3.2],
			[-42, 30, -6, 2.6]
		])
	],
	2,
	22
);

export const cava = makeTubeField(
	[
		...tubesThrough([
			[-18, 12, 160, 12],
			[-20, 18, 60, 11.5],
			[-18, 18, -60, 11]
		]),
		...tubesThrough([
			[-18, 18, -60, 9],
			[-28, 18, -100, 7],
			[-54, 14, -150, 6.4],
			[-70, -2, -200, 6]
		]),
		...tubesThrough([
			[-18, 18, -60, 9],
			[12, 22, -92, 7],
			[46, 16, -150, 6.4],
			[72, -2, -200, 6]
		]),
		...tubesThrough([
			[-18, 16, 6, 6],
			[6, 2, 8, 4.6],
			[26, 18, 6, 4.4],
			[42, 28, 4, 3.6]
		]),
		...tubesThrough([
			[-18, 18, -4, 5.4],
			[-42, 28, -6, 4]
		])
	],
	2,
	24
);

export const portal = makeTubeField(
	[
		...tubesThrough([
			[-2, -12, -50, 5],
			[-6, -14, 10, 5.6],
			[-8, -14, 34, 7],
			[-26, -10, 54, 6.6],
			[-44, -8, 64, 5.6]
		]),
		...tubesThrough([
			[-8, -14, 34, 5.6],
			[20, -8, 44, 5],
			[50, 8, 54, 4.6],
			[76, 18, 66, 4]
		]),
		...tubesThrough([
			[-44, -8, 64, 5],
			[-64, 8, 72, 4.2],
			[-78, 20, 80, 3.2]
		]),
		...tubesThrough([
			[-44, -8, 64, 4.6],
			[-66, -20, 58, 3.8],
			[-84, -30, 54, 2.8]
		]),
		...tubesThrough([
			[-26, -10, 54, 4.6],
			[-6, -34, 76, 3.6],
			[10, -44, 86, 2.8]
		]),
		// Hepatic veins meet the cava at the dome.
		...tubesThrough([
			[-20, 12, 122, 5.6],
			[-54, 14, 112, 4.6],
			[-88, 20, 92, 3]
		]),
		...tubesThrough([
			[-20, 10, 122, 5.6],
			[-46, -20, 110, 4.4],
			[-66, -42, 92, 2.8]
		]),
		...tubesThrough([
			[-18, 8, 122, 5.2],
			[0, -26, 110, 4],
			[14, -42, 98, 2.6]
		])
	],
	2,
	22
);

/** Distance to the wings of the pelvis and the sacrum's sides, from the patient's left. */
export function pelvis(side: number, y: number, z: number): number {
	if (z > -62) return 30;
	const low = smoothStep(-62, -150, z);
	const along = y - 34 + 40 * low;
	const wing =
		Math.abs(side - (116 - 26 * low) + 0.012 * (along + 20) ** 2 * (along > -20 ? 1 : 0.35)) -
		3.4 -
		3.2 * low;
	const blade = Math.max(wing, along - 44 - 8 * low, -along - 46 * smoothStep(-62, -100, z) - 6, z + 66);
	const sacrum = Math.max(superEllipse(side, y - 66, 46 - 0.1 * (-z - 95), 19, 2.2), z + 96);
	return Math.min(blade, sacrum);
}
