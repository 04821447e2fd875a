import { clamp01, ellipsoid, inside, mix, smoothStep } from './geometry.ts';
import { type HeadLesion, lesionDistance, subduralThickness } from './head-lesion.ts';
import type { HeadPalette } from './head-palette.ts';
import { shadeBone, shadeOrbit } from './head-shade.ts';
import {
	baseBone,
	brainstem,
	cavity,
	deepGrey,
	type HeadTraits,
	mastoid,
	orbit,
	sinuses,
	skin,
	sylvian,
	tentorium,
	unevenVault,
	ventricles
} from './head-shape.ts';
import type { Noise3 } from './noise.ts';
import type { Scene } from './render.ts';

/** Fields of the head, in the order in which they are interpolated. */
export const headField = {
	skin: 0,
	x: 1,
	y: 2,
	z: 3,
	cavity: 4,
	brainX: 5,
	brainDepth: 6,
	sulci: 7,
	csf: 8,
	deepGrey: 9,
	stem: 10,
	bone: 11,
	air: 12,
	mastoid: 13,
	orbit: 14,
	low: 15,
	sylvian: 16,
	lesion: 17,
	subdural: 18,
	vault: 19
} as const;

export type HeadScene = {
	readonly traits: HeadTraits;
	readonly palette: HeadPalette;
	readonly lesion: HeadLesion | null;
	/** Head turned in the plane, and tipped towards the chest, in radians. */
	readonly turn: number;
	readonly tip: number;
	readonly noise: Noise3;
};

/** The head as a scene: the same anatomy for CT and MR, coloured by the palette. */
export function makeHeadScene(head: HeadScene): Scene {
	const { traits, lesion, noise } = head;
	const cosTurn = Math.cos(head.turn) / traits.scale;
	const sinTurn = Math.sin(head.turn) / traits.scale;
	const evaluate = (px: number, py: number, pz: number, f: Float32Array): void => {
		const x = px * cosTurn - py * sinTurn;
		const turned = px * sinTurn + py * cosTurn;
		const y = turned - head.tip * (pz - 30);
		const z = pz / traits.scale + head.tip * turned;
		const o = traits.offset;
		const vaultDistance = unevenVault(x, y, z, noise, o);
		const skinDistance = skin(x, y, z, vaultDistance, noise, o);
		f[0] = skinDistance;
		if (skinDistance > 14) return;
		const side = Math.abs(x);
		const inner = cavity(x, y, z, vaultDistance, noise(x / 11 + o, y / 11, 0));
		f[19] = vaultDistance;
		f[1] = x;
		f[2] = y;
		f[3] = z;
		f[4] = inner;
		f[11] = inner < -3 ? 20 : baseBone(side, y, z);
		f[12] = inner < -3 ? 20 : sinuses(x, y, z, o);
		f[13] = inner < -3 ? 20 : mastoid(side, y, z);
		f[14] = inner < -3 || z > 16 ? 20 : orbit(side, y, z);
		f[15] = noise(x / 28 + 2 * o, y / 28, z / 28);
		if (inner > 6) {
			f.fill(20, 5, 11);
			f.fill(20, 16, 19);
			return;
		}
		const layer = lesion?.plan.kind === 'subdural' ? subduralThickness(lesion, x, y, z) : 0;
		const away = lesion
			? lesion.sign * lesion.shift * Math.exp(-(((x - lesion.sign * 25) / 50) ** 2)) * smoothStep(-10, 20, z)
			: 0;
		const bx = x + away * (1 - clamp01((side - 45) / 20));
		f[5] = bx;
		f[6] = -inner - layer;
		f[7] = noise(bx / 8.2 + 5 * o, y / 8.2, z / 9.5) + 0.3 * noise(bx / 4.6, y / 4.6 + o, z / 5);
		f[8] = ventricles(bx, y, z, traits) + 0.7 * noise(bx / 9, y / 9 + o, z / 9);
		f[9] = deepGrey(Math.abs(bx), y, z) + 0.8 * noise(bx / 8 + o, y / 8, z / 8);
		f[10] = brainstem(Math.abs(bx), y, z);
		f[16] = sylvian(Math.abs(bx), y, z, noise(bx / 20, y / 20 + o, z / 20));
		f[17] =
			lesion && layer === 0 && lesion.plan.kind !== 'subdural' ? lesionDistance(lesion, x, y, z, noise) : 20;
		f[18] = layer;
	};
	const shade = (f: Float32Array, _x: number, _y: number, _z: number, edge: number): number =>
		shadeHead(head, f, edge);
	return { fieldCount: 20, evaluate, shade, background: head.palette.air, margin: 9 };
}

