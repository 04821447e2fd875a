declare global {
	/** Ends when the first images of the page are drawn, or are left to the viewer; none where the page has none. */
	var overreadLook: Promise<void> | undefined;
}

/** The longest that a page waits for its first images before it wakes up: they may be on a slow line. */
const longestMs = 200;

/** Resolves once the first images of the page are on the screen, or will not be soon. */
export async function lookShown(): Promise<void> {
	if (globalThis.overreadLook === undefined) return;
	const limit = new Promise((resolve) => setTimeout(resolve, longestMs));
	await Promise.race([globalThis.overreadLook.then(nextFrame, () => undefined), limit]);
}

/** Resolves when what was drawn has been given to the screen. */
async function nextFrame(): Promise<void> {
	await new Promise((resolve) => requestAnimationFrame(resolve));
	await new Promise((resolve) => setTimeout(resolve));
}
