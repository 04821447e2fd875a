/**
 * The browser takes a touch back when a palm lies down, a call comes in or the page answers too late. Cornerstone listens for the end
 * of a touch alone and would go on from the old place with the next one. Returns the way to stop.
 */
export function endCancelledTouches(element: HTMLElement): () => void {
	const onCancel = (event: TouchEvent) => {
		const changedTouches = [...event.changedTouches];
		element.dispatchEvent(new TouchEvent('touchend', { bubbles: true, changedTouches }));
	};
	element.addEventListener('touchcancel', onCancel);
	return () => element.removeEventListener('touchcancel', onCancel);
}
