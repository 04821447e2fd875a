/** Pixels of wheel travel that make one step; a trackpad sends many small ones, a mouse about 100 a notch. */
const stepPx = 50;

/** One notch of the wheel is one frame; with Ctrl, or a pinch on a trackpad, it zooms. Returns the way to stop. */
export function onWheel(
	element: HTMLElement,
	act: { scroll(notches: number): void; zoom(factor: number): void }
): () => void {
	let travelPx = 0;
	const listener = (event: WheelEvent) => {
		event.preventDefault();
		if (event.ctrlKey) return act.zoom(Math.exp(-event.deltaY / 400));
		const isLines = event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL;
		// A mouse notch arrives as one large delta and must move exactly one frame.
		if (isLines || Math.abs(event.deltaY) >= stepPx) {
			travelPx = 0;
			return act.scroll(Math.sign(event.deltaY));
		}
		travelPx += event.deltaY;
		const notches = Math.trunc(travelPx / stepPx);
		travelPx -= notches * stepPx;
		if (notches !== 0) act.scroll(notches);
	};
	element.addEventListener('wheel', listener, { passive: false });
	return () => element.removeEventListener('wheel', listener);
}
