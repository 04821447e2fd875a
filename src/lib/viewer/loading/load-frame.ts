import { cache, Enums, metaData, type Types } from '@cornerstonejs/core';
import { createImage, wadors } from '@cornerstonejs/dicom-image-loader';
import { claimsTooMuch } from '#lib/viewer/formats/frame-size.ts';
import { isFractional, mendImage } from '#lib/viewer/formats/mend-image.ts';
import { openPart, type FramePart } from '#lib/viewer/formats/one-part.ts';
import { plainImage } from '#lib/viewer/formats/plain-image.ts';
import { readableFrame } from '#lib/viewer/formats/readable-frame.ts';
import type { DicomJson } from '#lib/viewer/types.ts';
import { watchBeginning } from './coarse.ts';
import { decodeCoarse } from './coarse-image.ts';
import { fetchFrame } from './fetch-frame.ts';
import type { Arriving } from './patient-fetch.ts';
import { chosenRendering } from './rendering.ts';

/** A decoder that has not answered by then never will: for the few frames before it in its worker, and by its own size. */
const decodeLimitMs = 4_000;
const decodeLimitMsByMegapixel = 2_000;

/** Whether somebody looks at the place of a frame, and who is given the coarse images of its beginning. */
export type Onlooker = { isSeen(): boolean; onCoarse(coarseId: string): void };

/** Resolves when the frame is decoded and in the cache; rejects with an Error that says why not. */
export async function loadFrame(imageId: string, priority: number, onlooker?: Onlooker): Promise<void> {
	try {
		const promise = cache.getImageLoadObject(imageId)?.promise ?? fetchImage(imageId, priority, onlooker);
		// The cache rejects a second time for the same failure, which would surface as unhandled.
		if (!cache.getImageLoadObject(imageId))
			cache.putImageLoadObject(imageId, { promise }).catch(() => undefined);
		const image = await promise;
		if (!image.columns || !image.rows) throw new Error('the decoder found no pixels');
	} catch (error) {
		if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true });
		throw new Error(reasonOf(error), { cause: error });
	}
}

/** A frame as Cornerstone draws it, from the server; the smaller the priority, the sooner it is decoded. */
export async function fetchImage(
	imageId: string,
	priority: number,
	onlooker?: Onlooker
): Promise<Types.IImage> {
	const header = headerOf(imageId);
	const pixels = metaData.get(Enums.MetadataModules.IMAGE_PIXEL, imageId);
	const tooMuch = pixels && claimsTooMuch(pixels);
	if (tooMuch !== undefined) throw new Error(tooMuch);
	const isGrey = pixels?.samplesPerPixel === 1 && pixels.photometricInterpretation !== 'PALETTE COLOR';
	const answer = await fetchFrame(imageId, { isGrey, onMore: onlooker && watch(onlooker) });
	const part = openPart(pixels ? await readableFrame(answer, pixels) : answer);
	if (!part) throw new Error('the answer is not one frame');
	const image = plainImage(imageId, part, header) ?? (await withinLimit(decode(part), pixels));
	return mendImage(image, header, chosenRendering());

	/** Grey images alone: a coarse one is to be had sooner, and colour is rarely slow. */
	function watch({ isSeen, onCoarse }: Onlooker): ((arriving: Arriving) => void) | undefined {
		if (!isGrey) return undefined;
		return watchBeginning({
			size: pixels,
			isSeen,
			// What cannot be decoded yet is waited for.
			decode: (beginning) => decodeCoarse(imageId, beginning, header).then(onCoarse, () => undefined)
		});
	}

	async function decode({ frame, syntax }: FramePart): Promise<Types.IImage> {
		const how = {
			priority,
			requestType: priority < 0 ? Enums.RequestType.Interaction : Enums.RequestType.Prefetch,
			preScale: { enabled: !isFractional(header) }
		};
		// Some decoders read the whole buffer that they are given a part of.
		return (await createImage(imageId, frame.slice(), syntax, how)) as Types.IImage; // a frame only where one was asked for
	}
}

/** Some decoders fail without an answer. */
async function withinLimit<T>(
	decoding: Promise<T>,
	{ rows = 0, columns = 0 }: { rows?: number; columns?: number } = {}
): Promise<T> {
	const limitMs = decodeLimitMs + (decodeLimitMsByMegapixel * rows * columns) / 1e6;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const limit = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(new Error('its compressed data are damaged')), limitMs);
	});
	return Promise.race([decoding, limit]).finally(() => clearTimeout(timer));
}

/** The header of a frame as `registerHeaders` gave it. */
function headerOf(imageId: string): DicomJson {
	// The loader keeps what it was given, which was DICOM JSON.
	return (wadors.metaDataManager.get(imageId) ?? {}) as unknown as DicomJson;
}

/** A decoder rejects with an Error, with one inside of another object, or with bare text. */
function reasonOf(error: unknown): string {
	const failed = error instanceof Object && 'error' in error ? error.error : error;
	return failed instanceof Error ? failed.message : String(failed);
}
