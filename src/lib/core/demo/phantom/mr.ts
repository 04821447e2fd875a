import { makeRandom } from '#lib/core/demo/random.ts';
import type { StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { makeHead } from './ct.ts';
import { makeGrain } from './noise.ts';
import { type HeadPalette, mrFlair, mrT1, mrT2 } from './head-palette.ts';
import { makeHeadScene } from './head-scene.ts';
import type { DemoImage, LesionMark, StudyPictures } from './image.ts';
import { renderSlice } from './render.ts';
import { heightsFrom } from './volume.ts';

const fieldOfViewMm = 240;
const grainSide = 256;
const sliceMm = 5.5;
const heights = heightsFrom(-26, sliceMm, 26);

type Sequence = { readonly description: string; readonly palette: HeadPalette; readonly noise: number };

const sequences: readonly Sequence[] = [
	{ description: 'AX T1', palette: mrT1, noise: 15 },
	{ description: 'AX T2', palette: mrT2, noise: 16 },
	{ description: 'AX FLAIR', palette: mrFlair, noise: 18 }
];

/** T1, T2 and FLAIR of the brain. */
export function brainMr(plan: StudyPlan): StudyPictures {
	return {
		plan,
		marks: markBrain(plan),
		imageCount: sequences.length * heights.length,
		images: function* () {
			for (const [at, sequence] of sequences.entries()) yield* acquire(plan, sequence, at + 1);
		}
	};
}

function* acquire(plan: StudyPlan, sequence: Sequence, seriesNumber: number): Generator<DemoImage> {
	const { matrix } = plan;
	const { head } = makeHead(plan, sequence.palette);
	const scene = makeHeadScene(head);
	const pixelMm = fieldOfViewMm / matrix;
	const first = -fieldOfViewMm / 2 + pixelMm / 2;
	const slice = new Float32Array(matrix * matrix);
	const random = makeRandom(plan.seed, seriesNumber);
	const grain = makeGrain(plan.seed, grainSide, 0.12);
	const last = grainSide * grainSide - 1;
	for (const [at, z] of heights.entries()) {
		renderSlice(
			scene,
			{
				columns: matrix,
				rows: matrix,
				originX: first,
				originY: first,
				columnMm: pixelMm,
				rowMm: pixelMm,
				step: 3,
				edge: 1.3
			},
			z,
			slice
		);
		const pixels = new Int16Array(matrix * matrix);
		const shift = random.below(last);
		const other = random.below(last);
		for (let row = 0; row < matrix; row++) {
			for (let column = 0; column < matrix; column++) {
				const index = row * matrix + column;
				// The receive coil sees what is near it more brightly; magnitude makes the noise Rician.
				const u = (2 * column) / matrix - 1;
				const v = (2 * row) / matrix - 1;
				const coil = 0.9 + 0.16 * (u * u + v * v) + 0.05 * u - 0.04 * v;
				const real = (slice[index] ?? 0) * coil + sequence.noise * (grain[(index + shift) & last] ?? 0);
				const imaginary = sequence.noise * (grain[(index * 3 + other) & last] ?? 0);
				pixels[index] = Math.round(Math.sqrt(real * real + imaginary * imaginary));
			}
		}
		yield {
			seriesNumber,
			seriesDescription: sequence.description,
			instanceNumber: at + 1,
			columns: matrix,
			rows: matrix,
			frames: 1,
			pixels,
			bitsStored: 12,
			photometric: 'MONOCHROME2',
			plane: {
				position: [first, first, z],
				orientation: [1, 0, 0, 0, 1, 0],
				rowMm: pixelMm,
				columnMm: pixelMm,
				sliceMm
			},
			pixelMm: null,
			rescaleIntercept: null,
			windows: [
				{
					centre: sequence.palette === mrT2 ? 520 : 420,
					width: sequence.palette === mrT2 ? 1040 : 840,
					name: 'NORMAL'
				}
			]
		};
	}
}

/** On FLAIR, where a lesion of the brain is plainest. */
function markBrain(plan: StudyPlan): LesionMark[] {
	const { head, toPatient } = makeHead(plan, mrFlair);
	if (!head.lesion || !plan.lesion) return [];
	const [x, y, z] = toPatient(head.lesion.centre);
	const at = Math.round((z - (heights[0] ?? 0)) / sliceMm);
	const pixelMm = fieldOfViewMm / plan.matrix;
	const first = -fieldOfViewMm / 2 + pixelMm / 2;
	return [
		{
			lesion: plan.lesion,
			seriesNumber: 3,
			instanceNumber: at + 1,
			frameNumber: 1,
			x: Math.round((x - first) / pixelMm),
			y: Math.round((y - first) / pixelMm),
			patientMm: [x, y, heights[at] ?? z]
		}
	];
}
