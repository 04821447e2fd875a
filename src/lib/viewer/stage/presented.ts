import { Enums, metaData, type StackViewport } from '@cornerstonejs/core';
import type { PresentationState } from '#lib/core/dicom/annex/presentation-state.ts';
import { refersTo } from '#lib/core/dicom/annex/refers-to.ts';
import type { DrawnText } from '#lib/core/dicom/annex/drawn.ts';
import type { ImageReference } from '#lib/core/dicom/annex/annexes.ts';
import type { ValueTable } from '#lib/viewer/formats/value-table.ts';
import { findPlane } from '#lib/viewer/marks/marks.ts';
import { toPatient } from '#lib/viewer/marks/plane.ts';
import { spanOf } from '#lib/viewer/study/curve.ts';
import type { Point2 } from '#lib/viewer/types.ts';
import type { Picture } from './picture.ts';
import type { Place } from './place.ts';
import { curtain, linesOf, openDrawing, wordsOf } from './presented-parts.ts';
import { openingOf, outlineOf } from './presented-shapes.ts';

/** A presentation state over the images of a cell. */
export type Presented = {
	/** Shows images as the state says, as far as it is about them; null takes it away and gives back what was first. */
	show(state: PresentationState | null): void;
	/** Takes it away and leaves window and place as they are. */
	forget(): void;
	now(): PresentationState | null;
	close(): void;
};

export function makePresented(
	viewport: StackViewport,
	{ picture, place, overlay }: { picture: Picture; place: Place; overlay: SVGSVGElement }
): Presented {
	const { element } = viewport;
	let state: PresentationState | null = null;
	let drawing: SVGSVGElement | null = null;
	/** The window that was set last, so that one set by hand stays while images of the same one are scrolled. */
	let windowIndex = -1;

	const frame = () => frameOf(viewport.getCurrentImageId() ?? '');
	/** Whether a part of the state is about the image on the screen. */
	const isAbout = (images: readonly ImageReference[]): boolean => {
		const at = frame();
		if (!at || !state || !refersTo(state.images, at)) return false;
		return images.length === 0 || refersTo(images, at);
	};

	function follow(): void {
		if (!state) return;
		const next = state.windows.findIndex(({ images }) => isAbout(images));
		if (next === windowIndex || next < 0) return;
		windowIndex = next;
		const presented = state.windows[next];
		if (!presented) return;
		const { window } = presented;
		const curve = typeof presented.curve === 'object' ? placed(presented.curve) : presented.curve;
		const span = typeof curve === 'object' ? spanOf(curve) : window;
		if (span) picture.window(span, curve);
	}

	/** A state knows not whether its images have values below zero, and writes the first one that is mapped without a sign. */
	function placed(table: ValueTable): ValueTable {
		const imageId = viewport.getCurrentImageId() ?? '';
		const { pixelRepresentation } = metaData.get(Enums.MetadataModules.IMAGE_PIXEL, imageId) ?? {};
		const { rescaleIntercept } = metaData.get(Enums.MetadataModules.MODALITY_LUT, imageId) ?? {};
		const isSigned = pixelRepresentation === 1 || rescaleIntercept < 0;
		return isSigned && table.first > 32_767 ? { ...table, first: table.first - 65_536 } : table;
	}

	function show(next: PresentationState | null): void {
		const before = state;
		forget();
		if (before?.look) {
			picture.reset();
			place.upright();
			place.fit();
		}
		state = next;
		if (!state || !isAbout([])) return;
		const { look } = state;
		if (look) {
			if ((viewport.getProperties().invert === true) !== look.isInverted) picture.invert();
			place.upright();
			place.begin({ rotation: look.rotation, flipped: look.isFlipped });
		}
		const area = state.areas.find(({ images }) => isAbout(images));
		if (area) place.lookAt([...area.topLeft], [...area.bottomRight]);
		follow();
		draw();
	}

	function forget(): void {
		state = null;
		windowIndex = -1;
		drawing?.remove();
		drawing = null;
	}

	function draw(): void {
		if (!state) return;
		drawing ??= openDrawing(overlay);
		const plane = findPlane(viewport.getCurrentImageId() ?? '');
		if (!plane || !isAbout([])) return drawing.replaceChildren();
		const ofPixel = (point: Point2): Point2 => place.toScreen(toPatient(plane, point));
		const parts: SVGElement[] = state.shutters.map((shutter) => curtain(openingOf(shutter).map(ofPixel)));
		const box = shownBox(ofPixel);
		const ofDisplay = ([x, y]: Point2): Point2 => [
			box.left + x * (box.right - box.left),
			box.top + y * (box.bottom - box.top)
		];
		for (const shape of state.shapes) {
			if (!isAbout(shape.images)) continue;
			const points = outlineOf(shape).map(shape.units === 'pixels' ? ofPixel : ofDisplay);
			parts.push(...linesOf(shape.kind, points));
		}
		const onScreen = ({ units, at: [x, y] }: Pick<DrawnText, 'units' | 'at'>): Point2 =>
			units === 'pixels' ? ofPixel([x, y]) : ofDisplay([x, y]);
		for (const words of state.texts) {
			if (isAbout(words.images))
				parts.push(
					...wordsOf(words.text, {
						at: onScreen(words),
						aim: words.pointsTo && onScreen(words.pointsTo),
						widthPx: element.clientWidth
					})
				);
		}
		drawing.replaceChildren(...parts);
	}

	/** The displayed area on the screen; the whole image where none is said. */
	function shownBox(ofPixel: (point: Point2) => Point2) {
		const area = state?.areas.find(({ images }) => isAbout(images));
		const image = viewport.getCornerstoneImage();
		const from: Point2 = area ? [...area.topLeft] : [-0.5, -0.5];
		const to: Point2 = area ? [...area.bottomRight] : [(image?.columns ?? 1) - 0.5, (image?.rows ?? 1) - 0.5];
		const [a, b] = [ofPixel(from), ofPixel(to)];
		return {
			left: Math.min(a[0], b[0]),
			right: Math.max(a[0], b[0]),
			top: Math.min(a[1], b[1]),
			bottom: Math.max(a[1], b[1])
		};
	}

	element.addEventListener(Enums.Events.STACK_NEW_IMAGE, follow);
	element.addEventListener(Enums.Events.IMAGE_RENDERED, draw);
	return {
		show,
		forget,
		now: () => state,
		close() {
			element.removeEventListener(Enums.Events.STACK_NEW_IMAGE, follow);
			element.removeEventListener(Enums.Events.IMAGE_RENDERED, draw);
			forget();
		}
	};
}

/** The instance and the frame that an image of a series is; none for a cut plane. */
function frameOf(imageId: string): { sopInstanceUid: string; frameNumber: number } | null {
	const [, sopInstanceUid, number] = /\/instances\/([^/]+)\/frames\/(\d+)$/.exec(imageId) ?? [];
	return sopInstanceUid === undefined ? null : { sopInstanceUid, frameNumber: Number(number) };
}
