import {
	cache,
	Enums,
	eventTarget,
	getRenderingCapabilities,
	imageLoader,
	init as initCore,
	metaData,
	setUseCPURendering,
	type Types
} from '@cornerstonejs/core';
import { init as initLoader, wadors } from '@cornerstonejs/dicom-image-loader';
import { addTool, annotation, init as initTools } from '@cornerstonejs/tools';
import { toolClasses } from '#lib/viewer/tools/toolset.ts';
import { provideAspect } from '#lib/viewer/formats/aspect.ts';
import { claimsTooMuch } from '#lib/viewer/formats/frame-size.ts';
import { isFractional, mendImage } from '#lib/viewer/formats/mend-image.ts';
import { readableFrame } from '#lib/viewer/formats/readable-frame.ts';
import { noAnswer } from './frame-queue.ts';
import { frameHeader } from '#lib/viewer/study/frame-header.ts';
import type { DicomJson, DisplaySet, Rendering } from '#lib/viewer/types.ts';

/** Cornerstone is one per page: workers, cache and tools are shared by all viewers that follow each other. */
let started: 'cpu' | 'gpu' | undefined;
const requests = new Map<string, XMLHttpRequest>();
/** What a request asks for; it is forgotten with the request. */
const asked = new WeakMap<XMLHttpRequest, string>();
/** Why an answer was not decoded; the loader passes on nothing but the request. */
const refused = new WeakMap<XMLHttpRequest, string>();
/** Told when the bytes of a frame are here. */
const arrivals = new Map<string, () => void>();

/**
 * Starts Cornerstone once. `auto` draws on the CPU where WebGL is emulated (SwiftShader, llvmpipe): there its stack
 * viewport is 1.4 to 1.6 times as fast as emulated WebGL. A later call may change the choice for viewers to come.
 */
export function startEngine(rendering: Rendering = 'auto'): 'cpu' | 'gpu' {
	if (!started) {
		initCore({ debug: {}, rendering: { useCPURendering: false } });
		initTools();
		initLoader({
			maxWebWorkers: Math.max(1, Math.min(4, (navigator.hardwareConcurrency || 2) - 1)),
			beforeProcessing: withReadableFrame,
			beforeSend: (xhr, imageId) => {
				asked.set(xhr, imageId);
				requests.set(imageId, xhr);
				xhr.addEventListener('loadend', () => {
					requests.delete(imageId);
					arrivals.get(imageId)?.();
					arrivals.delete(imageId);
				});
			}
		});
		provideAspect();
		for (const tool of Object.values(toolClasses)) addTool(tool);
		styleAnnotations();
		cache.setMaxCacheSize(cacheBytes());
	}
	const { webgl, softwareRasterizer } = getRenderingCapabilities();
	started = rendering === 'auto' ? (webgl && !softwareRasterizer ? 'gpu' : 'cpu') : rendering;
	setUseCPURendering(started === 'cpu', false);
	return started;
}

/** A quarter of what the device says it has (the browser rounds to at most 8 GB), between 256 MB and 1.5 GB. */
export function cacheBytes(): number {
	const gigabytes = 'deviceMemory' in navigator ? Number(navigator.deviceMemory) : 4;
	return Math.min(1.5, Math.max(0.25, gigabytes / 4)) * 2 ** 30;
}

/** Tells the image loader the headers of the frames; without them it cannot decode. */
export function registerHeaders(displaySets: DisplaySet[]): void {
	for (const { frames, headers } of displaySets) {
		const byInstance = new Map(headers.map(({ imageId, metadata }) => [instanceOf(imageId), metadata]));
		for (const { imageId, frameNumber } of frames) {
			const header = byInstance.get(instanceOf(imageId));
			if (!header) continue;
			// The loader would put the groups of all frames together in one header, the last frame over the others.
			const metadata = frameHeader(header, frameNumber);
			wadors.metaDataManager.add(imageId, metadata as Parameters<typeof wadors.metaDataManager.add>[1]);
		}
	}
}

/** The imageId without its frame. */
function instanceOf(imageId: string): string {
	return imageId.slice(0, imageId.lastIndexOf('/frames/'));
}

/** Forgets frames and headers. Frames still under way are cancelled first. */
export function release(displaySets: DisplaySet[]): void {
	for (const { imageId } of displaySets.flatMap((set) => set.frames)) {
		cancelFrame(imageId);
		if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId);
		wadors.metaDataManager.remove(imageId);
	}
}

/** A decoder that has not answered by then never will: for the few frames before it in its worker, and by its own size. */
const decodeLimitMs = 4_000;
const decodeLimitMsByMegapixel = 2_000;
/** A server that is there refuses or agrees within this time. */
const answerLimitMs = 5_000;

