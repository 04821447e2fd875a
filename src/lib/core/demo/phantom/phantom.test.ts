import { describe, expect, it } from 'vitest';
import { makeDemoGroup } from '#lib/core/demo/group/group.ts';
import { planStudies, type StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { placeAbdomenLesion } from './abdomen-lesion.ts';
import { abdomenContrasts, makeAbdomenScene } from './abdomen-scene.ts';
import { sharedNoise } from './ct.ts';
import type { DemoImage, LesionMark } from './image.ts';
import { renderStudy } from './study.ts';

const plans = planStudies(makeDemoGroup({ seed: 1, cutAt: Date.UTC(2026, 10, 20, 15) }));

function planOf(key: string, change: Partial<StudyPlan> = {}): StudyPlan {
	const plan = plans.find((candidate) => candidate.key === key);
	if (!plan) throw new Error(`no plan ${key}`);
	return { ...plan, matrix: Math.min(plan.matrix, 256), ...change };
}

/** Mean stored value, in Hounsfield units where there are any, within `radius` pixels of a mark. */
function meanAt(image: DemoImage, mark: LesionMark, radius: number): number {
	let sum = 0;
	let count = 0;
	for (let y = mark.y - radius; y <= mark.y + radius; y++) {
		for (let x = mark.x - radius; x <= mark.x + radius; x++) {
			sum += image.pixels[y * image.columns + x] ?? 0;
			count++;
		}
	}
	return sum / count + (image.rescaleIntercept ?? 0);
}

function markedImage(plan: StudyPlan, mark: LesionMark): DemoImage {
	for (const image of renderStudy(plan).images()) {
		if (image.seriesNumber === mark.seriesNumber && image.instanceNumber === mark.instanceNumber)
			return image;
	}
	throw new Error('the mark names no picture');
}

function markOf(plan: StudyPlan): LesionMark {
	const [mark] = renderStudy(plan).marks;
	if (!mark) throw new Error(`${plan.key} has no mark`);
	return mark;
}

describe('the catalogue of studies', () => {
	it('has what a reviewer should meet', () => {
		const count = (body: StudyPlan['body']): number => plans.filter((plan) => plan.body === body).length;
		expect(plans.length).toBeGreaterThanOrEqual(24);
		expect(count('ct-head')).toBe(8);
		expect(count('ct-chest')).toBe(6);
		expect(count('ct-abdomen')).toBe(5);
		expect(count('mr-brain')).toBe(2);
		expect(new Set(plans.map(({ transferSyntax }) => transferSyntax)).size).toBe(6);
		expect(plans.filter(({ isReported, lesion }) => lesion && !isReported).length).toBeGreaterThanOrEqual(8);
	});

	it('gives a miss a score and the rest none', () => {
		for (const { truth, isReported, lesion } of plans) {
			expect(truth !== '1').toBe(!isReported);
			if (!isReported) expect(lesion).not.toBeNull();
		}
	});

	it('promises sixty and more slices of each CT', () => {
		for (const plan of plans.filter(({ modality }) => modality === 'CT')) {
			expect(renderStudy(plan).imageCount).toBeGreaterThanOrEqual(60);
		}
	});
});

describe('a CT', { timeout: 60_000 }, () => {
	it('gives the same pixels again', () => {
		const plan = planOf('ct-head-5', { matrix: 96 });
		const first = renderStudy(plan).images().next().value;
		expect(renderStudy(plan).images().next().value).toEqual(first);
	});

	// Where the lesion is, in Hounsfield units that a radiologist would expect of it.
	it.each([
		['ct-head-1', 50, 95],
		['ct-head-3', 52, 80],
		['ct-head-4', 10, 31],
		['ct-chest-2', -150, 80],
		['ct-chest-3', 20, 110],
		['ct-chest-4', -1024, -930],
		['ct-chest-5', -15, 30],
		['ct-abdomen-1', 30, 92],
		['ct-abdomen-2', 300, 1200],
		['ct-abdomen-3', -1024, -850]
	])('of %s shows its lesion at the mark', (key, lowest, highest) => {
		const plan = planOf(key);
		const mark = markOf(plan);
		const mean = meanAt(markedImage(plan, mark), mark, 1);
		expect(mean).toBeGreaterThan(lowest);
		expect(mean).toBeLessThan(highest);
	});

	it('places the mark in the patient where the picture has it', () => {
		const plan = planOf('ct-chest-1');
		const mark = markOf(plan);
		const { plane } = markedImage(plan, mark);
		if (!plane || !mark.patientMm) throw new Error('no plane');
		expect(Math.abs(plane.position[0] + mark.x * plane.columnMm - mark.patientMm[0])).toBeLessThanOrEqual(
			plane.columnMm
		);
		expect(Math.abs(plane.position[1] + mark.y * plane.rowMm - mark.patientMm[1])).toBeLessThanOrEqual(
			plane.rowMm
		);
		expect(plane.position[2]).toBeCloseTo(mark.patientMm[2], 3);
		// The plan says right upper lobe, and the patient's right is negative.
		expect(mark.patientMm[0]).toBeLessThan(0);
	});

	it('stores 16 bits with air at the bottom and bone at the top', () => {
		const plan = planOf('ct-head-6', { matrix: 128 });
		const image = [...renderStudy(plan).images()][30];
		if (!image) throw new Error('no picture');
		const hu = Array.from(image.pixels, (value) => value - 1024);
		expect(Math.min(...hu)).toBeLessThan(-990);
		expect(Math.max(...hu)).toBeGreaterThan(900);
		expect(image.pixels[0]).toBe(0);
	});
});

describe('other modalities', { timeout: 60_000 }, () => {
	it('show an infarct bright on FLAIR and dark on T1', () => {
		const plan = planOf('mr-brain-1', { matrix: 128 });
		const mark = markOf(plan);
		const flair = meanAt(markedImage(plan, mark), mark, 1);
		const t1 = meanAt(markedImage(plan, { ...mark, seriesNumber: 1 }), mark, 1);
		expect(flair).toBeGreaterThan(600);
		expect(t1).toBeLessThan(480);
	});

	it('move from frame to frame in a cine and calibrate no pixel outside the sector', () => {
		const image = renderStudy(planOf('us-gallbladder-1', { matrix: 640 }))
			.images()
			.next().value;
		if (!image) throw new Error('no cine');
		const length = image.columns * image.rows;
		expect(image.frames).toBe(60);
		expect(image.pixels.length).toBe(length * 60);
		expect(image.pixels.subarray(0, length)).not.toEqual(image.pixels.subarray(length * 20, length * 21));
		expect(image.pixels[image.columns * 470 + 5]).toBe(0);
	});

	it('expose a film in twelve bits, brighter over the spine than over the lung', () => {
		const image = renderStudy(planOf('cr-chest-4', { matrix: 320 }))
			.images()
			.next().value;
		if (!image) throw new Error('no film');
		const at = (xShare: number, yShare: number): number =>
			image.pixels[Math.round(image.rows * yShare) * image.columns + Math.round(image.columns * xShare)] ?? 0;
		const isBright = image.photometric === 'MONOCHROME2';
		expect(Math.max(...image.pixels)).toBeLessThan(4096);
		expect(at(0.5, 0.6) > at(0.3, 0.5)).toBe(isBright);
	});
});

describe('the values of a phantom', { timeout: 60_000 }, () => {
	const stone = planOf('ct-abdomen-2', { matrix: 512 });

	it('are those of its definition: a renal stone of 940 HU in its middle', () => {
		const { lesion } = stone;
		if (!lesion) throw new Error('no stone');
		const placed = placeAbdomenLesion(lesion);
		const scene = makeAbdomenScene({
			traits: { sex: stone.sex, scale: 1, fatMm: 20, offset: 0 },
			contrast: abdomenContrasts.none,
			lesion: placed,
			noise: sharedNoise(),
			smallBowel: () => 30
		});
		const fields = new Float32Array(scene.fieldCount);
		const [x, y, z] = placed.centre;
		scene.evaluate(x, y, z, fields);
		expect(scene.shade(fields, x, y, z, 1.2)).toBe(940);
	});

	it('are stored with the noise of the scanner and nothing else', () => {
		const mark = markOf(stone);
		const image = markedImage(stone, mark);
		const voxels = [-1, 0, 1].flatMap((down) =>
			[-1, 0, 1].map((along) => image.pixels[(mark.y + down) * image.columns + mark.x + along] ?? NaN)
		);
		const offBy = voxels.map((stored) => stored - 1024 - 940);
		// Noise of 11 HU: none beyond three of them, and less in the mean of nine.
		expect(Math.max(...offBy.map(Math.abs))).toBeLessThan(33);
		expect(Math.abs(offBy.reduce((sum, value) => sum + value, 0) / 9)).toBeLessThan(11);
		expect(image.pixels[0]).toBe(0);
	});
});
