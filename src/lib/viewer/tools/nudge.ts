import type { Point2, ToolName, ViewerHandle } from '#lib/viewer/types.ts';
import type { Glass } from './glass.ts';

/** A key's way through a whole window takes as many strokes as a drag over this many pixels. */
const windowPx = 256;
const zoomPx = 200;

type Hand = {
	tool: ToolName;
	handle: Pick<ViewerHandle, 'state' | 'window' | 'panBy' | 'zoomBy' | 'scrollBy'>;
	glass: Glass | undefined;
};

/** Does by key what a drag with the chosen tool does: as many pixels across and down. Drawing tools do nothing. */
export function nudgeTool({ tool, handle, glass }: Hand, [across, down]: Point2): void {
	switch (tool) {
		case 'window': {
			const { window } = handle.state();
			if (!window) return;
			const step = Math.max(1, window.width) / windowPx;
			return handle.window(window.center + down * step, Math.max(1, window.width + across * step));
		}
		case 'pan':
			return handle.panBy(across, down);
		case 'zoom':
			return handle.zoomBy(Math.exp((across - down) / zoomPx));
		case 'scroll':
			return handle.scrollBy(Math.sign(across + down));
		case 'magnify':
			return glass?.moveBy(across, down);
		default:
			return;
	}
}
