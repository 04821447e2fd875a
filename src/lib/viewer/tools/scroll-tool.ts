import { BaseTool, type Types } from '@cornerstonejs/tools';
import { getEnabledElement } from '@cornerstonejs/core';

/** Sent by an element when a drag over it asks for other frames; `detail` is how many, negative for back. */
export const scrollEvent = 'viewer-scroll';

/** Frames are never closer on the screen than this, and a long stack needs the whole height once. */
const [mostPxAFrame, leastPxAFrame] = [14, 2];

/**
 * Scrolls by a drag up and down. Cornerstone's own tool would load frames past the queue that knows which are wanted; this one
 * only says how far to go.
 */
export class ScrollTool extends BaseTool {
	static override toolName = 'DragScroll';
	private travelPx = 0;

	constructor(
		props: ConstructorParameters<typeof BaseTool>[0] = {},
		defaults: ConstructorParameters<typeof BaseTool>[1] = { supportedInteractionTypes: ['Mouse', 'Touch'] }
	) {
		super(props, defaults);
	}

	// Cornerstone calls these two by name.
	mouseDragCallback(event: Types.EventTypes.InteractionEventType): void {
		this.drag(event);
	}

	touchDragCallback(event: Types.EventTypes.InteractionEventType): void {
		this.drag(event);
	}

	private drag({ detail: { element, deltaPoints } }: Types.EventTypes.InteractionEventType): void {
		const total = getEnabledElement(element)?.viewport.getNumberOfSlices() ?? 1;
		const pxAFrame = Math.min(
			mostPxAFrame,
			Math.max(leastPxAFrame, element.clientHeight / Math.max(1, total))
		);
		this.travelPx += deltaPoints.canvas[1];
		const frames = Math.trunc(this.travelPx / pxAFrame);
		if (frames === 0) return;
		this.travelPx -= frames * pxAFrame;
		element.dispatchEvent(new CustomEvent(scrollEvent, { detail: frames }));
	}
}
