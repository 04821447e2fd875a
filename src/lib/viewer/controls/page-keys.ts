/**
 * Keys that pages around the viewer use themselves: the score, the form, the presenter's, ways to go somewhere, the legend.
 * Nobody can give them to the images, because the page would answer as well.
 */
const taken = new Set([
	...'0123456789abcdegjqstuv',
	'?',
	'Enter',
	'Shift+Enter',
	'Ctrl+Enter',
	'Ctrl+k',
	'Escape',
	'Tab',
	'Shift+Tab',
	' '
]);

export function isPageKey(name: string): boolean {
	return taken.has(name);
}
