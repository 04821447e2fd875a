import { lumbarY } from './abdomen-shape.ts';
import { rib } from './chest-wall.ts';
import { inside, mix, smoothStep, superEllipse } from './geometry.ts';
import type { Noise3 } from './noise.ts';

/** Ribs, pelvis and lumbar spine laid over `start`. */
export function shadeBones(
	noise: Noise3,
	start: number,
	near: { readonly out: number; readonly pelvis: number },
	x: number,
	y: number,
	z: number,
	edge: number
): number {
	const { out, pelvis: bone } = near;
	const side = Math.abs(x);
	let value = start;
	if (out > 0 && out < 16 && z > 10) {
		// The same ribs as in the chest, whose carina lies 236 mm above the kidneys.
		const { distance, cartilage } = rib(side, y, z - 236, out);
		const grain = noise(x / 2.6, y / 2.6, z / 3);
		const density = cartilage ? 96 : mix(190 + 60 * grain, 820, smoothStep(-2.3, -0.7, distance));
		value = mix(value, density, inside(distance, edge));
	}
	if (bone < edge) {
		const grain = noise(x / 2.6, y / 2.6, z / 3);
		value = mix(value, mix(160 + 24 * grain, 760, smoothStep(-2.6, -0.8, bone)), inside(bone, edge));
	}
	return shadeLumbar(noise, value, x, y, z, edge);
}

function shadeLumbar(noise: Noise3, start: number, x: number, y: number, z: number, edge: number): number {
	const side = Math.abs(x);
	const back = y - lumbarY(z);
	if (side > 52 || back < -26 || back > 76 || z < -100) return start;
	const levels = 35;
	const level = z / levels + 0.5;
	const offset = Math.abs(level - Math.round(level)) * levels;
	const body = superEllipse(x, back, 23 + 0.01 * (17 - offset) ** 2 * 0.3, 16.5, 2.6);
	const canal = superEllipse(x, back - 26, 12, 9, 2.1);
	const arch = Math.max(Math.abs(canal - 2.8) - 3, back < 17 && offset < 8 ? 3 : -9);
	const wing = Math.max(Math.abs(back - 24 - 0.12 * (side - 14)) - 3.6, side - 46, 12 - side, 9 - offset);
	const facet = Math.max(Math.abs(Math.sqrt((side - 17) ** 2 + (back - 33) ** 2) - 5) - 3.4, offset - 12);
	const spinous = Math.max(side - 3, 34 - back, back - 66, 6 - offset);
	const process = Math.min(arch, wing, facet, spinous);
	const grain = noise(x / 2.4, y / 2.4, z / 3);
	const isDisc = smoothStep(5.2, 4, offset);
	const cortex = Math.max(smoothStep(-2.6, -1, body), smoothStep(7.2, 5.6, offset));
	const spongy = 165 + 24 * grain;
	let value = mix(start, mix(mix(spongy, 520, cortex), 88, isDisc), inside(body, edge));
	value = mix(value, mix(280 + 60 * grain, 800, smoothStep(-2.4, -0.8, process)), inside(process, edge));
	value = mix(value, -70, inside(canal, edge));
	return mix(value, 26, inside(canal + 1.8, edge));
}
