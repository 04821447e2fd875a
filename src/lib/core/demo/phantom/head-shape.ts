import {
	clamp01,
	ellipsoid,
	mix,
	smoothMax,
	smoothMin,
	smoothStep,
	tubeDistance,
	tubesDistance,
	tubesThrough
} from './geometry.ts';
import type { Noise3 } from './noise.ts';

/** What makes one head unlike another. */
export type HeadTraits = {
	/** 1 is average. */
	readonly scale: number;
	/** Width of sulci and ventricles: 0.6 young, 1 middle-aged, 1.6 atrophic. */
	readonly atrophy: number;
	/** Where this head lies in the noise. */
	readonly offset: number;
};

/** Distance to the smooth vault, an egg that is wider behind. */
export function vault(x: number, y: number, z: number): number {
	const width = 66 * (1 + 0.1 * clamp01((y + 60) / 110) - 0.06);
	const up = z - 26;
	const ax = Math.abs(x) / width;
	const ay = Math.abs(y - 2) / 85;
	const az = up > 0 ? up / 84 : -up / 78;
	const k = Math.pow(Math.pow(ax, 2.25) + Math.pow(ay, 2.25) + Math.pow(az, 2.25), 1 / 2.25);
	const radius = Math.sqrt(x * x + y * y + up * up);
	return k < 1e-3 ? -66 : radius * (1 - 1 / k);
}

/** The vault of one head: no skull is quite even. */
export const unevenVault = (x: number, y: number, z: number, noise: Noise3, offset: number): number =>
	vault(x, y, z) + 1.6 * noise(x / 48 + offset, y / 48 + offset, z / 48);

/** Distance to the inside of the skull: the vault above the three fossae, less the petrous ridges. */
export function cavity(x: number, y: number, z: number, vaultDistance: number, bumps: number): number {
	const side = Math.abs(x);
	// The sphenoid wings curve round the tips of the temporal lobes.
	const wing = -31 + 0.016 * (side - 36) ** 2;
	const front = smoothStep(wing + 5, wing - 5, y);
	const back = smoothStep(2, 20, y - 0.1 * side);
	const middle = mix(3, -20, smoothStep(11, 20, side));
	const frontFloor = 4 + 6 * Math.exp(-(((side - 30) / 13) ** 2)) - 5 * Math.exp(-((side / 6) ** 2));
	const floor = frontFloor * front + -48 * back + middle * (1 - front) * (1 - back) + 1.8 * bumps;
	const above = smoothMax(vaultDistance, floor - z, 6);
	return smoothMax(above, -petrous(side, y, z), 3);
}

const petrousTube = tubesThrough([
	[14, 2, -8, 5],
	[30, 12, -11, 7.5],
	[58, 26, -14, 12]
]);
const petrous = (side: number, y: number, z: number): number => tubesDistance(petrousTube, side, y, z, 4);

const sphenoidWing = tubesThrough([
	[12, -26, 4, 4],
	[34, -36, 5, 3.5],
	[52, -44, 2, 4]
]);
const zygoma = tubesThrough([
	[46, -76, -24, 5],
	[62, -58, -27, 3.2],
	[68, -20, -26, 3]
]);
const condyle = tubesThrough([
	[52, -6, -24, 6],
	[52, -4, -60, 4]
]);

/** Distance to the bone of skull base and face that is not part of the shell around the cavity. */
export function baseBone(side: number, y: number, z: number): number {
	const body = ellipsoid(side, y + 12, z + 18, 17, 20, 15);
	const rim = Math.abs(tubeDistance(orbitTube, side, y, z)) - 1.3;
	const orbitWall = Math.max(rim, -(y + 84), -82 - y, y + 30);
	const jaw = ellipsoid(side, y + 64, z + 52, 30, 24, 16);
	return Math.min(
		smoothMin(petrous(side, y, z), body, 3),
		tubesDistance(sphenoidWing, side, y, z, 3),
		tubesDistance(zygoma, side, y, z, 3),
		tubesDistance(condyle, side, y, z, 2),
		orbitWall,
		Math.abs(jaw) - 1.5
	);
}

const orbitTube = { from: [14, -34, -5, 4], to: [31, -74, -9, 18.5] } as const;

/** Distance to the fat-filled cone of the orbit. */
export const orbit = (side: number, y: number, z: number): number =>
	Math.max(tubeDistance(orbitTube, side, y, z), -90 - y);

/** Distance to the air of nose, sinuses and (as `mastoid`) the honeycomb behind the ear. */
export function sinuses(x: number, y: number, z: number, offset: number): number {
	const side = Math.abs(x);
	const skew = 1 + 0.12 * Math.sin(offset) * Math.sign(x);
	const ethmoid = ellipsoid(side, y + 56, z + 10, 11.5, 24, 14);
	const sphenoid = ellipsoid(side - 9 * skew, y + 22, z + 12, 8, 11 * skew, 9);
	const frontal = ellipsoid(side - 12 * skew, y + 84.5, z - 14, 11 * skew, 4.2, 12);
	const maxillary = ellipsoid(side - 28, y + 60, z + 38, 12.5, 17, 17);
	const nose = ellipsoid(side, y + 72, z + 36, 12, 26, 18);
	return Math.min(ethmoid, sphenoid, frontal, maxillary, nose);
}

export const mastoid = (side: number, y: number, z: number): number =>
	ellipsoid(side - 56, y - 29, z + 17, 8.5, 13, 15);

