import type { ViewerAct } from './keys.ts';
import type { DisplaySet, ToolName, ViewerHandle } from '#lib/viewer/types.ts';

const pageFrames = 10;
const zoomStep = 1.25;
/** Screen pixels that one stroke moves a mark; held down, a key repeats. */
const nudgePx = 8;
const growStep = 1.15;
const tiltDegrees = 5;

/** What each act does. Numbered presets are those of the open display set, in its order. */
export function act(name: ViewerAct, handle: ViewerHandle, displaySets: DisplaySet[]): void {
	const { displaySetId, total, playing, tool } = handle.state();
	const open = displaySets.find((set) => set.id === displaySetId);
	switch (name) {
		case 'window':
		case 'pan':
		case 'zoom':
		case 'length':
		case 'ellipse':
		case 'probe':
			return handle.tool(name satisfies ToolName);
		// Asked for a second time, a mark comes without a drag, and the arrow keys with Shift put it into place.
		case 'arrow':
			return tool === 'arrow' ? handle.placeMark('arrow') : handle.tool('arrow');
		case 'outline':
			return tool === 'outline' ? handle.placeMark('ellipse') : handle.tool('outline');
		case 'moveUp':
			return handle.moveMark(0, -nudgePx);
		case 'moveDown':
			return handle.moveMark(0, nudgePx);
		case 'moveLeft':
			return handle.moveMark(-nudgePx, 0);
		case 'moveRight':
			return handle.moveMark(nudgePx, 0);
		case 'grow':
			return handle.growMark(growStep);
		case 'shrink':
			return handle.growMark(1 / growStep);
		// The text of a mark is a field of the page.
		case 'label':
		case 'nextHanging':
		case 'previousHanging':
			return;
		case 'invert':
		case 'reset':
		case 'fit':
		case 'actualSize':
		case 'undo':
			return handle[name]();
		case 'play':
			return playing ? handle.pause() : handle.play();
		case 'remove':
			return handle.removeSelected();
		case 'next':
			return handle.scrollBy(1);
		case 'previous':
			return handle.scrollBy(-1);
		case 'nextPage':
			return handle.scrollBy(pageFrames);
		case 'previousPage':
			return handle.scrollBy(-pageFrames);
		case 'first':
			return handle.scrollTo(0);
		case 'last':
			return handle.scrollTo(total - 1);
		case 'nextSeries':
			return showNeighbour(handle, displaySets, 1);
		case 'previousSeries':
			return showNeighbour(handle, displaySets, -1);
		case 'zoomIn':
			return handle.zoomBy(zoomStep);
		case 'zoomOut':
			return handle.zoomBy(1 / zoomStep);
		case 'maximise':
			return handle.maximise(handle.state().activeCell);
		case 'crosshairs':
			return handle.crosshairs(!handle.state().crosshairs);
		case 'tiltLeft':
			return handle.tilt(-tiltDegrees, 0);
		case 'tiltRight':
			return handle.tilt(tiltDegrees, 0);
		case 'tiltUp':
			return handle.tilt(0, -tiltDegrees);
		case 'tiltDown':
			return handle.tilt(0, tiltDegrees);
		default: {
			const preset = open?.presets[Number(name.slice('preset'.length)) - 1];
			if (preset) handle.preset(preset.id);
		}
	}
}

function showNeighbour(handle: ViewerHandle, displaySets: DisplaySet[], step: 1 | -1): void {
	const showable = displaySets.filter((set) => set.frames.length > 0);
	const at = showable.findIndex((set) => set.id === handle.state().displaySetId);
	const neighbour = showable[at + step];
	if (neighbour) void handle.show(neighbour.id);
}

/** Whether an act makes or changes marks. */
export function changesMarks(name: ViewerAct): boolean {
	switch (name) {
		case 'arrow':
		case 'outline':
		case 'label':
		case 'moveUp':
		case 'moveDown':
		case 'moveLeft':
		case 'moveRight':
		case 'grow':
		case 'shrink':
			return true;
		default:
			return false;
	}
}

const textFields =
	'textarea, select, [contenteditable], input:not([type=range], [type=radio], [type=checkbox], [type=button])';

/** Whether somebody writes somewhere on the page. */
export function isWriting(): boolean {
	return document.activeElement?.matches(textFields) === true;
}

/**
 * Whether a key press is the viewer's. Never while text is edited or a dialog is open; keys with a name (arrows, Page Down,
 * Delete) only when nothing else on the page has the focus, because lists, reports and radio buttons use them too.
 */
export function isKeyForViewer(event: KeyboardEvent, region: HTMLElement | undefined): boolean {
	const target = event.target;
	if (event.defaultPrevented || event.isComposing || !(target instanceof Element)) return false;
	if (target.closest('textarea, select, dialog, [contenteditable], [role="dialog"]')) return false;
	if (target instanceof HTMLInputElement && !['range', 'radio', 'checkbox', 'button'].includes(target.type))
		return false;
	if (event.key.length === 1) return true;
	if (target instanceof HTMLInputElement) return false;
	return target === document.body || target === document.documentElement || region?.contains(target) === true;
}