function shadeHead(head: HeadScene, f: Float32Array, edge: number): number {
	const { palette, noise } = head;
	const skinDistance = f[0] ?? 0;
	const inner = f[4] ?? 0;
	const y = f[2] ?? 0;
	const z = f[3] ?? 0;
	if (inner < -edge) return shadeBrain(head, f, edge);
	const side = Math.abs(f[1] ?? 0);
	// From outside in: skin, fat with septa, muscle, then bone, air and orbit.
	const low = f[15] ?? 0;
	let value = mix(palette.fat, palette.skin, inside(-skinDistance - 2.1, edge));
	const under = -skinDistance;
	const temporalis = Math.max(4.5 - under, 40 - side, Math.abs(y + 20) - 40 + 0.35 * z, z - 44);
	const nape = Math.max(6 - under, 56 - y, z + 6);
	const planes = Math.abs(Math.sin(0.115 * side + 0.03 * y + 0.9 * low)) * 7 - 1.5;
	const deep = Math.max(9 - under, 2 + inner * -0.1, z - 2, -planes);
	const muscle = inside(Math.min(temporalis, nape, deep) + 0.8 * low, edge + 0.6);
	value = mix(value, palette.muscle + 4 * low, muscle);
	value = shadeOrbit(palette, value, f, edge);
	value = shadeBone(head, value, f, edge);
	const air = f[12] ?? 0;
	if (air < 2) {
		const wall = Math.min(
			Math.abs(Math.sin(0.42 * side + 0.9 + 0.3 * low)),
			Math.abs(Math.sin(0.36 * y + 0.25 * z + 0.6 * low))
		);
		const isCellular = y > -82 && y < -32 && side < 13 && z > -26;
		const isNose = z < -20 && side < 14 && y < -44;
		const septum = isNose ? Math.abs(side - 6.5 + 2.5 * Math.sin(0.3 * y)) - 2.6 : 9;
		const open = inside(air, edge) * (isCellular ? clamp01(wall * 5) : 1);
		value = mix(value, palette.air, open);
		if (isNose)
			value = mix(
				value,
				palette.skin + 10,
				inside(Math.min(septum, side - 0.8), edge) * inside(air + 1, edge)
			);
	}
	const honey = f[13] ?? 0;
	if (honey < 1) {
		const cells = noise((f[1] ?? 0) / 2.6, y / 2.6, z / 3.4);
		value = mix(value, palette.air, inside(honey, 2) * clamp01(0.62 + cells * 0.75));
	}
	if (inner < edge) value = mix(value, shadeBrain(head, f, edge), inside(inner, edge));
	return mix(palette.air, value, inside(skinDistance, edge));
}

function shadeBrain(head: HeadScene, f: Float32Array, edge: number): number {
	const { palette, traits, lesion } = head;
	const x = f[5] ?? 0;
	const y = f[2] ?? 0;
	const z = f[3] ?? 0;
	const depth = f[6] ?? 0;
	const low = f[15] ?? 0;
	const below = tentorium(x, y) - z;
	const isBelow = below > 0 && y > 6;
	const csfWidth = isBelow ? 1.1 : 0.8 * traits.atrophy + 0.5;
	const ellipse = Math.sqrt(((y - 4) / 46) ** 2 + ((z - 30) / 33) ** 2);
	const line = x - 1.6 * Math.sin(0.05 * y + 0.4 * low) - 0.5 * Math.sin(0.21 * y + z);
	// Gyri fold on the medial surface as well; sulci narrow with depth and end at 19 mm.
	const buried = ellipse > 1.02 ? Math.min(depth, Math.abs(line) + 2) : depth;
	const fold = Math.abs(f[7] ?? 0) * 6.2;
	const sulcus = isBelow
		? 9
		: fold - traits.atrophy * 1.25 * smoothStep(20, 1, buried) + 8 * smoothStep(13, 20, buried);
	const fissure = (f[16] ?? 0) - 0.5 * (traits.atrophy - 1);
	const gap = isBelow ? 9 : Math.abs(line) - 0.9 * traits.atrophy + 30 * clamp01((1.02 - ellipse) * 4);
	const surface = depth - csfWidth;
	const toCsf = Math.min(surface, sulcus, fissure, gap, f[8] ?? 0);
	const pial = Math.min(surface, sulcus, fissure, gap);
	let white = palette.white + low * 0.6;
	if (isBelow) white = shadeCerebellum(palette, f, depth, low);
	let value = mix(white, palette.grey, inside(pial - (isBelow ? 2 : 3.3), 1.6));
	value = mix(value, palette.deepGrey, inside(f[9] ?? 0, 2));
	value = mix(value, palette.brainstem, inside((f[10] ?? 0) + 1, 2.5) * (z < 24 ? 1 : smoothStep(30, 24, z)));
	value = shadeLesion(head, value, f, pial);
	value = mix(value, palette.csf, inside(toCsf, edge + 0.4));
	value = shadeDura({ head, value, f, edge, line, ellipse, below, depth: -(f[4] ?? 0) });
	const layer = f[18] ?? 0;
	if (lesion && layer > 0)
		value = mix(value, palette.clot + 3 * low, inside(depth, edge) * clamp01(layer / 1.2));
	return value;
}

