import type { LesionPlan } from '#lib/core/demo/studies/plan.ts';
import { shadeUpperAbdomen, upperAbdomen } from './chest-abdomen.ts';
import { chestLesionDistance, type ChestLesion, shadePleura } from './chest-lesion.ts';
import {
	airway,
	aorta,
	cage,
	chambers,
	type ChestTraits,
	diaphragm,
	mediastinum,
	oesophagus,
	pulmonaryArtery,
	pulmonaryVein,
	systemicVein,
	trunkSkin
} from './chest-shape.ts';
import { girdle, muscleLayer, rib, shadeSpine } from './chest-wall.ts';
import { clamp01, inside, mix, smoothStep, superEllipse } from './geometry.ts';
import type { Noise3 } from './noise.ts';
import type { Scene } from './render.ts';

/** Blood and organ enhancement in Hounsfield units. */
export type ChestContrast = {
	readonly pulmonary: number;
	readonly systemic: number;
	readonly venous: number;
	readonly liver: number;
	readonly spleen: number;
	readonly muscle: number;
};

export const contrasts = {
	none: { pulmonary: 42, systemic: 42, venous: 42, liver: 58, spleen: 48, muscle: 54 },
	venousPhase: { pulmonary: 168, systemic: 172, venous: 150, liver: 106, spleen: 118, muscle: 64 },
	pulmonaryPhase: { pulmonary: 385, systemic: 240, venous: 300, liver: 66, spleen: 82, muscle: 58 }
} as const satisfies Record<string, ChestContrast>;

export type ChestScene = {
	readonly traits: ChestTraits;
	readonly contrast: ChestContrast;
	readonly lesion: ChestLesion | null;
	readonly noise: Noise3;
};

const field = {
	skin: 0,
	cage: 1,
	media: 2,
	above: 3,
	right: 4,
	left: 5,
	wall: 6,
	aorta: 7,
	artery: 8,
	vein: 9,
	systemic: 10,
	airway: 11,
	oesophagus: 12,
	low: 13,
	girdle: 14,
	muscle: 15,
	fine: 16,
	lesion: 17,
	liver: 18,
	stomach: 19,
	spleen: 20,
	glands: 21
} as const;

const isPleural = (kind: LesionPlan['kind'] | undefined): boolean =>
	kind === 'pneumothorax' || kind === 'effusion';

/** The chest as a scene, without the small vessels of the lungs: those are drawn over it. */
export function makeChestScene(chest: ChestScene): Scene {
	const { traits, noise, lesion } = chest;
	const o = traits.offset;
	const evaluate = (px: number, py: number, pz: number, f: Float32Array): void => {
		const x = px / traits.scale;
		const y = py / traits.scale;
		const z = pz;
		const warp = noise(x / 42 + o, y / 42, z / 42);
		f[field.skin] = trunkSkin(x, y, z, traits) + 1.2 * noise(x / 70 + o, y / 70, z / 60);
		if ((f[0] ?? 0) > 24) return;
		const wall = cage(x, y, z) + 1.6 * warp;
		f[field.cage] = wall;
		f[field.low] = warp;
		f[field.fine] = noise(x / 13, y / 13 + o, z / 13);
		f[field.girdle] = wall > 0 ? girdle(Math.abs(x), y, z, traits.armsDown) : 30;
		f[field.muscle] = muscleLayer(x, y, z) + 1.1 * (f[field.fine] ?? 0) + 1.5 * warp;
		f[field.glands] = traits.sex === 'F' && y < -60 ? noise(x / 8, y / 8 + o, z / 10) : -3;
		if (wall > 8) {
			f.fill(30, 2, 13);
			f.fill(30, 17, 21);
			return;
		}
		f[field.media] = mediastinum(x, y, z) + 1.8 * noise(x / 20, y / 20, z / 20 + o);
		f[field.above] = z - diaphragm(x, y) - 2 * warp;
		const { right, left, wall: muscle } = chambers(x, y, z);
		f[field.right] = right;
		f[field.left] = left;
		f[field.wall] = muscle;
		f[field.aorta] = aorta(x, y, z);
		f[field.artery] = pulmonaryArtery(x, y, z);
		f[field.vein] = pulmonaryVein(x, y, z);
		f[field.systemic] = systemicVein(x, y, z);
		f[field.airway] = airway(x, y, z);
		f[field.oesophagus] = oesophagus(x, y, z);
		f[field.lesion] =
			lesion && !isPleural(lesion.plan.kind) ? chestLesionDistance(lesion, x, y, z, noise) : 30;
		if ((f[field.above] ?? 0) < 16) upperAbdomen(x, y, z, warp, f, field.liver);
		else f.fill(30, field.liver, field.glands);
	};
	const shade = (f: Float32Array, px: number, py: number, z: number, edge: number): number =>
		shadeChest(chest, f, px / traits.scale, py / traits.scale, z, edge);
	return { fieldCount: 22, evaluate, shade, background: -1000, margin: 8 };
}

