import {
	cache,
	Enums,
	eventTarget,
	imageLoader,
	init as initCore,
	setUseCPURendering
} from '@cornerstonejs/core';
import { init as initLoader, wadors } from '@cornerstonejs/dicom-image-loader';
import { addTool, annotation, init as initTools } from '@cornerstonejs/tools';
import { prepareFrames } from '#lib/viewer/first-look/prepared.ts';
import { cachedFrame } from '#lib/viewer/stage/cached-frame.ts';
import { toolClasses } from '#lib/viewer/tools/toolset.ts';
import { provideAspect } from '#lib/viewer/formats/aspect.ts';
import { cancelFrame } from './fetch-frame.ts';
import { fetchImage } from './load-frame.ts';
import { chooseRendering } from './rendering.ts';
import { frameHeader } from '#lib/viewer/study/frame-header.ts';
import type { DisplaySet, Rendering } from '#lib/viewer/types.ts';

/** Cornerstone is one per page: workers, cache and tools are shared by all viewers that follow each other. */
let isStarted = false;

/** Starts Cornerstone once. A later call may change how viewers to come draw. */
export function startEngine(rendering: Rendering = 'auto'): 'cpu' | 'gpu' {
	if (!isStarted) {
		isStarted = true;
		initCore({ debug: {}, rendering: { useCPURendering: false } });
		initTools();
		initLoader({
			maxWebWorkers: Math.max(1, Math.min(4, (navigator.hardwareConcurrency || 2) - 1))
		});
		imageLoader.registerImageLoader('wadors', (imageId) => ({ promise: fetchImage(imageId, 0) }));
		provideAspect();
		prepareFrames(cachedFrame);
		for (const tool of Object.values(toolClasses)) addTool(tool);
		styleAnnotations();
		cache.setMaxCacheSize(cacheBytes());
	}
	const chosen = chooseRendering(rendering);
	setUseCPURendering(chosen === 'cpu', false);
	return chosen;
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

export function isLoaded(imageId: string): boolean {
	return cache.isLoaded(imageId);
}

/** Calls back when the cache gives a frame up to make room; returns the way to stop. */
export function onFrameDropped(callback: (imageId: string) => void): () => void {
	const listener = (event: Event) => {
		if (event instanceof CustomEvent) callback(String(event.detail.imageId));
	};
	eventTarget.addEventListener(Enums.Events.IMAGE_CACHE_IMAGE_REMOVED, listener);
	return () => eventTarget.removeEventListener(Enums.Events.IMAGE_CACHE_IMAGE_REMOVED, listener);
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
