import { shadeBones } from './abdomen-bones.ts';
import { type AbdomenLesion, abdomenLesionDistance, shadeAbdomenLesion } from './abdomen-lesion.ts';
import {
	type AbdomenTraits,
	aorta,
	belly,
	bellySkin,
	cava,
	dome,
	gallbladder,
	kidney,
	liver,
	pancreas,
	pelvis,
	portal,
	psoas,
	spleen,
	stomach
} from './abdomen-shape.ts';
import { colon } from './bowel-shape.ts';
import { clamp01, inside, mix, smoothMax, smoothStep } from './geometry.ts';
import type { Noise3 } from './noise.ts';
import type { Scene } from './render.ts';

/** Hounsfield units that depend on contrast medium. */
export type AbdomenContrast = {
	readonly liver: number;
	readonly spleen: number;
	readonly pancreas: number;
	readonly cortex: number;
	readonly medulla: number;
	readonly aorta: number;
	readonly veins: number;
	readonly wall: number;
	readonly muscle: number;
};

export const abdomenContrasts = {
	none: {
		liver: 58,
		spleen: 48,
		pancreas: 40,
		cortex: 34,
		medulla: 31,
		aorta: 42,
		veins: 40,
		wall: 36,
		muscle: 54
	},
	portal: {
		liver: 108,
		spleen: 122,
		pancreas: 98,
		cortex: 196,
		medulla: 168,
		aorta: 152,
		veins: 168,
		wall: 86,
		muscle: 64
	}
} as const satisfies Record<string, AbdomenContrast>;

export type AbdomenScene = {
	readonly traits: AbdomenTraits;
	readonly contrast: AbdomenContrast;
	readonly lesion: AbdomenLesion | null;
	readonly noise: Noise3;
	readonly smallBowel: (x: number, y: number, z: number) => number;
};

const field = {
	skin: 0,
	belly: 1,
	dome: 2,
	liver: 3,
	gallbladder: 4,
	spleen: 5,
	stomach: 6,
	pancreas: 7,
	kidney: 8,
	sinus: 9,
	psoas: 10,
	aorta: 11,
	cava: 12,
	portal: 13,
	colon: 14,
	bowel: 15,
	low: 16,
	fine: 17,
	bone: 18,
	lesion: 19,
	urine: 20,
	texture: 21
} as const;

/** Liver dome to iliac wings as a scene. */
export function makeAbdomenScene(abdomen: AbdomenScene): Scene {
	const { traits, noise, lesion } = abdomen;
	const o = traits.offset;
	const evaluate = (px: number, py: number, pz: number, f: Float32Array): void => {
		const x0 = px / traits.scale;
		const y0 = py / traits.scale;
		const warp = noise(x0 / 40 + o, y0 / 40, pz / 40);
		const turn = noise(x0 / 34, y0 / 34 + o, pz / 38 + 9);
		f[field.skin] = bellySkin(x0, y0, pz, traits) + 1.2 * noise(x0 / 70 + o, y0 / 70, pz / 60);
		if ((f[0] ?? 0) > 24) return;
		const x = x0 + 3.2 * warp;
		const y = y0 + 2.6 * turn;
		const z = pz + 4 * warp;
		const wall = belly(x0, y0, pz) + 1.5 * warp;
		f[field.belly] = wall;
		f[field.low] = warp;
		f[field.fine] = noise(x0 / 12, y0 / 12 + o, pz / 12);
		f[field.texture] = noise(x0 / 5, y0 / 5 + o, pz / 6);
		const side = Math.abs(x0);
		f[field.bone] = pelvis(side, y0, pz);
		f[field.psoas] = psoas(side, y0, pz) + 1.4 * turn;
		f[field.lesion] = lesion ? abdomenLesionDistance(lesion, x0, y0, pz, noise) : 40;
		if (wall > 10) {
			f.fill(30, 2, 10);
			f.fill(30, 11, 16);
			f[field.urine] = 30;
			return;
		}
		f[field.dome] = pz - dome(x0, y0) - 2 * warp;
		f[field.gallbladder] = gallbladder(x, y, z);
		f[field.stomach] = stomach(x, y, z);
		f[field.pancreas] = pancreas(x, y, z) + 2.4 * (f[field.texture] ?? 0);
		const one = kidney(x, y, z, x > 0 ? 1 : -1);
		f[field.kidney] = one.whole;
		// The kidneys press into liver and spleen.
		f[field.liver] = smoothMax(liver(x, y, z), 3 - one.whole, 5);
		f[field.spleen] = smoothMax(spleen(x, y, z), 3 - one.whole, 5);
		f[field.sinus] = one.sinus;
		f[field.urine] = one.pelvis;
		f[field.aorta] = aorta(x0, y0, pz);
		f[field.cava] = cava(x0, y0, pz);
		f[field.portal] = portal(x, y, z);
		f[field.colon] = colon(x, y, z) + 2.6 * Math.sin(z * 0.22 + x * 0.2 + y * 0.17);
		f[field.bowel] = abdomen.smallBowel(x0 + 8 * turn, y0 + 7 * warp, pz + 8 * (f[field.fine] ?? 0));
	};
	const shade = (f: Float32Array, px: number, py: number, z: number, edge: number): number =>
		shadeAbdomen(abdomen, f, px / traits.scale, py / traits.scale, z, edge);
	return { fieldCount: 22, evaluate, shade, background: -1000, margin: 8 };
}

