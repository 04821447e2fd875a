import type { StageSize } from '#lib/core/hanging/stage.ts';

/** How large an element is; null before it is laid out, and while it is hidden. */
export function sizeOf(element: HTMLElement | undefined): StageSize | null {
	const { clientWidth: widthPx = 0, clientHeight: heightPx = 0 } = element ?? {};
	return widthPx > 0 && heightPx > 0 ? { widthPx, heightPx } : null;
}
