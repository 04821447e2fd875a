import type { ViewerAct } from './keys.ts';
import type { DisplaySet, ToolName, ViewerHandle } from '#lib/viewer/types.ts';

const pageFrames = 10;
const zoomStep = 1.25;
/** Screen pixels that one stroke moves what is selected; held down, a key repeats. */
const nudgePx = 8;
const growStep = 1.15;
const tiltDegrees = 5;

/** What each act does. Numbered presets are those of the open display set, in its order. */
export function act(name: ViewerAct, handle: ViewerHandle, displaySets: DisplaySet[]): void {
	const { displaySetId, total, playing, tool } = handle.state();
	const open = displaySets.find((set) => set.id === displaySetId);
	switch (name) {
		case 'window':
		case 'scroll':
		case 'pan':
		case 'zoom':
			return handle.tool(name satisfies ToolName);
		// Asked for a second time, what a drag would draw comes without one, and the arrow keys with Shift put it into place.
		case 'magnify':
		case 'length':
		case 'bidirectional':
		case 'angle':
		case 'cobb':
		case 'ellipse':
		case 'rectangle':
		case 'freehand':
		case 'probe':
		case 'arrow':
		case 'outline':
			return tool === name ? handle.place(name) : handle.tool(name satisfies ToolName);
		case 'moveUp':
			return handle.nudge(0, -nudgePx);
		case 'moveDown':
			return handle.nudge(0, nudgePx);
		case 'moveLeft':
			return handle.nudge(-nudgePx, 0);
		case 'moveRight':
			return handle.nudge(nudgePx, 0);
		case 'moveUpFine':
			return handle.nudge(0, -1);
		case 'moveDownFine':
			return handle.nudge(0, 1);
		case 'moveLeftFine':
			return handle.nudge(-1, 0);
		case 'moveRightFine':
			return handle.nudge(1, 0);
		case 'nextHandle':
			return handle.nextHandle();
		case 'grow':
			return handle.growMark(growStep);
		case 'shrink':
			return handle.growMark(1 / growStep);
		case 'rotateRight':
			return handle.rotate(1);
		case 'rotateLeft':
			return handle.rotate(-1);
		case 'flipHorizontal':
			return handle.flip('horizontal');
		case 'flipVertical':
			return handle.flip('vertical');
		// The text of a mark, the list of key images, the notes and the settings are fields of the page.
		case 'label':
		case 'nextHanging':
		case 'previousHanging':
		case 'prior':
		case 'secondWindow':
		case 'annexes':
		case 'compare':
		case 'keyImage':
		case 'nextKeyImage':
		case 'previousKeyImage':
		case 'flagQuality':
		case 'notes':
		case 'settings':
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

/** Whether an act makes marks or names them. What moves or deletes leaves marks alone that can only be seen. */
export function makesMarks(name: ViewerAct): boolean {
	return name === 'arrow' || name === 'outline' || name === 'label' || name === 'flagQuality';
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
