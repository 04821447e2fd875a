import { clamp01, ellipsoid, inside, mix, smoothStep, tubeDistance } from './geometry.ts';
import { fractureAt } from './head-lesion.ts';
import type { HeadPalette } from './head-palette.ts';
import type { HeadScene } from './head-scene.ts';

const opticNerve = { from: [29.5, -66, -8.5, 2] as const, to: [14, -34, -5, 2] as const };
const medialRectus = { from: [14, -36, -5, 1.4] as const, to: [19.5, -70, -9, 2.2] as const };
const lateralRectus = { from: [17, -36, -5, 1.4] as const, to: [43, -70, -9, 2.2] as const };

/** The globe with its lens, the optic nerve and two muscles within orbital fat. */
export function shadeOrbit(palette: HeadPalette, value: number, f: Float32Array, edge: number): number {
	const cone = f[14] ?? 20;
	if (cone > 2) return value;
	const side = Math.abs(f[1] ?? 0);
	const y = f[2] ?? 0;
	const z = f[3] ?? 0;
	let inner = mix(value, palette.fat, inside(cone, edge));
	const strings = Math.min(
		tubeDistance(opticNerve, side, y, z),
		tubeDistance(medialRectus, side, y, z),
		tubeDistance(lateralRectus, side, y, z)
	);
	inner = mix(inner, palette.nerve, inside(strings, edge));
	const globe = ellipsoid(side - 31, y + 77, z + 9, 12, 12, 12);
	inner = mix(inner, palette.muscle, inside(globe, edge));
	inner = mix(inner, palette.vitreous, inside(globe + 1.2, edge));
	return mix(inner, palette.lens, inside(ellipsoid(side - 31, y + 86, z + 9, 4.6, 2.1, 4.6), edge));
}

/** Tables and diploe of the vault, sutures, the base, and a crack where there is one. */
export function shadeBone(head: HeadScene, value: number, f: Float32Array, edge: number): number {
	const { palette, noise, lesion } = head;
	const x = f[1] ?? 0;
	const y = f[2] ?? 0;
	const z = f[3] ?? 0;
	const low = f[15] ?? 0;
	const inner = f[4] ?? 0;
	const side = Math.abs(x);
	const brow = Math.exp(-(((side - 6) / 22) ** 2) - ((z - 14) / 16) ** 2) * smoothStep(-60, -74, y);
	const occiput = Math.exp(-((side / 16) ** 2) - ((z - 8) / 14) ** 2) * smoothStep(60, 74, y);
	const squama = smoothStep(50, 60, side) * smoothStep(34, 16, z);
	// Roofs of the orbits and floors of the fossae are thin plates.
	const plate = smoothStep(-3, -9, f[19] ?? 0);
	const thickness = (5.9 + 0.9 * low + 4.5 * brow + 5 * occiput - 2.6 * squama) * (1 - plate) + 2.2 * plate;
	const shell = inner - thickness;
	const base = f[11] ?? 20;
	const bone = Math.min(shell, base);
	if (bone > edge) return value;
	const grain = noise(x / 2.2, y / 2.2, z / 2.2);
	// Distance from the nearer table.
	const fromTable = shell < base ? Math.min(inner, -shell) : -base * 0.75;
	const spongy = smoothStep(1.3, 2.5, fromTable);
	let density = mix(palette.cortical + 60 * low, palette.diploe + 130 * grain + 110 * low, spongy);
	const petrousDense = ellipsoid(side - 36, y - 14, z + 12, 22, 12, 8);
	density = mix(
		density,
		palette.cortical * 1.12 + 0.1 * grain * palette.cortical,
		inside(petrousDense, 4) * 0.8
	);
	const suture = Math.min(
		Math.abs(y + 26 + 0.12 * z - 1.3 * Math.sin(side * 0.9) - 0.7 * Math.sin(side * 2.1)),
		Math.abs(y - 58 + 0.35 * side - 0.15 * (z - 30) - 1.2 * Math.sin(side * 1.1 + z))
	);
	if (z > 18)
		density = mix(density, palette.muscle + 0.22 * palette.cortical, inside(suture - 0.45, edge + 0.2) * 0.8);
	if (lesion?.plan.kind === 'fracture') {
		const crack = fractureAt(lesion, x, y, z);
		density = mix(density, palette.muscle, inside(Math.abs(crack.distance) - 0.55, edge) * crack.share);
	}
	return mix(value, density, clamp01(inside(bone, edge)) * inside(-inner, edge + 0.5));
}