function shadeChest(
	chest: ChestScene,
	f: Float32Array,
	x: number,
	y: number,
	z: number,
	edge: number
): number {
	const skin = f[field.skin] ?? 0;
	const wall = f[field.cage] ?? 0;
	let value = wall > -edge ? shadeWall(chest, f, x, y, z, edge) : 0;
	if (wall < edge) {
		const lung = Math.max(-(f[field.media] ?? 0), -(f[field.above] ?? 0));
		let within = lung < edge ? shadeLung(chest, f, { x, y, z }, edge) : 0;
		if (lung < edge && chest.lesion)
			within = shadePleura(chest.lesion, within, { x, y, z, wall, above: f[field.above] ?? 0 }, edge);
		if (lung > -edge) {
			const inner =
				(f[field.above] ?? 0) > 0 || (f[field.media] ?? 0) < -14
					? shadeMediastinum(chest, f, x, y, z, edge)
					: shadeUpperAbdomen(chest, f, field.liver, y, edge);
			within = mix(inner, within, inside(lung, edge));
		}
		value = mix(value, within, inside(wall, edge));
	}
	value = shadeSpine(value, x, y, z, edge, chest.noise, chest.contrast.systemic);
	return mix(-1000, value, inside(skin, edge));
}

function shadeWall(
	chest: ChestScene,
	f: Float32Array,
	x: number,
	y: number,
	z: number,
	edge: number
): number {
	const { contrast, noise } = chest;
	const skin = f[field.skin] ?? 0;
	const out = f[field.cage] ?? 0;
	const fine = f[field.fine] ?? 0;
	const side = Math.abs(x);
	const strand = 20 * inside(Math.abs(fine + 0.4 * (f[field.low] ?? 0)) - 0.05, 0.1);
	let value = mix(-104 + 5 * fine + strand, 20, inside(-skin - 2, edge));
	const glands = f[field.glands] ?? -3;
	if (glands > -2 && skin < -7)
		value = mix(
			value,
			28,
			inside(-(glands - 0.25) * 4, 3) *
				smoothStep(8, 16, out - (f[field.muscle] ?? 0) - 11) *
				smoothStep(-120, -100, z) *
				smoothStep(0, -20, z)
		);
	const muscle = Math.max(out - 11 - (f[field.muscle] ?? 0), 5 - -skin);
	// Fat planes part one muscle from the next.
	const plane =
		out > 12 ? Math.abs(Math.sin(out * 0.15 + 0.35 * fine + 1.1 * (f[field.low] ?? 0))) * 14 - 0.8 : 9;
	value = mix(value, contrast.muscle + 5 * fine, inside(Math.max(muscle, -plane), edge));
	if (out < 12) value = mix(value, contrast.muscle - 4, inside(out - 10, edge) * 0.85);
	const sternum = sternumDistance(x, y, z, out);
	let bone = Math.min(f[field.girdle] ?? 30, sternum);
	let isCartilage = false;
	if (out < 14) {
		const { distance, cartilage } = rib(side, y, z, out);
		if (distance < bone) {
			bone = distance;
			isCartilage = cartilage;
		}
	}
	if (bone > edge) return value;
	const grain = noise(x / 2.6, y / 2.6, z / 3);
	const density = isCartilage ? 98 + 14 * grain : mix(190 + 60 * grain, 820, smoothStep(-2.3, -0.7, bone));
	return mix(value, density, inside(bone, edge));
}

