/** What the presenter's keys do. A clicker sends Page Up and Page Down. */
export type PresenterAct = 'next' | 'previous' | 'reveal' | 'write' | 'full' | 'leave';

const acts: Readonly<Record<string, PresenterAct>> = {
	PageDown: 'next',
	PageUp: 'previous',
	Enter: 'reveal',
	' ': 'reveal',
	t: 'write',
	v: 'full',
	Escape: 'leave'
};

/** Keys that a list of choices would take for itself, and that a clicker means for the show. */
const turning: ReadonlySet<string> = new Set(['PageDown', 'PageUp']);

/** Keys that press whatever control has the focus, and are the control's then. */
const pressing: ReadonlySet<string> = new Set(['Enter', ' ']);

type Press = Pick<
	KeyboardEvent,
	'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented' | 'repeat' | 'isComposing' | 'target'
>;

/** The act of a key press; null while somebody types, for keys of others, and for a key held down. */
export function presenterActOf(press: Press): PresenterAct | null {
	const act = acts[press.key];
	if (!act || press.defaultPrevented || press.repeat || press.isComposing) return null;
	if (press.ctrlKey || press.metaKey || press.altKey) return null;
	const within = (selector: string): boolean =>
		typeof Element !== 'undefined' &&
		press.target instanceof Element &&
		press.target.closest(selector) !== null;
	if (within('input, textarea, [contenteditable]')) return null;
	if (within('select') && !turning.has(press.key)) return null;
	if (pressing.has(press.key) && within('a, button, summary')) return null;
	return act;
}
