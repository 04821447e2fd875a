import type { Taxonomy } from '#lib/core/scoring/taxonomy.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { Binding, BindingGroup } from '#lib/ui/keys.svelte.ts';
import { defaultViewerKeys, viewerActs, type ViewerAct, type ViewerKeys } from '#lib/viewer/controls/keys.ts';
import { causeKeys } from './cause-keys.ts';

/** What keys do to the form. */
export type FormActs = {
	expectedness: (level: '1' | '2' | '3') => void;
	significance: (significance: 'a' | 'b') => void;
	direction: () => void;
	causeGroup: (code: string) => void;
	focus: (field: 'cause' | 'type') => void;
	imageQuality: () => void;
	reportQuality: () => void;
	greatCatch: () => void;
	learningValue: () => void;
	correction: () => void;
};

type Acts = FormActs & { next: () => void; write: () => void };

/** The keys of the review workspace. Letters and digits never answer while somebody writes; see `ui/keys.svelte.ts`. */
export function workspaceKeys(acts: Acts, causes: Taxonomy['causes']): BindingGroup {
	const text = messages.reviews.workspace.keys;
	const keys = causeKeys(causes);
	const ofCauses = causes.flatMap(({ code, label }): Binding[] => {
		const key = keys.get(code);
		return key ? [{ keys: key, label: text.causeGroup(label), run: () => acts.causeGroup(code) }] : [];
	});
	return {
		title: text.title,
		bindings: [
			{ keys: 'Enter', label: text.next, run: acts.next },
			{ keys: 'Control+Enter', label: text.nextInText, inFields: true, run: acts.next },
			{ keys: 'e', label: text.write, run: acts.write },
			{ keys: '1', label: text.concur, run: () => acts.expectedness('1') },
			{ keys: '2', label: text.two, run: () => acts.expectedness('2') },
			{ keys: '3', label: text.three, run: () => acts.expectedness('3') },
			{ keys: 'a', label: text.a, run: () => acts.significance('a') },
			{ keys: 'b', label: text.b, run: () => acts.significance('b') },
			{ keys: 'd', label: text.direction, run: acts.direction },
			...ofCauses,
			{ keys: 'c', label: text.cause, run: () => acts.focus('cause') },
			{ keys: 't', label: text.type, run: () => acts.focus('type') },
			{ keys: 'u', label: text.imageQuality, run: acts.imageQuality },
			{ keys: 'q', label: text.reportQuality, run: acts.reportQuality },
			{ keys: 'v', label: text.greatCatch, run: acts.greatCatch },
			{ keys: 'j', label: text.learningValue, run: acts.learningValue },
			{ keys: 's', label: text.correction, run: acts.correction },
			// The older habit: Shift does no harm.
			{ keys: 'Shift+Enter', label: text.next, run: acts.next }
		]
	};
}

const words = messages.imaging.viewer;

/** What an act is called; the numbered windows have their number. */
function nameOf(act: ViewerAct): string {
	return act in words.acts
		? words.acts[act as keyof typeof words.acts] // the table has every act but the numbered windows
		: `${words.preset} ${act.slice('preset'.length)}`;
}

/** The viewer's own keys as somebody has them, for the legend: the viewer answers them itself. */
export function imageKeys(changed: Partial<ViewerKeys> = {}): BindingGroup {
	return {
		title: words.viewer,
		isElsewhere: true,
		bindings: viewerActs.flatMap((act) => {
			const [keys] = changed[act] ?? defaultViewerKeys[act];
			return keys
				? [{ keys: keys.replace('Ctrl+', 'Control+'), label: nameOf(act), run: () => undefined }]
				: [];
		})
	};
}

/**
 * Which keys the workspace's own controls keep: Enter on a button, a link or a list belongs to that control, Escape takes the
 * hands out of a field and gives the keys back to the images.
 */
export function keepKeysApart(
	event: KeyboardEvent,
	{ next, leaveField }: { next: () => void; leaveField: () => void }
): void {
	const { target } = event;
	if (!(target instanceof HTMLElement) || event.isComposing) return;
	if (event.key === 'Enter' && target instanceof HTMLSelectElement) {
		// A browser would submit the form past the questions that Enter asks.
		event.preventDefault();
		event.stopPropagation();
		if (!event.repeat) next();
	} else if (
		event.key === 'Enter' &&
		!event.shiftKey &&
		target.closest('button, a, summary, [role="dialog"]')
	) {
		event.stopPropagation();
	} else if (event.key === 'Enter' && target instanceof HTMLInputElement && target.type === 'text') {
		// One line of a mark's text: Enter ends it and submits nothing.
		if (event.ctrlKey || event.metaKey) return;
		event.preventDefault();
		event.stopPropagation();
		leaveField();
	} else if (event.key === 'Escape' && target.matches('textarea, select, input')) leaveField();
}