/** White core and branching folia: thin leaves that follow the surface. */
function shadeCerebellum(palette: HeadPalette, f: Float32Array, depth: number, low: number): number {
	const side = Math.abs(f[5] ?? 0);
	const y = f[2] ?? 0;
	const z = f[3] ?? 0;
	const core = ellipsoid(side - 17, y - 42, z + 12, 13, 11, 9);
	const leaves = Math.sin(depth * 1.05 + 2.2 * low) * Math.sin(0.28 * side + 0.1 * y);
	const folia =
		palette.grey + (palette.csf - palette.grey) * 0.2 * clamp01(leaves * 2 - 0.9) * smoothStep(16, 4, depth);
	const vermis = smoothStep(7, 3, side) * smoothStep(38, 44, y);
	return mix(mix(folia, palette.white, inside(core + 3 * low, 7) * 0.75), palette.grey + 1, vermis * 0.6);
}

function shadeLesion(head: HeadScene, value: number, f: Float32Array, pial: number): number {
	const { palette, lesion } = head;
	if (!lesion || (f[17] ?? 0) > 16) return value;
	const distance = f[17] ?? 20;
	if (lesion.plan.kind === 'haemorrhage') {
		const rim = mix(value, palette.oedema, inside(distance - 5, 4) * 0.85);
		return mix(rim, palette.clot - 4 + 3 * (f[15] ?? 0), inside(distance, 1.4));
	}
	if (lesion.plan.kind === 'infarct')
		return mix(value, palette.infarct + 0.15 * (value - palette.white), inside(distance, 4) * 0.9);
	if (lesion.plan.kind === 'mass') {
		// Vasogenic oedema spreads through the white matter and spares the cortex.
		const oedema = mix(value, palette.oedema, inside(distance - 9, 7) * smoothStep(2, 4.5, pial));
		const solid = mix(oedema, palette.mass, inside(distance, 2));
		return mix(solid, palette.necrosis, inside(distance + 5.5, 3));
	}
	return value;
}

function shadeDura(input: {
	head: HeadScene;
	value: number;
	f: Float32Array;
	edge: number;
	line: number;
	ellipse: number;
	below: number;
	depth: number;
}): number {
	const { head, f, edge, line, ellipse, below, depth } = input;
	const { palette, traits } = head;
	const y = f[2] ?? 0;
	const z = f[3] ?? 0;
	let value = input.value;
	if (ellipse > 1.08 && (below < 0 || y < 6) && z > 8) {
		const falx = inside(Math.abs(line) - 0.55, edge) * smoothStep(1.08, 1.2, ellipse);
		value = mix(value, palette.dura, falx);
		// The sagittal sinus fills the triangle where the falx meets the vault.
		if (depth < 9 && y > -70)
			value = mix(value, palette.venousBlood, inside(Math.abs(line) - (5 - 0.62 * depth), edge + 0.5));
	}
	if (y > 14)
		value = mix(value, palette.dura, inside(Math.abs(below) - 0.5, edge + 0.4) * 0.8 * smoothStep(14, 20, y));
	const transverse = ellipsoid(0, below - 1, depth - 3, 1e3, 4, 3);
	if (y > 40 && depth < 9)
		value = mix(value, palette.venousBlood, inside(transverse, edge + 0.5) * smoothStep(40, 52, y));
	const side = Math.abs(f[5] ?? 0);
	if (traits.atrophy > 0.75) {
		const plexus = ellipsoid(side - 23, y - 35, z - 37, 2.6, 3.4, 2.8);
		const pineal = ellipsoid(side, y - 26, z - 25, 2.2, 2.6, 2.4);
		value = mix(value, palette.calcification, inside(Math.min(plexus, pineal), 1.4) * 0.9);
	}
	return value;
}
