import {
	ellipsoid,
	inside,
	makeTubeField,
	mirrored,
	mix,
	smoothStep,
	superEllipse,
	tubesThrough
} from './geometry.ts';
import { spineY } from './chest-shape.ts';
import type { Noise3 } from './noise.ts';

/** Distance between neighbouring ribs, and between vertebrae. */
export const levelMm = 24;

const clavicle: Parameters<typeof tubesThrough>[0] = [
	[13, -60, 62, 8],
	[48, -66, 76, 5.6],
	[92, -44, 88, 5.4],
	[134, -10, 98, 6]
];
const humerus: Parameters<typeof tubesThrough>[0] = [
	[158, 6, 78, 23],
	[176, 8, 40, 12],
	[196, 12, -230, 11]
];
const acromion: Parameters<typeof tubesThrough>[0] = [
	[88, 74, 66, 4.5],
	[128, 50, 88, 6],
	[152, 8, 106, 7]
];
const both = (points: Parameters<typeof tubesThrough>[0]) => [
	...tubesThrough(points),
	...tubesThrough(mirrored(points))
];
const clavicles = makeTubeField(both(clavicle), 3, 30);
const armBones = makeTubeField([...both(humerus), ...both(acromion)], 4, 40);

/** Distance to shoulder blades, collar bones and, with the arms down, the upper arm. */
export function girdle(side: number, y: number, z: number, armsDown: boolean): number {
	const along = (side - 74) * 0.78 - (y - 84) * 0.62;
	const out = (side - 74) * 0.62 + (y - 84) * 0.78 + 0.0035 * (along - 30) ** 2 - 3;
	const low = smoothStep(-78, -20, z) * 34;
	const thick = 1.6 + 3.2 * smoothStep(44, 62, along) + 1.2 * smoothStep(8, 0, along);
	const blade = Math.max(Math.abs(out) - thick, -along, along - 32 - low, -74 - z, z - 84);
	const neck = ellipsoid(side - 132, y - 26, z - 70, 13, 14, 20);
	const bones = Math.min(blade, armsDown ? neck : 40, clavicles(side, y, z));
	return armsDown ? Math.min(bones, armBones(side, y, z)) : bones;
}

/** Thickness of muscle outside the ribs in mm. */
export function muscleLayer(x: number, y: number, z: number): number {
	const side = Math.abs(x);
	const pectoral = 13 * smoothStep(-20, -44, y) * smoothStep(14, 34, side) * smoothStep(-48, -8, z);
	const lateral = 10 * smoothStep(96, 118, side) * smoothStep(64, 20, y);
	const dorsal = 12 * smoothStep(20, 50, y) * smoothStep(40, 70, side);
	const erector = 26 * smoothStep(44, 66, y) * smoothStep(64, 40, side);
	const shoulder = 46 * smoothStep(30, 92, z) * smoothStep(20, 60, side);
	return Math.max(pectoral, lateral, dorsal, erector, shoulder) + 1;
}

/** Where on the ring a point is: 0 behind, π in front. */
const around = (side: number, y: number): number => Math.atan2(side, y - 4);

/** Distance to rib bone (`cartilage` false) or costal cartilage, `out` mm outside the inner wall. */
export function rib(
	side: number,
	y: number,
	z: number,
	out: number
): { distance: number; cartilage: boolean } {
	const angle = around(side, y);
	const height = z + 86 * smoothStep(0.15, 2.55, angle) - 12;
	const level = Math.round(height / levelMm);
	const offset = height - level * levelMm;
	const number = 5 - level;
	const last = number <= 7 ? 2.95 : number <= 10 ? 2.5 : number === 11 ? 1.7 : 1.2;
	if (number < 1 || number > 12 || angle > last + 0.1) return { distance: 9, cartilage: false };
	const k = Math.sqrt((offset / 6.4) ** 2 + ((out - 6.5) / 3.7) ** 2);
	return { distance: Math.max((k - 1) * 4, (angle - last) * 60), cartilage: angle > 2.28 - 0.03 * number };
}

/** Spine at a point: values of bone, disc and canal laid over `value`. */
export function shadeSpine(
	value: number,
	x: number,
	y: number,
	z: number,
	edge: number,
	noise: Noise3,
	contrast: number
): number {
	const side = Math.abs(x);
	const centre = spineY(z);
	const back = y - centre;
	if (side > 46 || back < -20 || back > 74) return value;
	const level = z / levelMm + 0.5;
	const offset = Math.abs(level - Math.round(level)) * levelMm;
	const body = superEllipse(x, back, 17.5 + 0.02 * (12 - offset) ** 2 * 0.4, 13.5, 2.6);
	const canal = superEllipse(x, back - 23, 10, 8.5, 2);
	const ring = Math.max(Math.abs(canal - 2.6) - 2.8, 5.5 - offset);
	const wing = Math.max(
		Math.abs(back - 26 - 0.35 * (side - 10)) - 4.2 + 0.06 * side,
		side - 33,
		8 - side,
		7.4 + 0.08 * side - offset
	);
	const spinous = Math.max(side - 2.4 - 0.02 * back, 30 - back, back - 60, 4.5 - offset);
	const process = Math.min(ring, wing, spinous);
	const grain = noise(x / 2.4, y / 2.4, z / 3);
	const spongy = 185 + 24 * grain;
	// Offset is greatest at mid-body and small at the disc.
	const isDisc = smoothStep(3.4, 2.4, offset);
	const plate = smoothStep(5.5, 3.8, offset);
	const cortex = Math.max(smoothStep(-2.6, -1, body), plate);
	let out = mix(value, mix(mix(spongy, 560, cortex), 85 + contrast * 0.05, isDisc), inside(body, edge));
	out = mix(
		out,
		mix(320 + 60 * grain, 820, smoothStep(-2.4, -0.8, process)),
		inside(process, edge) * (offset > 1.5 ? 1 : 0.7)
	);
	out = mix(out, -60, inside(canal, edge));
	out = mix(out, 28, inside(canal + 1.6, edge));
	return out;
}
