import { BaseTool, Enums, type Types } from '@cornerstonejs/tools';
import type { Point2 } from '#lib/viewer/types.ts';

const { MOUSE_UP, MOUSE_CLICK, TOUCH_END, TOUCH_TAP } = Enums.Events;

/** Sent by an element when the magnifying glass is held somewhere over it: a point of the element, or null when it is let go. */
export const glassEvent = 'viewer-glass';

/** Holds a magnifying glass under the pointer as long as it is down. The pane draws it (`glass.ts`). */
export class GlassTool extends BaseTool {
	static override toolName = 'Glass';

	constructor(
		props: ConstructorParameters<typeof BaseTool>[0] = {},
		defaults: ConstructorParameters<typeof BaseTool>[1] = { supportedInteractionTypes: ['Mouse', 'Touch'] }
	) {
		super(props, defaults);
	}

	// Cornerstone calls these by name.
	preMouseDownCallback(event: Types.EventTypes.InteractionEventType): boolean {
		this.mouseDragCallback(event);
		const { element } = event.detail;
		const over = new AbortController();
		const letGo = () => {
			over.abort();
			tellGlass(element, null);
		};
		// A quick click is told by Cornerstone when the button is up already; a button may also go up elsewhere.
		for (const name of [MOUSE_UP, MOUSE_CLICK, TOUCH_END, TOUCH_TAP])
			element.addEventListener(name, letGo, { signal: over.signal });
		window.addEventListener('pointerup', letGo, { signal: over.signal });
		return true;
	}

	preTouchStartCallback(event: Types.EventTypes.InteractionEventType): boolean {
		return this.preMouseDownCallback(event);
	}

	mouseDragCallback({ detail: { element, currentPoints } }: Types.EventTypes.InteractionEventType): void {
		const [x, y] = currentPoints.canvas;
		tellGlass(element, [x, y]);
	}

	touchDragCallback(event: Types.EventTypes.InteractionEventType): void {
		this.mouseDragCallback(event);
	}
}

export function tellGlass(element: HTMLElement, at: Point2 | null): void {
	element.dispatchEvent(new CustomEvent(glassEvent, { detail: at }));
}
