import { Enums, StackViewport, type RenderingEngine } from '@cornerstonejs/core';
import { makePicture, type Picture } from '#lib/viewer/stage/picture.ts';
import { makePlace, type Place } from '#lib/viewer/stage/place.ts';
import { makePresented, type Presented } from '#lib/viewer/stage/presented.ts';
import { endCancelledTouches } from '#lib/viewer/stage/cancelled-touch.ts';
import { onWheel, type WheelHabit } from '#lib/viewer/stage/wheel.ts';
import { openGlass, type Glass } from '#lib/viewer/tools/glass.ts';
import { scrollEvent } from '#lib/viewer/tools/scroll-tool.ts';

/** The viewport of a cell, as long as the cell has an element. */
export type Pane = {
	viewport: StackViewport;
	picture: Picture;
	place: Place;
	glass: Glass;
	presented: Presented;
	overlay: SVGSVGElement;
	/** Nothing is drawn by the tools in a viewport that is out of sight: it has no size to draw in. */
	show(isSeen: boolean): void;
	close(): void;
};

export type PaneEvents = {
	onPressed(): void;
	/** Window, size or place have changed. */
	onChange(): void;
	onWindow(): void;
	/** A tool has moved the stack by itself. */
	onNewImage(position: number): void;
	onWheel(notches: number): void;
	onResize(): void;
};

type Where = { viewportId: string; element: HTMLDivElement; overlay: SVGSVGElement };

/** Puts a viewport with its listeners into an element. */
export function openPane(
	host: {
		engine: RenderingEngine;
		rendering: 'cpu' | 'gpu';
		addTools(viewportId: string): () => void;
		wheelHabit(): WheelHabit;
	},
	{ viewportId, element, overlay }: Where,
	events: PaneEvents
): Pane {
	const viewport = enableElement(host.engine, viewportId, element);
	const picture = makePicture(viewport, host.rendering, () => events.onWindow());
	const place = makePlace(viewport, host.rendering === 'cpu');
	let removeTools: (() => void) | null = host.addTools(viewportId);
	const glass = openGlass(viewport, place, {
		holder: overlay.parentElement,
		tone: () => picture.tone()
	});
	const stopCancelled = endCancelledTouches(element);
	const presented = makePresented(viewport, { picture, place, overlay });
	const stopWheel = onWheel(element, {
		habit: () => host.wheelHabit(),
		scroll: (notches) => events.onWheel(notches),
		zoom: (factor) => place.zoomBy(factor)
	});
	const onPicture = () => events.onChange();
	const onNewImage = (event: Event) => {
		const at = event instanceof CustomEvent ? Number(event.detail.imageIdIndex) : NaN;
		if (!Number.isNaN(at)) events.onNewImage(at);
	};
	const onPressed = () => events.onPressed();
	const onDragged = (event: Event) => {
		const frames = event instanceof CustomEvent ? Number(event.detail) : 0;
		if (frames) events.onWheel(host.wheelHabit().isInverted ? -frames : frames);
	};
	const pictureEvents = [Enums.Events.VOI_MODIFIED, Enums.Events.CAMERA_MODIFIED];
	for (const name of pictureEvents) element.addEventListener(name, onPicture);
	element.addEventListener(Enums.Events.STACK_NEW_IMAGE, onNewImage);
	element.addEventListener('pointerdown', onPressed, { capture: true });
	element.addEventListener(scrollEvent, onDragged);
	const observer = new ResizeObserver(() => events.onResize());
	observer.observe(element);
	return {
		viewport,
		picture,
		place,
		glass,
		presented,
		overlay,
		show(isSeen) {
			if (isSeen) removeTools ??= host.addTools(viewportId);
			else {
				removeTools?.();
				removeTools = null;
			}
		},
		close() {
			observer.disconnect();
			stopWheel();
			stopCancelled();
			glass.close();
			presented.close();
			element.removeEventListener(scrollEvent, onDragged);
			for (const name of pictureEvents) element.removeEventListener(name, onPicture);
			element.removeEventListener(Enums.Events.STACK_NEW_IMAGE, onNewImage);
			element.removeEventListener('pointerdown', onPressed, { capture: true });
			picture.close();
			place.close();
			removeTools?.();
			overlay.replaceChildren();
			host.engine.disableElement(viewportId);
		}
	};
}

function enableElement(engine: RenderingEngine, viewportId: string, element: HTMLDivElement): StackViewport {
	engine.enableElement({
		viewportId,
		element,
		type: Enums.ViewportType.STACK,
		defaultOptions: { background: [0, 0, 0] }
	});
	// Cornerstone swallows every key pressed in its element, Tab included: the focus belongs one level above.
	element.removeAttribute('tabindex');
	const viewport = engine.getViewport(viewportId);
	if (!(viewport instanceof StackViewport)) throw new Error('No stack viewport');
	return viewport;
}
