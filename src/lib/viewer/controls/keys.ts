/** Everything in the viewer that a key can do. */
export const viewerActs = [
	'window',
	'scroll',
	'pan',
	'zoom',
	'magnify',
	'length',
	'bidirectional',
	'angle',
	'cobb',
	'ellipse',
	'rectangle',
	'freehand',
	'probe',
	'arrow',
	'outline',
	'invert',
	'rotateRight',
	'rotateLeft',
	'flipHorizontal',
	'flipVertical',
	'fit',
	'actualSize',
	'reset',
	'play',
	'keyImage',
	'nextKeyImage',
	'previousKeyImage',
	'flagQuality',
	'undo',
	'remove',
	'label',
	'moveUp',
	'moveDown',
	'moveLeft',
	'moveRight',
	'moveUpFine',
	'moveDownFine',
	'moveLeftFine',
	'moveRightFine',
	'nextHandle',
	'grow',
	'shrink',
	'notes',
	'settings',
	'next',
	'previous',
	'nextPage',
	'previousPage',
	'first',
	'last',
	'nextSeries',
	'previousSeries',
	'zoomIn',
	'zoomOut',
	'maximise',
	'nextHanging',
	'previousHanging',
	'prior',
	'secondWindow',
	'annexes',
	'compare',
	'crosshairs',
	'tiltLeft',
	'tiltRight',
	'tiltUp',
	'tiltDown',
	'preset1',
	'preset2',
	'preset3',
	'preset4',
	'preset5',
	'preset6'
] as const;
export type ViewerAct = (typeof viewerActs)[number];
export type ViewerKeys = Record<ViewerAct, string[]>;

/** Acts that fetch or hang something: a key that is held down does them once. */
const onceAPress: readonly ViewerAct[] = ['prior', 'secondWindow', 'nextHanging', 'previousHanging'];

/** Whether a key that is held down does it again and again. */
export const isRepeated = (act: ViewerAct): boolean => !onceAPress.includes(act);

/**
 * Plain digits and a, b belong to the page around the viewer (the score), so presets are Shift and a digit.
 * `Shift+` is named for letters and digits only, by the physical key, because its character differs by layout.
 */
export const defaultViewerKeys: ViewerKeys = {
	window: ['w'],
	scroll: ['Shift+s'],
	pan: ['p'],
	zoom: ['z'],
	magnify: ['Shift+m'],
	length: ['l'],
	bidirectional: ['Shift+b'],
	angle: ['Shift+a'],
	cobb: ['Shift+c'],
	ellipse: ['o'],
	rectangle: ['Shift+o'],
	freehand: ['Shift+d'],
	probe: ['h'],
	arrow: ['m'],
	outline: ['n'],
	invert: ['i'],
	rotateRight: ['Shift+r', '>'],
	rotateLeft: ['Shift+l', '<'],
	flipHorizontal: ['Shift+h'],
	flipVertical: ['Shift+v'],
	fit: ['f'],
	actualSize: ['x'],
	reset: ['r'],
	play: ['k'],
	keyImage: ['Shift+k'],
	nextKeyImage: ['Shift+n'],
	previousKeyImage: ['Shift+p'],
	flagQuality: ['Shift+u'],
	undo: ['Ctrl+z'],
	remove: ['Delete', 'Backspace'],
	label: ['y'],
	moveUp: ['Shift+ArrowUp'],
	moveDown: ['Shift+ArrowDown'],
	moveLeft: ['Shift+ArrowLeft'],
	moveRight: ['Shift+ArrowRight'],
	moveUpFine: ['Alt+Shift+ArrowUp'],
	moveDownFine: ['Alt+Shift+ArrowDown'],
	moveLeftFine: ['Alt+Shift+ArrowLeft'],
	moveRightFine: ['Alt+Shift+ArrowRight'],
	nextHandle: ['Shift+e'],
	grow: [']'],
	shrink: ['['],
	notes: ['Shift+i'],
	settings: ['Shift+z'],
	next: ['ArrowDown'],
	previous: ['ArrowUp'],
	nextPage: ['PageDown'],
	previousPage: ['PageUp'],
	first: ['Home'],
	last: ['End'],
	nextSeries: ['ArrowRight'],
	previousSeries: ['ArrowLeft'],
	zoomIn: ['+', '='],
	zoomOut: ['-'],
	maximise: ['Shift+f'],
	nextHanging: ['.'],
	previousHanging: [','],
	prior: ['Shift+t'],
	secondWindow: ['Shift+w'],
	annexes: ['Shift+y'],
	compare: ['Shift+j'],
	crosshairs: ['Shift+x'],
	tiltLeft: ['Ctrl+ArrowLeft'],
	tiltRight: ['Ctrl+ArrowRight'],
	tiltUp: ['Ctrl+ArrowUp'],
	tiltDown: ['Ctrl+ArrowDown'],
	preset1: ['Shift+1'],
	preset2: ['Shift+2'],
	preset3: ['Shift+3'],
	preset4: ['Shift+4'],
	preset5: ['Shift+5'],
	preset6: ['Shift+6']
};

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** `Ctrl+z`, `Shift+1`, `PageDown`: how a key press is written in a key map. Command counts as Ctrl. */
export function keyName(press: Press): string {
	const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
	const named = press.key.length > 1;
	const letter = /^\p{L}$/u.test(press.key);
	const base = press.shiftKey && digit ? digit : letter ? press.key.toLowerCase() : press.key;
	// The shift in “+” or “?” is part of the character; with letters, digits and named keys it is a modifier.
	const shift = press.shiftKey && (named || letter || digit !== undefined);
	return [
		press.ctrlKey || press.metaKey ? 'Ctrl+' : '',
		press.altKey ? 'Alt+' : '',
		shift ? 'Shift+' : '',
		base
	].join('');
}

/** The act that a key press stands for in a key map, or undefined. */
export function findAct(press: Press, keys: ViewerKeys): ViewerAct | undefined {
	const name = keyName(press);
	return viewerActs.find((act) => keys[act].includes(name));
}

const arrows = { Up: '↑', Down: '↓', Left: '←', Right: '→' } as const;

/** How a key is printed beside its act: `⇧1`, `Ctrl Z`, `L`. */
export function keyText(name: string | undefined): string {
	if (!name) return '';
	return name
		.replace('Shift+', '⇧')
		.replace('Ctrl+', 'Ctrl ')
		.replace(/Arrow(Up|Down|Left|Right)/, (_, way: keyof typeof arrows) => arrows[way])
		.replace(/\b[a-z]$/, (letter) => letter.toUpperCase());
}
