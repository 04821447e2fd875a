import type { StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { clamp01 } from './geometry.ts';
import type { DemoImage, StudyPictures } from './image.ts';
import { makeGrain } from './noise.ts';
import { aortaEcho, gallbladderEcho, type Echo } from './ultrasound-scene.ts';

const columns = 640;
const rows = 480;
const frames = 60;
export const framesPerSecond = 24;
const beams = 240;
const samples = 380;
const halfAngle = 0.6;
/** Radius of the probe's face and depth of view, in mm. */
const faceMm = 50;
const depthMm = 165;

/** Where the sector lies on the screen; PS3.3 C.8.5.5 describes it to the viewer. */
export const sector = {
	pixelMm: depthMm / 430,
	/** Column and row of the arc's centre. */
	centreColumn: columns / 2,
	centreRow: 22 - (faceMm * 430) / depthMm,
	left: 60,
	top: 18,
	right: 579,
	bottom: 460
} as const;

const grainSide = 512;

/** A cine of 60 frames through a curved probe: speckle, shadows and movement. */
export function ultrasoundCine(plan: StudyPlan): StudyPictures {
	const echo = plan.body === 'us-aorta' ? aortaEcho(plan.lesion) : gallbladderEcho(plan.lesion);
	const { focus } = echo;
	return {
		plan,
		marks: plan.lesion
			? [
					{
						lesion: plan.lesion,
						seriesNumber: 1,
						instanceNumber: 1,
						frameNumber: 1,
						x: Math.round(sector.centreColumn + focus.x / sector.pixelMm),
						y: Math.round(sector.centreRow + (focus.depth + faceMm) / sector.pixelMm),
						patientMm: null
					}
				]
			: [],
		imageCount: 1,
		images: function* () {
			yield record(plan, echo);
		}
	};
}

function record(plan: StudyPlan, echo: Echo): DemoImage {
	const pixels = new Uint8Array(columns * rows * frames);
	const polar = new Float32Array(beams * samples);
	const speckle = makeSpeckle(plan.seed);
	const lookUp = makeLookUp();
	for (let frame = 0; frame < frames; frame++) {
		insonify(echo, frame / frames, speckle, polar);
		convert(polar, lookUp, pixels.subarray(frame * columns * rows, (frame + 1) * columns * rows));
	}
	return {
		seriesNumber: 1,
		seriesDescription: plan.body === 'us-aorta' ? 'AORTA TRANSVERSE' : 'GALLBLADDER LONGITUDINAL',
		instanceNumber: 1,
		columns,
		rows,
		frames,
		pixels,
		bitsStored: 8,
		photometric: 'MONOCHROME2',
		plane: null,
		pixelMm: null,
		rescaleIntercept: null,
		windows: [{ centre: 128, width: 256, name: 'NORMAL' }]
	};
}

/** Fully developed speckle: the length of a complex Gaussian, whose two parts are correlated grain (Burckhardt 1978). */
function makeSpeckle(seed: number): Float32Array {
	const real = makeGrain(seed, grainSide, 0.62);
	const imaginary = makeGrain(seed + 1, grainSide, 0.62);
	const speckle = new Float32Array(real.length);
	for (let at = 0; at < real.length; at++) {
		const length = Math.hypot(real[at] ?? 0, imaginary[at] ?? 0);
		// Log compression of the amplitude, about 0 with a spread near 1.
		speckle[at] = Math.log(length + 0.06) * 0.9;
	}
	return speckle;
}

/** One frame in beams and depths: what comes back, after what lies above has taken its part. */
function insonify(echo: Echo, time: number, speckle: Float32Array, polar: Float32Array): void {
	const { shiftX, shiftDepth } = echo.motion(time);
	const stepMm = depthMm / samples;
	for (let beam = 0; beam < beams; beam++) {
		const angle = (beam / (beams - 1) - 0.5) * 2 * halfAngle;
		const sin = Math.sin(angle);
		const cos = Math.cos(angle);
		let gain = 0;
		for (let sample = 0; sample < samples; sample++) {
			const range = faceMm + (sample + 0.5) * stepMm;
			const x = range * sin - shiftX;
			const depth = range * cos - faceMm - shiftDepth;
			const { level, loss } = echo.at(x, depth, time);
			// Scatterers move with their tissue, so the grain is read in the tissue's own place.
			const u = Math.round(x * 2.1 + 4096) & (grainSide - 1);
			const v = Math.round(depth * 3.1 + 4096) & (grainSide - 1);
			const grain = speckle[v * grainSide + u] ?? 0;
			gain = Math.min(0.14, gain - loss * stepMm);
			const focus = 1 - (0.1 * Math.abs(depth - 75)) / 75;
			polar[beam * samples + sample] =
				level <= 0 ? 0.02 + 0.02 * grain : level * focus + 0.115 * grain + gain;
			if (gain < -1.2) gain = -1.2;
		}
	}
}

type LookUp = { readonly pixel: Uint32Array; readonly beam: Float32Array; readonly sample: Float32Array };

function makeLookUp(): LookUp {
	const pixel: number[] = [];
	const beam: number[] = [];
	const sample: number[] = [];
	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++) {
			const x = (column - sector.centreColumn) * sector.pixelMm;
			const y = (row - sector.centreRow) * sector.pixelMm;
			const range = Math.sqrt(x * x + y * y) - faceMm;
			const angle = Math.atan2(x, y);
			if (range < 0 || range >= depthMm - 1 || Math.abs(angle) > halfAngle) continue;
			pixel.push(row * columns + column);
			beam.push(Math.min(beams - 1.001, ((angle / halfAngle + 1) / 2) * (beams - 1)));
			sample.push(Math.min(samples - 1.001, (range / depthMm) * samples));
		}
	}
	return { pixel: Uint32Array.from(pixel), beam: Float32Array.from(beam), sample: Float32Array.from(sample) };
}

function convert(polar: Float32Array, lookUp: LookUp, out: Uint8Array): void {
	const { pixel, beam, sample } = lookUp;
	for (let at = 0; at < pixel.length; at++) {
		const b = beam[at] ?? 0;
		const s = sample[at] ?? 0;
		const b0 = Math.floor(b);
		const s0 = Math.floor(s);
		const base = b0 * samples + s0;
		const near = (polar[base] ?? 0) + ((polar[base + 1] ?? 0) - (polar[base] ?? 0)) * (s - s0);
		const far =
			(polar[base + samples] ?? 0) +
			((polar[base + samples + 1] ?? 0) - (polar[base + samples] ?? 0)) * (s - s0);
		out[pixel[at] ?? 0] = Math.round(255 * clamp01(near + (far - near) * (b - b0)));
	}
	drawScale(out);
}

/** Grey bar at the left and depth marks at the right, as every machine shows; no text. */
function drawScale(out: Uint8Array): void {
	for (let row = 40; row < 240; row++)
		out.fill(Math.round(255 * (1 - (row - 40) / 200)), row * columns + 14, row * columns + 24);
	for (let centimetre = 0; centimetre <= 16; centimetre++) {
		const row = Math.round(22 + (centimetre * 10) / sector.pixelMm);
		if (row >= rows) break;
		const length = centimetre % 5 === 0 ? 12 : 6;
		out.fill(200, row * columns + 612, row * columns + 612 + length);
	}
}
