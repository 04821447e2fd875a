import { cache, Enums, utilities, type StackViewport, type Types } from '@cornerstonejs/core';
import { autoWindow, defaultPreset } from '#lib/viewer/study/presets.ts';
import { makeThumbnail, type DecodedFrame } from './thumbnail.ts';
import type { DisplaySet, ViewerState, WindowLevel, WindowPreset } from '#lib/viewer/types.ts';

/** How the frame looks: window, polarity, size and place. */
export type Picture = {
	/** A new stack is on the screen: its own first window, fitted. */
	begin(first: WindowPreset | undefined): void;
	window(window: WindowLevel): void;
	preset(preset: WindowPreset): void;
	invert(): void;
	reset(): void;
	fit(): void;
	actualSize(): void;
	zoomBy(factor: number): void;
	panBy(horizontalPx: number, verticalPx: number): void;
	/** Nothing is known before the first frame is on the screen. */
	state(): Pick<ViewerState, 'window' | 'presetId' | 'inverted' | 'scale'>;
	thumbnail(set: DisplaySet, canvas: HTMLCanvasElement): boolean;
	/** Another stack is coming: the window in force is not for it. */
	leave(): void;
	close(): void;
};

export function makePicture(viewport: StackViewport): Picture {
	let first: WindowPreset | undefined;
	let chosen: { id: string; window: WindowLevel } | null = null;
	let isInvertedAtFirst = false;
	/** The window in force. The CPU viewport draws with it but reports, and drags from, that of each new image. */
	let range: Types.VOIRange | null = null;

	const { element } = viewport;
	const noteRange = (event: Event) => {
		if (event instanceof CustomEvent) range = event.detail.range;
	};
	const keepRange = () => {
		queueMicrotask(() => {
			if (range && image() && !image()?.color) viewport.setProperties({ voiRange: range }, true);
		});
	};
	element.addEventListener(Enums.Events.VOI_MODIFIED, noteRange);
	element.addEventListener(Enums.Events.STACK_NEW_IMAGE, keepRange);

	const image = (): Types.IImage | undefined => viewport.getCornerstoneImage();

	function currentWindow(): WindowLevel | null {
		if (!range || image()?.color) return null;
		const { windowCenter, windowWidth } = utilities.windowLevel.toWindowLevel(range.lower, range.upper);
		return { center: Math.round(windowCenter * 10) / 10, width: Math.round(windowWidth * 10) / 10 };
	}

	function apply({ center, width }: WindowLevel): void {
		range = utilities.windowLevel.toLowHighRange(Math.max(1, width), center);
		viewport.setProperties({ voiRange: range });
		viewport.render();
	}

	function applyPreset(preset: WindowPreset): void {
		const frame = image();
		if (!frame || frame.color) return;
		const window = preset.window === 'auto' ? findAutoWindow(decodedFrame(frame)) : preset.window;
		apply(window);
		chosen = { id: preset.id, window: currentWindow() ?? window };
	}

	/** Screen pixels for each image pixel along a row. */
	function scale(): number {
		const frame = image();
		if (!frame) return 1;
		const { origin, direction, spacing } = viewport.getImageData();
		const [x = 1, y = 0, z = 0] = direction;
		const step = spacing[0];
		const [left, top] = viewport.worldToCanvas(origin);
		const [right, bottom] = viewport.worldToCanvas([
			origin[0] + x * step,
			origin[1] + y * step,
			origin[2] + z * step
		]);
		return Math.hypot(right - left, bottom - top) * devicePixelRatio;
	}

	function zoomBy(factor: number): void {
		const target = Math.min(64, Math.max(0.05, scale() * factor)) / scale();
		viewport.setZoom(viewport.getZoom() * target);
		viewport.render();
	}

	function fit(): void {
		viewport.resetCamera();
		viewport.render();
	}

	return {
		begin(preset) {
			first = preset;
			chosen = null;
			range = viewport.getProperties().voiRange ?? null;
			isInvertedAtFirst = viewport.getProperties().invert === true;
			if (preset) applyPreset(preset);
		},
		window: apply,
		preset: applyPreset,
		invert() {
			viewport.setProperties({ invert: viewport.getProperties().invert !== true });
			viewport.render();
		},
		reset() {
			viewport.setProperties({ invert: isInvertedAtFirst });
			if (first) applyPreset(first);
			fit();
		},
		fit,
		actualSize: () => zoomBy(1 / scale()),
		zoomBy,
		panBy(horizontalPx, verticalPx) {
			const [x, y] = viewport.getPan();
			viewport.setPan([x + horizontalPx, y + verticalPx]);
			viewport.render();
		},
		state() {
			const window = image() ? currentWindow() : null;
			const isChosen =
				chosen !== null && chosen.window.center === window?.center && chosen.window.width === window.width;
			return {
				window,
				presetId: isChosen && chosen ? chosen.id : null,
				inverted: image() ? (viewport.getProperties().invert === true) !== isInvertedAtFirst : false,
				scale: scale()
			};
		},
		thumbnail,
		leave() {
			range = null;
		},
		close() {
			element.removeEventListener(Enums.Events.VOI_MODIFIED, noteRange);
			element.removeEventListener(Enums.Events.STACK_NEW_IMAGE, keepRange);
		}
	};
}

/** Draws the middle frame with the stack's first window, once that frame is in the cache. */
function thumbnail(set: DisplaySet, canvas: HTMLCanvasElement): boolean {
	const frame = cache.getImage(set.frames[set.frames.length >> 1]?.imageId ?? '');
	const context = canvas.getContext('2d');
	if (!frame || !context) return false;
	const decoded = decodedFrame(frame);
	const preset = defaultPreset(set.presets);
	const window = preset && preset.window !== 'auto' ? preset.window : findAutoWindow(decoded);
	const bytes = makeThumbnail(decoded, window, canvas.width);
	context.putImageData(new ImageData(bytes, canvas.width, canvas.width), 0, 0);
	return true;
}

function decodedFrame(frame: Types.IImage): DecodedFrame {
	const isScaled = frame.preScale?.scaled === true;
	return {
		values: frame.voxelManager?.getScalarData() ?? frame.getPixelData(),
		columns: frame.columns,
		rows: frame.rows,
		components: frame.color ? (frame.voxelManager?.numberOfComponents ?? 3) : 1,
		slope: isScaled ? 1 : frame.slope,
		intercept: isScaled ? 0 : frame.intercept,
		isInverted: frame.invert
	};
}

function findAutoWindow(frame: DecodedFrame): WindowLevel {
	const { center, width } = autoWindow(frame.values);
	return { center: center * frame.slope + frame.intercept, width: Math.abs(width * frame.slope) };
}
