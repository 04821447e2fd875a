import type { ChestScene } from './chest-scene.ts';
import { ellipsoid, inside, mix, smoothMin, smoothStep } from './geometry.ts';

/** Writes the distances to liver, stomach and spleen under the diaphragm. */
export function upperAbdomen(
	x: number,
	y: number,
	z: number,
	warp: number,
	f: Float32Array,
	at: number
): void {
	const rightLobe = ellipsoid(x + 62, y + 2, z + 168, 80, 80, 82);
	const leftLobe = ellipsoid(x - 14, y + 44, z + 140, 58, 32, 30);
	f[at] = smoothMin(rightLobe, leftLobe, 16) + 2.5 * warp;
	f[at + 1] = ellipsoid(x - 58, y + 12, z + 158, 44, 40, 44) + 2 * warp;
	f[at + 2] = ellipsoid(x - 96, y - 40, z + 158, 25, 42, 46) + 2 * warp;
}

/** Upper abdomen as far as a chest examination shows it. */
export function shadeUpperAbdomen(
	chest: ChestScene,
	f: Float32Array,
	at: number,
	y: number,
	edge: number
): number {
	const { contrast } = chest;
	const above = f[3] ?? 0;
	const fine = f[16] ?? 0;
	let value = -104 + 6 * fine;
	const under = above + 3.5;
	const stomach = Math.max(f[at + 1] ?? 30, under);
	value = mix(value, contrast.muscle + 12, inside(stomach, edge));
	// Gas lies in front of the fluid level.
	const content = mix(28 + 9 * fine, -985, smoothStep(-19.5, -20.5, y));
	value = mix(value, content, inside(stomach + 4, edge));
	value = mix(value, contrast.spleen + 2 * fine, inside(Math.max(f[at + 2] ?? 30, under), edge));
	const liver = Math.max(f[at] ?? 30, under);
	value = mix(value, contrast.liver + 2 * fine, inside(liver, edge));
	// Early after the injection the inferior cava has no contrast yet.
	const caval = contrast.venous > 200 ? 70 : contrast.venous;
	value = mix(value, caval, inside(f[10] ?? 30, edge));
	value = mix(value, 44, inside((f[7] ?? 30) - 1.2, edge));
	value = mix(value, contrast.systemic, inside(f[7] ?? 30, edge));
	value = mix(value, 40, inside(f[12] ?? 30, edge));
	return mix(value, contrast.muscle, inside(Math.abs(above + 1.5) - 1.6, edge));
}
