import type { OpenViewerOptions, ViewerHandle } from './types.ts';

/**
 * Opens a viewer; `mount` gives its cells their elements. Cornerstone is fetched here and not before, so that a page may import
 * this module on the server and only readers of images pay for it.
 */
export async function openViewer(options: OpenViewerOptions): Promise<ViewerHandle> {
	const { openStage } = await import('#lib/viewer/stage/stage.ts');
	return openStage(options);
}
