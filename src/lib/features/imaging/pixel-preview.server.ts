import { adobeTransform } from '#lib/core/dicom/codestream-header.ts';
import { describeInstance } from '#lib/core/dicom/describe.ts';
import { frameTotal, indexFrames } from '#lib/core/dicom/frames.ts';
import { colourSpace, maskFrame } from '#lib/core/dicom/mask.ts';
import type { Actor } from '#lib/core/actor.ts';
import { openKept } from '#lib/features/imaging/pacs/open-kept.server.ts';
import type { App } from '#lib/server/app.ts';
import { decodeFrame } from '#lib/server/dicom/decode-frame.ts';
import { encodePng } from '#lib/server/dicom/encode-picture.ts';
import { readFrame } from '#lib/server/dicom/read-frame.ts';
import { findCheck, likesOf, type Like } from './pixel-queries.server.ts';
import { parseRegions } from './pixel-regions.server.ts';

/** Frames laid over each other: enough to meet what stands in only some of them, few enough for a second's work. */
const FRAMES = 24;

/**
 * One picture of all images of a like: the brightest value of each pixel over frames spread evenly, so that text that stands in any
 * of them shows. Null where the check, the like or its pixels cannot be had.
 */
export async function previewOf(
	app: App,
	actor: Actor,
	{ id, like: at }: { id: string; like: number }
): Promise<Uint8Array | null> {
	const check = await findCheck(app.db.read, actor, id);
	const likes = check ? await likesOf(app.db.read, check.studyId, parseRegions(check.regions)) : [];
	const like = likes[at];
	if (!like || like.rows * like.columns === 0) return null;
	const brightest = new Uint8Array(like.rows * like.columns);
	let seen = 0;
	for (const place of spread(like)) {
		const grey = await greyFrame(app, like, place);
		if (!grey) continue;
		seen += 1;
		for (let pixel = 0; pixel < brightest.length; pixel++) {
			const value = grey[pixel] ?? 0;
			if (value > (brightest[pixel] ?? 0)) brightest[pixel] = value;
		}
	}
	if (seen === 0) return null;
	return encodePng({ width: like.columns, height: like.rows, samples: 1, bytes: brightest });
}

type Place = { readonly path: string; readonly frame: number };

function spread({ images }: Like): Place[] {
	const places = images.flatMap(({ path, frames }) =>
		Array.from({ length: Math.min(frames, 2000) }, (_, at) => ({ path, frame: at + 1 }))
	);
	const step = Math.max(1, (places.length - 1) / (FRAMES - 1));
	const chosen = Array.from({ length: Math.min(FRAMES, places.length) }, (_, at) => Math.round(at * step));
	return [...new Set(chosen)].flatMap((at) => places[at] ?? []);
}

/** One frame as 8-bit luminance, stretched over its own range. */
async function greyFrame(app: App, like: Like, { path, frame: number }: Place): Promise<Uint8Array | null> {
	const opened = await openKept(app, path);
	if (!opened.ok) return null;
	const file = opened.value;
	try {
		const described = describeInstance(file);
		const shape = described.ok ? described.value.pixels : undefined;
		if (!shape || shape.rows !== like.rows || shape.columns !== like.columns) return null;
		const index = await indexFrames(file, shape);
		if (!index.ok || number > frameTotal(index.value)) return null;
		const frame = await readFrame(file, index.value, number);
		const samples = frame.ok ? await decodeFrame(file, shape, frame.value) : frame;
		if (!frame.ok || !samples.ok) return null;
		if (shape.samplesPerPixel === 1) {
			return stretched(samples.value, shape.photometricInterpretation === 'MONOCHROME1');
		}
		const { codec } = file.transferSyntax;
		const rgb = maskFrame(samples.value, shape, {
			space: colourSpace(codec, shape, adobeTransform(frame.value)),
			isPlanar: shape.planarConfiguration === 1 && (codec === 'native' || codec === 'deflated-frame'),
			rectangles: []
		});
		if (!rgb) return null;
		return Uint8Array.from({ length: rgb.length / 3 }, (_, at) =>
			Math.max(rgb[3 * at] ?? 0, rgb[3 * at + 1] ?? 0, rgb[3 * at + 2] ?? 0)
		);
	} finally {
		await file.close();
	}
}

function stretched(samples: ArrayLike<number>, isInverted: boolean): Uint8Array {
	let low = Infinity;
	let high = -Infinity;
	for (let at = 0; at < samples.length; at++) {
		low = Math.min(low, samples[at] ?? 0);
		high = Math.max(high, samples[at] ?? 0);
	}
	const scale = high > low ? 255 / (high - low) : 0;
	return Uint8Array.from({ length: samples.length }, (_, at) => {
		const value = ((samples[at] ?? 0) - low) * scale;
		return isInverted ? 255 - value : value;
	});
}
