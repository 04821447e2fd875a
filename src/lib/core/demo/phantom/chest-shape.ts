import {
	ellipsoid,
	makeTubeField,
	mirrored,
	smoothMax,
	smoothMin,
	smoothStep,
	superEllipse,
	tubeDistance,
	tubesThrough
} from './geometry.ts';

/** What makes one trunk unlike another. */
export type ChestTraits = {
	readonly sex: 'F' | 'M';
	readonly scale: number;
	/** Subcutaneous fat in mm. */
	readonly fatMm: number;
	readonly offset: number;
	/** Arms down, as for a film, with shoulders and neck; CT is done with the arms up. */
	readonly armsDown: boolean;
};

/** Centre of the vertebral bodies, from front to back. */
export const spineY = (z: number): number => 60 - 0.0008 * (z + 40) ** 2;

/** Distance to the skin. */
export function trunkSkin(x: number, y: number, z: number, traits: ChestTraits): number {
	const up = smoothStep(40, 125, z);
	const width = 148 + traits.fatMm - 14 * up;
	const depth = 98 + 0.6 * traits.fatMm - 26 * up;
	let skin = superEllipse(x, y - 2, width, depth, 2.5);
	if (traits.armsDown)
		skin = Math.min(smoothMax(skin, z - 118 + 0.32 * Math.abs(x), 20), shoulders(Math.abs(x), y, z));
	if (traits.sex === 'F') skin = smoothMin(skin, breast(Math.abs(x), y, z), 22);
	return skin + 6 * Math.exp(-((x / 13) ** 2)) * smoothStep(50, 90, y);
}

const breast = (side: number, y: number, z: number): number =>
	ellipsoid(side - 78, y + 78, z + 62, 54, 44, 52);

/** Slope of the trapezius from neck to shoulder, and the arms. */
function shoulders(side: number, y: number, z: number): number {
	const neck = superEllipse(side, y - 10, 54, 58, 2.2);
	const slope = z - (150 - 0.42 * Math.max(0, side - 46));
	const girdle = smoothMax(ellipsoid(side, y - 6, z - 40, 205, 66, 120), slope, 18);
	const arm = tubeDistance({ from: [172, 6, 70, 48], to: [206, 12, -230, 42] }, side, y, z);
	return smoothMin(
		Math.max(girdle, -20 - z),
		smoothMin(z > 110 ? neck : Math.max(neck, 110 - z), arm, 20),
		22
	);
}

/** Distance to the inside of the rib cage. */
export function cage(x: number, y: number, z: number): number {
	const t = z > -70 ? (z + 70) / 192 : (z + 70) / 420;
	const open = Math.max(0.02, 1 - t * t);
	const width = 131 * Math.sqrt(open);
	const depth = 82 * Math.pow(open, 0.42);
	const wall = superEllipse(x, y + 3 - 10 * (1 - open), width, depth, 2.3);
	const spine = superEllipse(x, y - spineY(z) - 12, 27, 30, 2);
	return smoothMax(wall, -spine, 14);
}

/** Height of the diaphragm: two domes that fall steeply behind. */
export function diaphragm(x: number, y: number): number {
	const right = -86 - 0.0052 * (x + 62) ** 2 - 0.0062 * (y + 14) ** 2;
	const left = -98 - 0.0056 * (x - 66) ** 2 - 0.0062 * (y + 14) ** 2;
	return smoothMax(right, left, 14);
}

/** Heart in its own axes: along from base to apex, across, and up. */
export function heartAxes(
	x: number,
	y: number,
	z: number
): readonly [along: number, across: number, up: number] {
	const dx = x - 22;
	const dy = y + 34;
	const dz = z + 70;
	return [0.76 * dx - 0.52 * dy - 0.39 * dz, 0.56 * dx + 0.83 * dy, 0.33 * dx - 0.2 * dy + 0.92 * dz];
}

/** Distance to everything between the lungs. */
export function mediastinum(x: number, y: number, z: number): number {
	const [along, across, up] = heartAxes(x, y, z);
	const heart = ellipsoid(along, across, up, 66, 47, 45);
	const top = smoothStep(20, 110, z);
	const column = Math.max(superEllipse(x + 3, y - 4, 30 - 2 * top, 54 - 16 * top, 2.2), -30 - z);
	const stalk = Math.max(superEllipse(x - 6, y - 26, 26, 34, 2), z - 10);
	const hilum = ellipsoid(Math.abs(x) - 36, y - 8, z + 18, 17, 16, 24);
	const front = Math.max(Math.abs(x - 2) - 3.5 - 0.14 * Math.max(0, -y - 55), y + 30, z - 60);
	const right = ellipsoid(x + 30, y + 16, z + 62, 24, 30, 42);
	const knob = ellipsoid(x - 22, y - 18, z - 30, 20, 28, 20);
	return smoothMin(
		smoothMin(smoothMin(heart, right, 10), smoothMin(column, stalk, 8), 10),
		Math.min(hilum, front, knob),
		6
	);
}

