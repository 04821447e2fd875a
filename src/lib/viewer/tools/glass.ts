import { Enums, type StackViewport } from '@cornerstonejs/core';
import { decodedFrame } from '#lib/viewer/stage/decoded-frame.ts';
import type { Place } from '#lib/viewer/stage/place.ts';
import { findPlane } from '#lib/viewer/marks/marks.ts';
import { toPixel } from '#lib/viewer/marks/plane.ts';
import type { Point2 } from '#lib/viewer/types.ts';
import { glassEvent } from './glass-tool.ts';
import { magnified, type Tone } from './magnify.ts';

const sizePx = 240;
const factor = 2.5;

export type Glass = {
	/** Holds it over the middle, or puts it away: the way without a pointer. */
	toggle(): void;
	isHeld(): boolean;
	moveBy(horizontalPx: number, verticalPx: number): void;
	putAway(): void;
	close(): void;
};

/**
 * A magnifying glass over a viewport: the pixels of the image around a point of the element, two and a half times as large as
 * in the cell and never smaller than one screen pixel each.
 */
export function openGlass(
	viewport: StackViewport,
	place: Pick<Place, 'toPatient' | 'state'>,
	host: { holder: Element | null; tone(): Pick<Tone, 'window' | 'curve'> }
): Glass {
	const { element } = viewport;
	let canvas: HTMLCanvasElement | null = null;
	let held: Point2 | null = null;

	function putAway(): void {
		canvas?.remove();
		canvas = null;
		held = null;
	}

	function hold(at: Point2): void {
		held = at;
		draw(at);
	}

	function draw(at: Point2): void {
		const image = viewport.getCornerstoneImage();
		const plane = findPlane(viewport.getCurrentImageId() ?? '');
		if (!image || !plane) return;
		const pixel = (point: Point2) => toPixel(plane, place.toPatient(point));
		const larger = Math.max(factor, 1 / place.state().scale);
		const [centre, right, down] = [pixel(at), pixel([at[0] + 1, at[1]]), pixel([at[0], at[1] + 1])];
		const step = (to: Point2): Point2 => [(to[0] - centre[0]) / larger, (to[1] - centre[1]) / larger];
		const tone = { ...host.tone(), isInverted: viewport.getProperties().invert === true };
		const bytes = magnified(
			decodedFrame(image),
			{ centre, right: step(right), down: step(down) },
			tone,
			sizePx
		);
		canvas ??= makeCanvas(host.holder ?? element);
		canvas.getContext('2d')?.putImageData(new ImageData(bytes, sizePx, sizePx), 0, 0);
		canvas.style.translate = `${at[0] - sizePx / 2}px ${at[1] - sizePx / 2}px`;
	}

	const listener = (event: Event) => {
		if (!(event instanceof CustomEvent)) return;
		const at: Point2 | null = event.detail;
		if (at) hold(at);
		else putAway();
	};
	// Another slice, another window, another place: what is under the glass has changed.
	const redraw = () => held && draw(held);
	element.addEventListener(glassEvent, listener);
	element.addEventListener(Enums.Events.IMAGE_RENDERED, redraw);
	return {
		toggle: () => (held ? putAway() : hold([element.clientWidth / 2, element.clientHeight / 2])),
		isHeld: () => held !== null,
		moveBy(horizontalPx, verticalPx) {
			if (!held) return;
			const within = (value: number, most: number) => Math.min(most, Math.max(0, value));
			hold([
				within(held[0] + horizontalPx, element.clientWidth),
				within(held[1] + verticalPx, element.clientHeight)
			]);
		},
		putAway,
		close() {
			element.removeEventListener(glassEvent, listener);
			element.removeEventListener(Enums.Events.IMAGE_RENDERED, redraw);
			putAway();
		}
	};
}

function makeCanvas(holder: Element): HTMLCanvasElement {
	const canvas = document.createElement('canvas');
	[canvas.width, canvas.height] = [sizePx, sizePx];
	canvas.className = 'glass';
	canvas.setAttribute('aria-hidden', 'true');
	Object.assign(canvas.style, {
		position: 'absolute',
		inset: '0 auto auto 0',
		width: `${sizePx}px`,
		height: `${sizePx}px`,
		border: '2px solid #f2c14e',
		borderRadius: '50%',
		boxSizing: 'border-box',
		pointerEvents: 'none'
	});
	holder.append(canvas);
	return canvas;
}
