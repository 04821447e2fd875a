import { createContext, untrack } from 'svelte';
import { on } from 'svelte/events';

/** One act and its key. `keys` is one stroke (`?`, `Enter`, `Control+k`) or several in a row (`g r`). */
export type Binding = {
	readonly keys: string;
	readonly label: string;
	readonly run: () => void;
	/** Works while typing too; for strokes with Control and the like. */
	readonly inFields?: boolean;
};

export type BindingGroup = {
	readonly title: string;
	readonly bindings: readonly Binding[];
	/** Only listed: another part of the page answers these keys itself. */
	readonly isElsewhere?: boolean;
};

/** What is needed of a keyboard event: small, so that the rules can be tested without a page. */
export type Stroke = Pick<
	KeyboardEvent,
	'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'timeStamp' | 'defaultPrevented' | 'target'
> &
	Partial<Pick<KeyboardEvent, 'repeat' | 'isComposing'>>;

/** Longest pause between the strokes of one sequence. */
const SEQUENCE_MS = 1200;

/** The stroke as bindings write it. Shift counts only with keys that it does not change (`Shift+Enter`, not `Shift+?`). */
export function strokeName(event: Stroke): string {
	const isCharacter = event.key.length === 1 && event.key !== ' ';
	const parts = [
		event.ctrlKey || event.metaKey ? 'Control' : '',
		event.altKey ? 'Alt' : '',
		event.shiftKey && !isCharacter ? 'Shift' : '',
		isCharacter && (event.ctrlKey || event.metaKey) ? event.key.toLowerCase() : event.key
	];
	return parts.filter(Boolean).join('+');
}

function isTyping(target: EventTarget | null): boolean {
	if (typeof Element === 'undefined' || !(target instanceof Element)) return false;
	const field = target.closest('input, textarea, select, [contenteditable]');
	if (field instanceof HTMLInputElement)
		return !['checkbox', 'radio', 'button', 'submit'].includes(field.type);
	return field !== null;
}

/** The keys of one page: screens add groups while they are shown, one listener answers, the legend lists them. */
export class Shortcuts {
	#groups = $state.raw<readonly BindingGroup[]>([]);
	#typed: string[] = [];
	#typedAt = 0;

	/** All groups, those added last first: the screen's before the shell's. */
	get groups(): readonly BindingGroup[] {
		return this.#groups;
	}

	/** Adds keys and returns what removes them: `$effect(() => shortcuts.add({ title, bindings }))`. */
	add(group: BindingGroup): () => void {
		// Untracked: the effect that adds must not run again because it added.
		const others = () => untrack(() => this.#groups).filter((other) => other !== group);
		this.#groups = [group, ...others()];
		return () => {
			this.#groups = others();
		};
	}

	/** Runs what a stroke completes; true when it did or may still do so. */
	handle(event: Stroke): boolean {
		if (event.defaultPrevented || event.isComposing) return false;
		if (['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) return false;
		const bindings = this.#groups.flatMap((group) => (group.isElsewhere ? [] : group.bindings));
		const usable = isTyping(event.target) ? bindings.filter((binding) => binding.inFields) : bindings;
		// A key held down is one stroke: what it began must not go on by itself.
		if (event.repeat) return usable.some((binding) => binding.keys === strokeName(event));
		const isLate = event.timeStamp - this.#typedAt > SEQUENCE_MS;
		const stroke = strokeName(event);
		const typed = isLate ? [stroke] : [...this.#typed, stroke];
		this.#typedAt = event.timeStamp;
		for (const sequence of [typed.join(' '), stroke]) {
			const found = usable.find((binding) => binding.keys === sequence);
			if (found) {
				this.#typed = [];
				found.run();
				return true;
			}
			if (usable.some((binding) => binding.keys.startsWith(`${sequence} `))) {
				this.#typed = sequence.split(' ');
				return false;
			}
		}
		this.#typed = [];
		return false;
	}

	/** Attachment for the element that hears the keys: `<svelte:document {@attach …}>` or a root element. */
	listen = (node: Document | Element): (() => void) =>
		on(node as Document, 'keydown', (event) => {
			// What stands behind an open dialog must not answer.
			if (document.querySelector('dialog:modal') === null && this.handle(event)) event.preventDefault();
		});
}

/** The page's shortcuts: the shell sets them, screens get them. */
export const [getShortcuts, setShortcuts] = createContext<Shortcuts>();