/** Distance to the skin. */
export function skin(
	x: number,
	y: number,
	z: number,
	vaultDistance: number,
	noise: Noise3,
	offset: number
): number {
	const side = Math.abs(x);
	const low = smoothStep(12, -20, z);
	const layer =
		12.2 +
		1.3 * noise(x / 50 + offset, y / 50, z / 50) +
		3.4 * low * smoothStep(30, 60, side) * smoothStep(30, -10, y);
	const scalp = vaultDistance - layer;
	const face = ellipsoid(side, y + 46, z + 40, 64, 56, 62);
	const nose = tubeDistance({ from: [0, -92, 2, 6], to: [0, -104, -27, 10] }, side, y, z);
	const neck = ellipsoid(side, y - 30, z + 70, 62, 62, 60);
	const head = smoothMin(smoothMin(scalp, face, 12), neck, 14);
	const pinna = earDistance(side, y, z, layer);
	return Math.min(smoothMin(head, nose, 7), pinna);
}

/** A curled sheet that stands off behind the canal. */
function earDistance(side: number, y: number, z: number, layer: number): number {
	const out = side - (67.5 + layer);
	const sheet = Math.abs(out - 3 - 0.28 * (y - 8)) - 1.5;
	return Math.max(sheet, ellipsoid(0, y - 20, z + 6, 10, 17, 30));
}

const lateral = tubesThrough([
	[8, -38, 36, 3],
	[9.5, -28, 42, 6.2],
	[11, -8, 50, 6.4],
	[15, 16, 49, 7],
	[23, 33, 39, 8.2],
	[21, 56, 34, 3]
]);
const temporalHorn = tubesThrough([
	[24, 33, 37, 6.6],
	[34, 20, 18, 3],
	[32, -4, 3, 2]
]);
const cisterns = tubesThrough([
	[0, -22, 1, 5],
	[0, -6, 0, 6],
	[0, -2, -12, 3.4],
	[0, -1, -32, 3]
]);
const ambient = tubesThrough([
	[13, -8, 6, 3.4],
	[19, 8, 11, 2.4],
	[15, 24, 15, 2.6],
	[0, 30, 18, 4.2]
]);

/** Distance to ventricles and cisterns. */
export function ventricles(x: number, y: number, z: number, traits: HeadTraits): number {
	const side = Math.abs(x) * (1 + 0.035 * Math.sin(traits.offset * 3) * Math.sign(x));
	const grow = (traits.atrophy - 1) * 2.6;
	// The caudate head indents the frontal horn.
	const caudate = ellipsoid(side - 15.5, y + 24, z - 42, 6.5, 12, 12);
	const horns = smoothMax(tubesDistance(lateral, side, y, z, 3) - grow, -caudate, 3);
	const third = ellipsoid(side, y - 0, z - 28, 2 + 0.6 * grow, 15, 10);
	const fourth = ellipsoid(side, y - 34, z + 10, 6.5, 5.5, 9);
	const temporal = tubesDistance(temporalHorn, side, y, z, 3) - 0.6 * grow;
	const basal =
		Math.min(tubesDistance(cisterns, side, y, z, 5), tubesDistance(ambient, side, y, z, 3)) - 0.3 * grow;
	const magna = ellipsoid(side, y - 66, z + 30, 9, 6, 9);
	return Math.min(smoothMin(horns, temporal, 3), third, fourth, basal, magna);
}

/** Distance to caudate, lentiform nucleus and thalamus. */
export function deepGrey(side: number, y: number, z: number): number {
	const caudate = ellipsoid(side - 14.5, y + 23, z - 42, 5.5, 10.5, 11);
	const tail = tubeDistance({ from: [16, -12, 50, 4], to: [21, 18, 51, 2.6] }, side, y, z);
	const lentiform = ellipsoid(side - 24.5 - 0.1 * y, y + 5, z - 31, 6.2, 17, 11);
	const thalamus = ellipsoid(side - 11 - 0.22 * (y - 10), y - 12, z - 35, 8.4, 13.5, 10.5);
	return Math.min(caudate, tail, lentiform, thalamus);
}

/** Height of the tentorium, which parts cerebrum and cerebellum behind the midbrain. */
export const tentorium = (x: number, y: number): number =>
	31 - 0.42 * Math.abs(x) - 0.3 * Math.max(0, y - 14);

const stemTube = tubesThrough([
	[0, 8, 22, 14],
	[0, 12, 8, 13],
	[0, 11, -12, 13.5],
	[0, 20, -44, 8]
]);
export const brainstem = (side: number, y: number, z: number): number =>
	tubesDistance(stemTube, side, y, z, 4);

/** Sheets of the Sylvian fissure: along the insula, and out to the convexity. */
export function sylvian(side: number, y: number, z: number, wobble: number): number {
	const reach = ((y + 4) / 25) ** 2 + ((z - 25) / 19) ** 2;
	const bend = 40.5 + 2.2 * wobble - 0.006 * (y + 4) ** 2 - 0.004 * (z - 25) ** 2;
	const insula = Math.abs(side - bend) - 1.4 * (1 - reach) + (reach > 1 ? 3 * (reach - 1) : 0);
	const climb = z - (15 + 0.42 * (y + 14) + 0.32 * (side - 50) + 4 * wobble);
	const taper = smoothStep(38, 30, Math.abs(y + 6)) * smoothStep(37, 42, side);
	const opercular = Math.abs(climb) * 0.85 - 1.7 * taper + 4 * (1 - taper);
	const vallecula = tubeDistance({ from: [14, -20, 2, 2.6], to: [39, -20, 9, 2] }, side, y, z);
	return Math.min(smoothMin(insula, opercular, 1.5), vallecula);
}