function shadeAbdomen(
	abdomen: AbdomenScene,
	f: Float32Array,
	x: number,
	y: number,
	z: number,
	edge: number
): number {
	const wall = f[field.belly] ?? 0;
	let value = wall > -edge ? shadeBellyWall(abdomen, f, x, y, z, edge) : 0;
	if (wall < edge) value = mix(value, shadeInside(abdomen, f, { x, y, z }, edge), inside(wall, edge));
	value = shadeBones(abdomen.noise, value, { out: wall, pelvis: f[field.bone] ?? 30 }, x, y, z, edge);
	return mix(-1000, value, inside(f[field.skin] ?? 0, edge));
}

function shadeBellyWall(
	abdomen: AbdomenScene,
	f: Float32Array,
	x: number,
	y: number,
	z: number,
	edge: number
): number {
	const { contrast } = abdomen;
	const out = f[field.belly] ?? 0;
	const fine = f[field.fine] ?? 0;
	const side = Math.abs(x);
	const strand = 20 * inside(Math.abs(fine + 0.4 * (f[field.low] ?? 0)) - 0.05, 0.1);
	let value = mix(-104 + 5 * fine + strand, 20, inside(-(f[field.skin] ?? 0) - 2, edge));
	const rectus = 9 * smoothStep(-44, -60, y) * smoothStep(58, 46, side) * smoothStep(2, 6, side);
	const flank = 17 * smoothStep(60, 84, side);
	const erector = 44 * smoothStep(38, 62, y) * smoothStep(66, 50, side);
	const gluteal = 24 * smoothStep(-80, -130, z) * smoothStep(20, 50, y) * smoothStep(30, 70, side);
	const layer = Math.max(rectus, flank, erector, gluteal) + 2 + (f[field.fine] ?? 0);
	// Three flat muscles of the flank, and the quadratus, are parted by thin fat.
	const plane =
		side > 60 && out < 19
			? Math.abs(Math.sin(out * 0.4)) * 5 - 0.8
			: Math.abs(Math.sin(side * 0.12 + 0.6 * fine)) * 8 - 0.5;
	const marbling = erector > 10 ? 26 * clamp01(fine - 0.9) : 0;
	const muscle = Math.max(out - layer, 4 + (f[field.skin] ?? 0), -plane);
	value = mix(value, contrast.muscle + 4 * fine - marbling, inside(muscle, edge));
	return value;
}

type Point = { readonly x: number; readonly y: number; readonly z: number };

