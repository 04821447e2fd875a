import type { OpenViewerOptions, ViewerHandle } from './types.ts';

/** Fetches Cornerstone, so that it is there when a viewer is opened. */
export const fetchViewer = () => import('#lib/viewer/stage/stage.ts');

/**
 * Opens a viewer; `mount` gives its cells their elements. Cornerstone is fetched here and not before, so that a page may import
 * this module on the server and only readers of images pay for it.
 */
export async function openViewer(options: OpenViewerOptions): Promise<ViewerHandle> {
	const { openStage } = await fetchViewer();
	return openStage(options);
}
