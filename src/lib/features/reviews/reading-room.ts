/**
 * Puts the whole page into the reading theme while a screen with images is shown: dialogs and notes lie outside the screen's own
 * element. Returns what gives the person's theme back.
 */
export function enterReadingRoom(): () => void {
	const root = document.documentElement;
	const before = root.dataset.theme;
	root.dataset.theme = 'reading';
	return () => {
		root.dataset.theme = before;
	};
}