function shadeInside(abdomen: AbdomenScene, f: Float32Array, point: Point, edge: number): number {
	const { x, y, z } = point;
	const { contrast, lesion } = abdomen;
	const fine = f[field.fine] ?? 0;
	const texture = f[field.texture] ?? 0;
	const above = f[field.dome] ?? -9;
	const under = above + 3;
	let value = -106 + 5 * fine;
	// Mesenteric vessels run as fine dots and lines in the fat.
	value = mix(
		value,
		contrast.veins * 0.75,
		inside(Math.abs(texture) * 4 + Math.abs(fine) * 7 - 1.5, 0.9) * 0.75
	);
	value = shadeBowel(abdomen, value, f, y, edge);
	value = mix(value, contrast.pancreas + 6 * texture, inside(f[field.pancreas] ?? 30, edge));
	value = shadeKidney(abdomen, value, f, edge);
	value = mix(value, contrast.spleen + 2 * texture, inside(smoothMax(f[field.spleen] ?? 30, under, 2), edge));
	value = mix(value, contrast.liver + 1.5 * texture, inside(smoothMax(f[field.liver] ?? 30, under, 2), edge));
	const bile = f[field.gallbladder] ?? 30;
	value = mix(value, contrast.wall, inside(bile - 1.6, edge));
	value = mix(value, 8, inside(bile, edge));
	value = mix(
		value,
		contrast.veins,
		inside(f[field.portal] ?? 30, edge + 0.6) * (contrast.veins > 100 ? 1 : 0.6)
	);
	value = mix(value, contrast.veins - 14, inside(f[field.cava] ?? 30, edge));
	const vessel = f[field.aorta] ?? 30;
	value = mix(value, 46, inside(vessel - 1, edge));
	value = mix(value, contrast.aorta, inside(vessel, edge));
	if (vessel > -1.5 && vessel < 1.2 && fine > 1.15) value = mix(value, 650, 0.7);
	value = mix(value, contrast.muscle, inside(Math.max(f[field.psoas] ?? 30, under), edge));
	value = mix(value, contrast.muscle, inside(Math.abs(above + 1) - 1.4, edge));
	if (lesion) {
		// Something as small as a stone falls between the points of the grid, so near it the distance is taken anew.
		const coarse = f[field.lesion] ?? 40;
		const distance = coarse < 9 ? abdomenLesionDistance(lesion, x, y, z, abdomen.noise) : coarse;
		value = shadeAbdomenLesion(lesion, value, { f, at: field, y, distance }, edge);
	}
	// Lung bases above the dome.
	return mix(value, -868 + 10 * fine, inside(-above + 0.6, edge));
}

function shadeBowel(abdomen: AbdomenScene, start: number, f: Float32Array, y: number, edge: number): number {
	const { contrast } = abdomen;
	const fine = f[field.fine] ?? 0;
	const texture = f[field.texture] ?? 0;
	const low = f[field.low] ?? 0;
	const loop = f[field.bowel] ?? 30;
	let value = mix(start, contrast.wall, inside(loop, edge));
	value = mix(value, 16 + 9 * texture, inside(loop + 2.4, edge) * 0.95);
	value = mix(value, -960, inside(loop + 4.4, edge) * smoothStep(0.9, 1.3, low - (y + 46) / 30));
	const gut = f[field.colon] ?? 30;
	value = mix(value, contrast.wall, inside(gut, edge));
	// Stool is a crumb of gas and soft matter; gas gathers in front.
	const stool = mix(35 + 18 * texture, -420, clamp01(texture * 1.1 - 0.35));
	const gas = smoothStep(0.15, 0.35, low + 0.35 * fine - (y + 34) / 46);
	value = mix(value, mix(stool, -975, gas), inside(gut + 2.2, edge));
	const stomachWall = f[field.stomach] ?? 30;
	value = mix(value, contrast.wall + 6, inside(stomachWall, edge));
	const content = mix(26 + 10 * texture, -985, smoothStep(-31.5, -32.5, y));
	return mix(value, content, inside(stomachWall + 3.6 + 0.7 * texture, edge));
}

function shadeKidney(abdomen: AbdomenScene, start: number, f: Float32Array, edge: number): number {
	const { contrast } = abdomen;
	const whole = f[field.kidney] ?? 30;
	if (whole > edge) return start;
	const texture = f[field.texture] ?? 0;
	const pyramid = smoothStep(-5, -8, whole) * clamp01(0.6 + texture);
	let value = mix(start, mix(contrast.cortex, contrast.medulla, pyramid), inside(whole, edge));
	value = mix(value, -90, inside((f[field.sinus] ?? 30) + 1.2 * texture, 2));
	return mix(value, abdomen.contrast.cortex > 100 ? 18 : 6, inside(f[field.urine] ?? 30, edge + 1));
}

export type AbdomenFields = typeof field;