/** Distance to one of the four chambers' blood; `right` is right atrium and ventricle, `left` the others, `wall` the left ventricle's muscle. */
export function chambers(x: number, y: number, z: number): { right: number; left: number; wall: number } {
	const [along, across, up] = heartAxes(x, y, z);
	const cavity = ellipsoid(along - 16, across - 10, up + 1, 36, 19, 21);
	const rightVentricle = smoothMax(ellipsoid(along - 4, across + 19, up + 4, 42, 20, 32), -(cavity - 11), 4);
	const rightAtrium = ellipsoid(x + 30, y + 18, z + 64, 20, 24, 31);
	const leftAtrium = ellipsoid(x - 4, y - 4, z + 42, 32, 17, 21);
	return {
		right: smoothMin(rightVentricle, rightAtrium, 5),
		left: smoothMin(cavity, leftAtrium, 4),
		wall: cavity - 10.5
	};
}

const aortaPoints = tubesThrough([
	[0, -28, -56, 15],
	[-16, -34, -12, 16.5],
	[-15, -27, 22, 15.5],
	[0, -9, 36, 14.5],
	[17, 14, 32, 13.5],
	[24, 32, 14, 12.8],
	[23, 39, -40, 12.4],
	[14, 42, -120, 11.8],
	[5, 38, -230, 10.5]
]);
const archBranches = [
	...tubesThrough([
		[-8, -18, 40, 6.5],
		[-22, -12, 74, 6],
		[-36, -6, 124, 4.8]
	]),
	...tubesThrough([
		[3, -6, 42, 4.6],
		[13, -8, 80, 4.2],
		[15, -4, 170, 4]
	]),
	...tubesThrough([
		[14, 8, 40, 5.2],
		[25, 10, 78, 5],
		[52, 6, 112, 4.6]
	])
];
export const aorta = makeTubeField([...aortaPoints, ...archBranches], 3, 30);

/** The pulmonary arteries by lobe, so that a clot can be put into one. */
export const lowerLobeArtery = {
	right: tubesThrough([
		[-42, 5, -15, 9],
		[-50, 16, -42, 7],
		[-58, 30, -78, 4.4]
	]),
	left: tubesThrough([
		[45, 20, -10, 8.4],
		[49, 30, -42, 6.6],
		[57, 38, -78, 4.2]
	])
};
export const pulmonaryArtery = makeTubeField(
	[
		...tubesThrough([
			[12, -52, -44, 15],
			[13, -40, -14, 15],
			[9, -20, -5, 13.5],
			[-18, -5, -9, 11.5],
			[-42, 5, -15, 9]
		]),
		...tubesThrough([
			[13, -26, -4, 13],
			[34, 4, 5, 10.5],
			[45, 20, -10, 8.4]
		]),
		...lowerLobeArtery.right,
		...lowerLobeArtery.left,
		...tubesThrough([
			[-38, 2, -10, 6.4],
			[-48, -4, 14, 5],
			[-56, -8, 38, 3.4]
		]),
		...tubesThrough([
			[38, 6, 6, 6.2],
			[50, -8, 24, 4.8],
			[58, -14, 44, 3.4]
		])
	],
	2,
	24
);

const lowerVein: Parameters<typeof tubesThrough>[0] = [
	[24, 8, -44, 8],
	[46, 12, -62, 5.6],
	[62, 22, -86, 3.4]
];
const upperVein: Parameters<typeof tubesThrough>[0] = [
	[22, -2, -38, 7.4],
	[42, -16, -18, 5.4],
	[54, -26, 12, 3.4]
];
export const pulmonaryVein = makeTubeField(
	[lowerVein, upperVein, mirrored(lowerVein), mirrored(upperVein)].flatMap((points) => tubesThrough(points)),
	2,
	24
);

export const systemicVein = makeTubeField(
	[
		...tubesThrough([
			[-47, -20, 110, 6],
			[-31, -25, 60, 7.6],
			[-31, -20, 0, 9.4],
			[-29, -14, -40, 10.5]
		]),
		...tubesThrough([
			[-31, -27, 56, 7],
			[14, -38, 62, 6.2],
			[46, -28, 98, 5.4]
		]),
		...tubesThrough([
			[-24, -4, -92, 12.5],
			[-20, 12, -140, 11.5],
			[-18, 20, -230, 11]
		]),
		...tubesThrough([
			[-30, -8, 14, 4],
			[-14, 24, 18, 4],
			[-6, 42, 0, 4],
			[-4, 46, -140, 3.4]
		])
	],
	3,
	28
);

export const airway = makeTubeField(
	[
		...tubesThrough([
			[0, -4, 170, 8.6],
			[0, -2, 120, 8.6],
			[1, 8, 6, 8.6]
		]),
		...tubesThrough([
			[-2, 9, 2, 8],
			[-16, 13, -10, 7.2],
			[-34, 15, -26, 5.8],
			[-41, 22, -52, 4.4],
			[-48, 32, -84, 2.8]
		]),
		...tubesThrough([
			[3, 9, 2, 7.6],
			[20, 17, -16, 6.6],
			[40, 23, -30, 5.6],
			[44, 32, -56, 4],
			[50, 42, -84, 2.6]
		]),
		...tubesThrough([
			[-22, 13, -12, 5],
			[-38, 6, 4, 4],
			[-46, 2, 30, 2.6]
		]),
		...tubesThrough([
			[38, 21, -26, 5],
			[46, 4, -14, 4],
			[52, -6, 12, 2.6]
		]),
		...tubesThrough([
			[-38, 18, -38, 3.6],
			[-50, -12, -56, 2.4]
		])
	],
	1.5,
	24
);

export const oesophagus = makeTubeField(
	tubesThrough([
		[2, 18, 124, 6],
		[6, 32, 0, 6.4],
		[9, 30, -90, 7],
		[22, 14, -125, 8]
	]),
	2,
	20
);
