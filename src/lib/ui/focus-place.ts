/** Where an element stood: each thing it was in, from the inside out, and which child of that led to it. */
export type Place = readonly { readonly parent: Element; readonly index: number }[];

const headings = 'h1, h2, h3, h4';

/** Where an element stands, up to the page's main part. */
export function placeOf(element: Element): Place {
	const place: { parent: Element; index: number }[] = [];
	for (let at = element; at.parentElement && !at.matches('main, body'); at = at.parentElement) {
		place.push({ parent: at.parentElement, index: [...at.parentElement.children].indexOf(at) });
	}
	return place;
}

/** Gives the focus to the title of the page without moving the page. */
export function focusTitle(): void {
	focusText(document.querySelector('main h1') ?? document.querySelector('main'), { preventScroll: true });
}

/** Gives the focus to something that is read and not used, as a heading is. */
export function focusText(element: Element | null, options?: FocusOptions): boolean {
	if (!(element instanceof HTMLElement)) return false;
	element.setAttribute('tabindex', '-1');
	element.focus(options);
	return document.activeElement === element;
}

/**
 * Gives the focus back to an element; if it is gone or cannot take it, to the heading of what has taken its place, or else
 * of the nearest part of the page around it.
 */
export function focusPlaceOf(element: Element | null, place: Place): boolean {
	if (element instanceof HTMLElement) {
		element.focus();
		if (document.activeElement === element) return true;
	}
	for (const { parent, index } of place) {
		if (!parent.isConnected) continue;
		for (const part of [parent.children[index], parent]) {
			const heading = part?.matches(headings) ? part : part?.querySelector(headings);
			if (heading && focusText(heading)) return true;
		}
	}
	return false;
}
