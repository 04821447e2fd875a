import { makeRandom, type Random } from '#lib/core/demo/random.ts';
import type { StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { placeAbdomenLesion } from './abdomen-lesion.ts';
import { abdomenContrasts, makeAbdomenScene } from './abdomen-scene.ts';
import { makeSmallBowel } from './bowel-shape.ts';
import { placeChestLesion } from './chest-lesion.ts';
import { contrasts, makeChestScene } from './chest-scene.ts';
import type { ChestTraits } from './chest-shape.ts';
import { placeHeadLesion } from './head-lesion.ts';
import { ctHead, type HeadPalette } from './head-palette.ts';
import { type HeadScene, makeHeadScene } from './head-scene.ts';
import { unevenVault } from './head-shape.ts';
import type { StudyPictures } from './image.ts';
import { growLungVessels } from './lung-vessels.ts';
import { makeNoise3, type Noise3 } from './noise.ts';
import { drawTubes } from './vessel-tree.ts';
import { heightsFrom, markOf, type RenderFrame, type Scan, scanSlices } from './volume.ts';

let shared: Noise3 | null = null;
/** One table of noise for all; each patient lies elsewhere in it. */
export const sharedNoise = (): Noise3 => (shared ??= makeNoise3(5));

const brainWindows = [
	{ centre: 40, width: 80, name: 'BRAIN' },
	{ centre: 80, width: 250, name: 'SUBDURAL' },
	{ centre: 600, width: 2800, name: 'BONE' }
];
const chestWindows = [
	{ centre: 40, width: 400, name: 'MEDIASTINUM' },
	{ centre: -600, width: 1500, name: 'LUNG' },
	{ centre: 450, width: 1800, name: 'BONE' }
];
const abdomenWindows = [
	{ centre: 50, width: 400, name: 'ABDOMEN' },
	{ centre: 95, width: 160, name: 'LIVER' },
	{ centre: 450, width: 1800, name: 'BONE' }
];

export function headCt(plan: StudyPlan): StudyPictures {
	const { head, toPatient } = makeHead(plan, ctHead);
	const scan: Scan = {
		scene: makeHeadScene(head),
		matrix: plan.matrix,
		fieldOfViewMm: 240,
		heights: heightsFrom(-28, 2.5, 60),
		sliceMm: 2.5,
		edge: 1,
		noiseHu: 3.2,
		rest: headRest,
		overlay: null,
		seriesDescription: 'AXIAL BRAIN',
		windows: brainWindows
	};
	const marks = head.lesion ? markOf(scan, plan, toPatient(head.lesion.centre)) : [];
	return { plan, marks, imageCount: scan.heights.length, images: () => scanSlices(scan, plan) };
}

/** This patient's head, and where a point of it lies in the scanner. */
export function makeHead(
	plan: StudyPlan,
	palette: HeadPalette
): { head: HeadScene; toPatient: (point: readonly [number, number, number]) => [number, number, number] } {
	const random = makeRandom(plan.seed, 1);
	const traits = {
		scale: (plan.sex === 'F' ? 0.965 : 1.01) + 0.02 * (random.next() - 0.5),
		atrophy: Math.min(1.7, Math.max(0.6, 0.62 + (plan.ageYears - 28) / 52)),
		offset: 40 * random.next()
	};
	const turn = 0.09 * (random.next() - 0.5);
	const tip = 0.07 * (random.next() - 0.5);
	const vaultAt = (x: number, y: number, z: number): number =>
		unevenVault(x, y, z, sharedNoise(), traits.offset);
	const lesion = plan.lesion ? placeHeadLesion(plan.lesion, vaultAt) : null;
	const head: HeadScene = { traits, palette, lesion, turn, tip, noise: sharedNoise() };
	// The scene's own transform, solved for the scanner's coordinates.
	const toPatient = ([x, y, z]: readonly [number, number, number]): [number, number, number] => {
		let pz = z;
		let turned = y;
		for (let round = 0; round < 8; round++) {
			turned = y + tip * (pz - 30);
			pz = (z - tip * turned) * traits.scale;
		}
		const cos = Math.cos(turn);
		const sin = Math.sin(turn);
		return [(x * cos + turned * sin) * traits.scale, (turned * cos - x * sin) * traits.scale, pz];
	};
	return { head, toPatient };
}

const headRest = (x: number, y: number): number => {
	const radius = Math.sqrt(x * x + (y - 2) ** 2);
	if (y < -25) return -1000;
	const shell = Math.abs(radius - 113);
	if (shell < 1.6) return -120;
	return radius < 112 && radius > 103 && y > 30 ? -955 : -1000;
};

function drawTraits(plan: StudyPlan, random: Random): ChestTraits {
	return {
		sex: plan.sex,
		scale: (plan.sex === 'F' ? 0.93 : 1) + 0.05 * (random.next() - 0.5),
		fatMm: 13 + 19 * random.next(),
		offset: 40 * random.next(),
		armsDown: false
	};
}

export function chestCt(plan: StudyPlan): StudyPictures {
	const random = makeRandom(plan.seed, 2);
	const traits = drawTraits(plan, random);
	const isAngiography = plan.procedure.includes('EMBOLISM');
	const contrast = isAngiography ? contrasts.pulmonaryPhase : contrasts.venousPhase;
	const lesion = plan.lesion ? placeChestLesion(plan.lesion) : null;
	const vessels = growLungVessels(plan.seed % 1000).map(({ from, to }) => ({
		from: [from[0] * traits.scale, from[1] * traits.scale, from[2], from[3]] as const,
		to: [to[0] * traits.scale, to[1] * traits.scale, to[2], to[3]] as const
	}));
	const sliceMm = 5;
	const blood = isAngiography ? 240 : 120;
	const side = Math.round((plan.matrix * 2) / 3);
	const cover = new Float32Array(side * side);
	const overlay = (slice: Float32Array, frame: RenderFrame, z: number): void => {
		drawTubes(
			vessels,
			{ columns: side, rows: side, originX: frame.origin, originY: frame.origin, pixelMm: frame.pixelMm },
			{ z, thickness: sliceMm },
			cover
		);
		for (let at = 0; at < slice.length; at++) {
			const value = slice[at] ?? 0;
			// Only aerated lung: neither the windpipe and free air, nor what is denser already.
			if ((cover[at] ?? 0) > 0 && value < -300 && value > -950)
				slice[at] = value + (blood - value) * (cover[at] ?? 0);
		}
	};
	const scan: Scan = {
		scene: makeChestScene({ traits, contrast, lesion, noise: sharedNoise() }),
		matrix: plan.matrix,
		fieldOfViewMm: bodyField(traits),
		heights: heightsFrom(122, -sliceMm, 63),
		sliceMm,
		edge: 1.2,
		noiseHu: isAngiography ? 17 : 13,
		rest: makeTable((98 + 0.6 * traits.fatMm) * traits.scale + 8),
		overlay,
		seriesDescription: isAngiography ? 'AXIAL CTA CHEST' : 'AXIAL CHEST WITH CONTRAST',
		windows: chestWindows
	};
	const marks = lesion ? markOf(scan, plan, scaled(lesion.centre, traits.scale)) : [];
	return { plan, marks, imageCount: scan.heights.length, images: () => scanSlices(scan, plan) };
}

export function abdomenCt(plan: StudyPlan): StudyPictures {
	const random = makeRandom(plan.seed, 3);
	const traits = drawTraits(plan, random);
	const lesion = plan.lesion ? placeAbdomenLesion(plan.lesion) : null;
	const scan: Scan = {
		scene: makeAbdomenScene({
			traits,
			contrast: plan.contrast ? abdomenContrasts.portal : abdomenContrasts.none,
			lesion,
			noise: sharedNoise(),
			smallBowel: makeSmallBowel(plan.seed)
		}),
		matrix: plan.matrix,
		fieldOfViewMm: bodyField(traits),
		heights: heightsFrom(150, -5, 63),
		sliceMm: 5,
		edge: 1.2,
		noiseHu: 11,
		rest: makeTable((86 + 0.9 * traits.fatMm) * traits.scale + 10),
		overlay: null,
		seriesDescription: plan.contrast ? 'AXIAL ABDOMEN PELVIS PORTAL' : 'AXIAL ABDOMEN PELVIS',
		windows: abdomenWindows
	};
	const marks = lesion ? markOf(scan, plan, scaled(lesion.centre, traits.scale)) : [];
	return { plan, marks, imageCount: scan.heights.length, images: () => scanSlices(scan, plan) };
}

const bodyField = (traits: ChestTraits): number =>
	Math.ceil((2 * (150 + traits.fatMm) * traits.scale + 24) / 10) * 10;

const scaled = ([x, y, z]: readonly [number, number, number], scale: number): [number, number, number] => [
	x * scale,
	y * scale,
	z
];

/** Two thin shells of a curved table with foam between them. */
const makeTable =
	(top: number) =>
	(x: number, y: number): number => {
		const depth = y - top + 0.0007 * x * x;
		if (Math.abs(x) > 210 || depth < 0) return -1000;
		if (depth < 2) return -220;
		if (depth < 30) return -945;
		return depth < 32.5 ? -180 : -1000;
	};
