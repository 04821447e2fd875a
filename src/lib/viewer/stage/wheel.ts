/** Pixels of wheel travel that make one step; a trackpad sends many small ones, a mouse about 100 a notch. */
const stepPx = 50;

/** How the wheel is liked; with Ctrl it does the other of scrolling and zooming. */
export type WheelHabit = { zooms: boolean; isInverted: boolean };

/** One notch of the wheel is one frame; with Ctrl, or a pinch on a trackpad, it zooms. Returns the way to stop. */
export function onWheel(
	element: HTMLElement,
	act: { habit(): WheelHabit; scroll(notches: number): void; zoom(factor: number): void }
): () => void {
	let travelPx = 0;
	const listener = (event: WheelEvent) => {
		event.preventDefault();
		const { zooms, isInverted } = act.habit();
		if (event.ctrlKey !== zooms) return act.zoom(Math.exp(-event.deltaY / 400));
		const onward = isInverted ? -1 : 1;
		const isLines = event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL;
		// A mouse notch arrives as one large delta and must move exactly one frame.
		if (isLines || Math.abs(event.deltaY) >= stepPx) {
			travelPx = 0;
			return act.scroll(Math.sign(event.deltaY) * onward);
		}
		travelPx += event.deltaY;
		const notches = Math.trunc(travelPx / stepPx);
		travelPx -= notches * stepPx;
		if (notches !== 0) act.scroll(notches * onward);
	};
	element.addEventListener('wheel', listener, { passive: false });
	return () => element.removeEventListener('wheel', listener);
}