const sternumDistance = (x: number, y: number, z: number, out: number): number => {
	if (y > -40 || z > 62 || z < -92) return 30;
	const width = z > 28 ? 25 : 16;
	return Math.max(superEllipse(x, out - 7, width, 5.4, 2.6), z - 60, -90 - z);
};

type Point = { readonly x: number; readonly y: number; readonly z: number };

/** Distance to the lesion; taken anew where it is near, since a small one falls between the points of the grid. */
function lesionAt(chest: ChestScene, f: Float32Array, { x, y, z }: Point): number {
	const coarse = f[field.lesion] ?? 30;
	return chest.lesion && coarse < 9 ? chestLesionDistance(chest.lesion, x, y, z, chest.noise) : coarse;
}

function shadeLung(chest: ChestScene, f: Float32Array, point: Point, edge: number): number {
	const { y } = point;
	const fine = f[field.fine] ?? 0;
	const gravity = smoothStep(20, 82, y) * smoothStep(-22, -4, f[field.cage] ?? 0);
	let value = -872 + 24 * clamp01((y + 80) / 160) + 130 * gravity * 0.5 + 9 * (f[field.low] ?? 0) + 9 * fine;
	const lumen = f[field.airway] ?? 30;
	value = mix(value, 10, inside(lumen - 1.2, edge));
	value = mix(value, chest.contrast.pulmonary, inside(f[field.artery] ?? 30, edge));
	value = mix(value, chest.contrast.systemic, inside(f[field.vein] ?? 30, edge));
	if (chest.lesion)
		value = mix(value, chest.lesion.value, inside(lesionAt(chest, f, point), edge + chest.lesion.softness));
	return mix(value, -985, inside(lumen, edge));
}

function shadeMediastinum(
	chest: ChestScene,
	f: Float32Array,
	x: number,
	y: number,
	z: number,
	edge: number
): number {
	const { contrast } = chest;
	const fine = f[field.fine] ?? 0;
	let value = -92 + 7 * fine;
	// Lymph nodes and thymic remnant.
	value = mix(value, 34, inside(1.55 - fine, 0.3) * 0.8);
	const heartMuscle = Math.min(f[field.wall] ?? 30, (f[field.right] ?? 30) - 3, (f[field.left] ?? 30) - 2.5);
	value = mix(value, contrast.systemic > 60 ? 98 : 46, inside(heartMuscle, edge));
	value = mix(value, contrast.pulmonary - 12, inside(f[field.right] ?? 30, edge + 1));
	value = mix(value, contrast.systemic, inside(f[field.left] ?? 30, edge + 1));
	value = mix(value, 38, inside(f[field.oesophagus] ?? 30, edge));
	value = mix(value, -700, inside((f[field.oesophagus] ?? 30) + 4.6, 2) * clamp01(fine));
	value = mix(value, contrast.venous + 12 * fine, inside(f[field.systemic] ?? 30, edge));
	value = mix(value, contrast.systemic, inside(f[field.vein] ?? 30, edge));
	value = mix(value, contrast.pulmonary, inside(f[field.artery] ?? 30, edge));
	const vessel = f[field.aorta] ?? 30;
	value = mix(value, 44, inside(vessel - 1.2, edge));
	value = mix(value, contrast.systemic, inside(vessel, edge));
	if (y > 10 && vessel < 1.6 && vessel > -1.4 && fine > 1.1) value = mix(value, 600, 0.7);
	if (chest.lesion?.plan.kind === 'embolism')
		value = mix(value, 48, inside(lesionAt(chest, f, { x, y, z }), edge));
	const lumen = f[field.airway] ?? 30;
	value = mix(value, 42, inside(lumen - 1.5, edge));
	value = mix(value, -988, inside(lumen, edge));
	return mix(
		value,
		contrast.muscle,
		inside(Math.abs(f[field.above] ?? 30) - 1.2, edge) * (Math.abs(x) > 20 || z < -120 ? 1 : 0)
	);
}
