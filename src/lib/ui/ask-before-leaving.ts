import { afterNavigate, beforeNavigate } from '$app/navigation';

/**
 * Asks before a page with something unsent is left, by a link, a key or the browser itself; to be called while a component is made.
 * What is being sent leaves by itself: a form says so with `sending`, and that it was not taken with `stayed`.
 */
export function askBeforeLeaving(
	isUnsent: () => boolean,
	question: string
): { sending(): void; stayed(): void } {
	let isSending = false;
	beforeNavigate((navigation) => {
		if (isSending || !isUnsent()) return;
		// The browser asks in its own words when the whole page goes.
		if (navigation.willUnload || !confirm(question)) navigation.cancel();
	});
	afterNavigate(() => (isSending = false));
	return { sending: () => (isSending = true), stayed: () => (isSending = false) };
}