/** Resolves when the frame is decoded and in the cache; rejects with an Error that says why not. */
export async function loadFrame(imageId: string, priority: number): Promise<void> {
	const requestType = priority < 0 ? Enums.RequestType.Interaction : Enums.RequestType.Prefetch;
	try {
		const promise =
			cache.getImageLoadObject(imageId)?.promise ?? decodeFrame(imageId, { priority, requestType });
		// The cache rejects a second time for the same failure, which would surface as unhandled.
		if (!cache.getImageLoadObject(imageId))
			cache.putImageLoadObject(imageId, { promise }).catch(() => undefined);
		const image = await Promise.race([promise, neverDecoded(imageId)]);
		if (!image.columns || !image.rows) throw new Error('the decoder found no pixels');
	} catch (error) {
		if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true });
		throw new Error(reasonOf(error), { cause: error });
	}
}

async function decodeFrame(
	imageId: string,
	options: { priority: number; requestType: Enums.RequestType }
): Promise<Types.IImage> {
	const header = headerOf(imageId);
	const size = metaData.get(Enums.MetadataModules.IMAGE_PIXEL, imageId);
	const tooMuch = size && claimsTooMuch(size);
	if (tooMuch !== undefined) throw new Error(tooMuch);
	const how = { ...options, preScale: { enabled: !isFractional(header) } };
	const image = await imageLoader.loadImage(imageId, how);
	return mendImage(image, header, started ?? 'cpu');
}

/** Rejects when the bytes have arrived and no picture has come of them: some decoders fail without an answer. */
function neverDecoded(imageId: string): Promise<never> {
	return new Promise((_resolve, reject) => {
		arrivals.set(imageId, () => {
			const { rows = 0, columns = 0 } = metaData.get(Enums.MetadataModules.IMAGE_PIXEL, imageId) ?? {};
			const limitMs = decodeLimitMs + (decodeLimitMsByMegapixel * rows * columns) / 1e6;
			setTimeout(() => reject(new Error('its compressed data are damaged')), limitMs);
		});
	});
}

export function isLoaded(imageId: string): boolean {
	return cache.isLoaded(imageId);
}

/** Whether the server of a frame gives any answer at all, be it a refusal. */
export async function isReachable(imageId: string): Promise<boolean> {
	try {
		await fetch(imageId.replace(/^[a-z]+:/, ''), {
			method: 'HEAD',
			cache: 'no-store',
			signal: AbortSignal.timeout(answerLimitMs)
		});
		return true;
	} catch {
		return false;
	}
}

/** Stops the request of a frame that nobody waits for any longer. */
export function cancelFrame(imageId: string): void {
	requests.get(imageId)?.abort();
}

/** Calls back when the cache gives a frame up to make room; returns the way to stop. */
export function onFrameDropped(callback: (imageId: string) => void): () => void {
	const listener = (event: Event) => {
		if (event instanceof CustomEvent) callback(String(event.detail.imageId));
	};
	eventTarget.addEventListener(Enums.Events.IMAGE_CACHE_IMAGE_REMOVED, listener);
	return () => eventTarget.removeEventListener(Enums.Events.IMAGE_CACHE_IMAGE_REMOVED, listener);
}

/** The answer as the loader understands it. */
async function withReadableFrame(xhr: XMLHttpRequest): Promise<ArrayBuffer> {
	const answer: ArrayBuffer = xhr.response;
	const pixels = metaData.get(Enums.MetadataModules.IMAGE_PIXEL, asked.get(xhr) ?? '');
	if (!pixels) return answer;
	try {
		return await readableFrame(answer, pixels);
	} catch (error) {
		refused.set(xhr, error instanceof Error ? error.message : String(error));
		throw error;
	}
}

/** The header of a frame as `registerHeaders` gave it. */
function headerOf(imageId: string): DicomJson {
	// The loader keeps what it was given, which was DICOM JSON.
	return (wadors.metaDataManager.get(imageId) ?? {}) as unknown as DicomJson;
}

/** The loader rejects with the request itself, with an Error, or with a decoder's bare text. */
function reasonOf(error: unknown): string {
	const failed = error instanceof Object && 'error' in error ? error.error : error;
	if (failed instanceof XMLHttpRequest)
		return refused.get(failed) ?? (failed.status === 0 ? noAnswer : `status ${failed.status}`);
	return failed instanceof Error ? failed.message : String(failed);
}

function styleAnnotations(): void {
	const styles = annotation.config.style.getDefaultToolStyles();
	annotation.config.style.setDefaultToolStyles({
		...styles,
		global: {
			...styles.global,
			color: '#f2c14e',
			colorHighlighted: '#ffe29a',
			colorSelected: '#ffe29a',
			colorLocked: '#f2c14e',
			lineWidth: '2',
			textBoxColor: '#f2c14e',
			textBoxColorHighlighted: '#ffe29a',
			textBoxColorSelected: '#ffe29a',
			textBoxColorLocked: '#f2c14e',
			// Yellow on white is unreadable.
			textBoxBackground: '#000000b0',
			textBoxFontFamily: 'Inter Variable, system-ui, sans-serif',
			textBoxFontSize: '13px'
		}
	});
}
