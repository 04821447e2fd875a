import { messages } from '#lib/i18n/messages.ts';
import type { BindingGroup } from '#lib/ui/keys.svelte.ts';
import { defaultViewerKeys } from '#lib/viewer/keys.ts';

type Acts = {
	next: () => void;
	submit: () => void;
	write: () => void;
	expectedness: (level: '1' | '2' | '3') => void;
	significance: (significance: 'a' | 'b') => void;
};

/** The keys of the review workspace. Letters and digits never answer while somebody writes; see `ui/keys.svelte.ts`. */
export function workspaceKeys(acts: Acts): BindingGroup {
	const text = messages.reviews.workspace.keys;
	return {
		title: text.title,
		bindings: [
			{ keys: 'Enter', label: text.next, run: acts.next },
			{ keys: 'Shift+Enter', label: text.submit, run: acts.submit },
			{ keys: 'Control+Enter', label: text.nextInText, inFields: true, run: acts.next },
			{ keys: 'e', label: text.write, run: acts.write },
			{ keys: '1', label: text.concur, run: () => acts.expectedness('1') },
			{ keys: '2', label: text.two, run: () => acts.expectedness('2') },
			{ keys: '3', label: text.three, run: () => acts.expectedness('3') },
			{ keys: 'a', label: text.a, run: () => acts.significance('a') },
			{ keys: 'b', label: text.b, run: () => acts.significance('b') }
		]
	};
}

const shownActs = [
	'next',
	'previous',
	'nextSeries',
	'previousSeries',
	'window',
	'pan',
	'zoom',
	'arrow',
	'length',
	'invert',
	'fit',
	'reset',
	'undo'
] as const;

/** The viewer's own keys, for the legend: the viewer answers them itself. */
export const imageKeys: BindingGroup = {
	title: messages.imaging.viewer.viewer,
	isElsewhere: true,
	bindings: shownActs.flatMap((act) => {
		const [keys] = defaultViewerKeys[act];
		return keys
			? [
					{
						keys: keys.replace('Ctrl+', 'Control+'),
						label: messages.imaging.viewer.acts[act],
						run: () => undefined
					}
				]
			: [];
	})
};

/** Enter on a control of its own belongs to that control; Escape takes the hands out of a text. */
export function keepKeysApart(event: KeyboardEvent): void {
	const target = event.target;
	if (!(target instanceof HTMLElement)) return;
	if (event.key === 'Enter' && !event.shiftKey && target.closest('button, a, summary, [role="dialog"]')) {
		event.stopPropagation();
	}
	if (event.key === 'Escape' && target instanceof HTMLTextAreaElement) target.blur();
}
