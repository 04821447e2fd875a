import { cache, Enums, type StackViewport, type Types } from '@cornerstonejs/core';
import { isPadding } from '#lib/viewer/formats/padding.ts';
import { rangeOf, spanOf, windowOf, type Curve } from '#lib/viewer/study/curve.ts';
import { autoWindow, defaultPreset } from '#lib/viewer/study/presets.ts';
import { makeCurveDrawer } from './draw-curve.ts';
import { decodedFrame } from './decoded-frame.ts';
import { makeThumbnail, type DecodedFrame } from './thumbnail.ts';
import type { CellState } from '#lib/viewer/cells.ts';
import type { DisplaySet, WindowLevel, WindowPreset } from '#lib/viewer/types.ts';

/** The window and polarity in force, kept while another plane of the same series comes. */
export type Shade = {
	range: Types.VOIRange | null;
	curve: Curve;
	presetId: string | null;
	isInverted: boolean;
};

/** How the values of a frame become grey: window and polarity. */
export type Picture = {
	/** A new series is on the screen: its own first window. */
	begin(first: WindowPreset | undefined): void;
	/** Without a curve, that in force; a table gives way to a straight one. */
	window(window: WindowLevel, curve?: Curve): void;
	preset(preset: WindowPreset): void;
	invert(): void;
	reset(): void;
	shade(): Shade;
	/** How values become grey, for what draws them itself. */
	tone(): { window: WindowLevel | null; curve: Curve };
	/** Another pile of slices of the same series is on the screen. */
	keep(shade: Shade): void;
	/** Nothing is known before the first frame is on the screen. */
	state(): Pick<CellState, 'window' | 'presetId' | 'inverted'>;
	/** Another stack is coming: the window in force is not for it. */
	leave(): void;
	close(): void;
};

export function makePicture(
	viewport: StackViewport,
	rendering: 'cpu' | 'gpu',
	onWindow: () => void
): Picture {
	let first: WindowPreset | undefined;
	let chosen: { id: string; window: WindowLevel; curve: Curve } | null = null;
	const drawCurve = makeCurveDrawer(viewport, rendering);
	let curve: Curve = 'linear';
	let isInvertedAtFirst = false;
	/** The window in force. The CPU viewport draws with it but reports, and drags from, that of each new image. */
	let range: Types.VOIRange | null = null;

	const { element } = viewport;
	const noteRange = (event: Event) => {
		if (!(event instanceof CustomEvent)) return;
		range = event.detail.range;
		if (range) follow(range);
		onWindow();
	};
	const keepRange = () => {
		queueMicrotask(() => {
			if (range && image() && !image()?.color) viewport.setProperties({ voiRange: range }, true);
		});
	};
	element.addEventListener(Enums.Events.VOI_MODIFIED, noteRange);
	element.addEventListener(Enums.Events.STACK_NEW_IMAGE, keepRange);

	const image = (): Types.IImage | undefined => viewport.getCornerstoneImage();

	/** Another window in the place of a table is a straight one; the other curves keep their form. */
	function follow(next: Types.VOIRange): void {
		if (typeof curve === 'object') {
			const { lower, upper } = rangeOf(spanOf(curve), curve);
			if (next.lower !== lower || next.upper !== upper) curve = 'linear';
		}
		drawCurve(curve, windowOf(next, curve));
	}

	function currentWindow(): WindowLevel | null {
		if (!range || image()?.color) return null;
		const { center, width } = windowOf(range, curve);
		return { center: Math.round(center * 10) / 10, width: Math.round(width * 10) / 10 };
	}

	function apply(window: WindowLevel, next: Curve = typeof curve === 'object' ? 'linear' : curve): void {
		curve = next;
		range = rangeOf(window, curve);
		viewport.setProperties({ voiRange: range });
		follow(range);
		viewport.render();
	}

	function applyPreset(preset: WindowPreset): void {
		const frame = image();
		if (!frame || frame.color) return;
		const window = preset.window === 'auto' ? findAutoWindow(decodedFrame(frame)) : preset.window;
		apply(window, preset.curve ?? 'linear');
		chosen = { id: preset.id, window: currentWindow() ?? window, curve };
	}

	function presetId(): string | null {
		const window = currentWindow();
		const isChosen =
			chosen?.window.center === window?.center &&
			chosen?.window.width === window?.width &&
			chosen?.curve === curve;
		return isChosen && chosen ? chosen.id : null;
	}

	return {
		begin(preset) {
			first = preset;
			chosen = null;
			curve = 'linear';
			range = viewport.getProperties().voiRange ?? null;
			// The CPU viewport draws MONOCHROME1 as what it is, and keeps it from its properties.
			if (rendering === 'cpu') viewport.setProperties({ invert: image()?.invert === true }, true);
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
			viewport.render();
		},
		shade: () => ({
			range,
			curve,
			presetId: presetId(),
			isInverted: viewport.getProperties().invert === true
		}),
		tone: () => ({ window: range ? windowOf(range, curve) : null, curve }),
		keep(shade) {
			range = shade.range;
			curve = shade.curve;
			if (range) viewport.setProperties({ voiRange: range, invert: shade.isInverted });
			if (range) follow(range);
			const window = currentWindow();
			chosen = shade.presetId !== null && window ? { id: shade.presetId, window, curve } : null;
		},
		state: () => ({
			// A table has no width and no level.
			window: image() && typeof curve !== 'object' ? currentWindow() : null,
			presetId: image() ? presetId() : null,
			inverted: image() ? (viewport.getProperties().invert === true) !== isInvertedAtFirst : false
		}),
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
export function drawThumbnail(set: DisplaySet, canvas: HTMLCanvasElement): boolean {
	const frame = cache.getImage(set.frames[set.frames.length >> 1]?.imageId ?? '');
	const context = canvas.getContext('2d');
	if (!frame || !context) return false;
	const decoded = decodedFrame(frame);
	const preset = defaultPreset(set.presets);
	const window = preset && preset.window !== 'auto' ? preset.window : findAutoWindow(decoded);
	const bytes = makeThumbnail(decoded, { window, curve: preset?.curve }, canvas.width);
	context.putImageData(new ImageData(bytes, canvas.width, canvas.width), 0, 0);
	return true;
}

function findAutoWindow(frame: DecodedFrame): WindowLevel {
	const { padding, missing, slope, intercept } = frame;
	const isPadded = padding ? (value: number) => isPadding(value * slope + intercept, padding) : () => false;
	const { center, width } = autoWindow(frame.values, (value, at) => missing?.[at] === 1 || isPadded(value));
	return { center: center * frame.slope + frame.intercept, width: Math.abs(width * frame.slope) };
}
