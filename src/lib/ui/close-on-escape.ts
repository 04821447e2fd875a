import { on } from 'svelte/events';

/** Attachment for a `details`: Escape closes it, gives the focus to its summary, and does nothing else on the page. */
export function closeOnEscape(details: HTMLDetailsElement): () => void {
	return on(details, 'keydown', (event) => {
		if (event.key !== 'Escape' || !details.open) return;
		event.stopPropagation();
		details.open = false;
		details.querySelector('summary')?.focus();
	});
}
