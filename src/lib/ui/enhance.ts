import { mount, tick, unmount } from 'svelte';
import type { Action } from 'svelte/action';
import { enhance as enhanceForm } from '$app/forms';
import { invalidateAll } from '$app/navigation';
import type { ActionResult, SubmitFunction } from '@sveltejs/kit';
import { focusPlaceOf, focusText, focusTitle, placeOf } from './focus-place.ts';
import NotSent from './NotSent.svelte';
import { sendingFault, type SendingFault } from './sending-fault.ts';

/** What `Field`, `RadioGroup` and `CheckboxGroup` say of a value that was refused. */
const wrongControl = '[aria-invalid="true"], [data-invalid] input:enabled';

const alert = '[role="alert"]';

/** What says why an act was refused: in the form, or come up elsewhere on the page since, or standing there still. */
function findAlert(form: HTMLElement, before: Iterable<Element>): Element | null {
	const old = new Set(before);
	const all = [...document.querySelectorAll(alert)];
	return form.querySelector(alert) ?? all.find((one) => !old.has(one)) ?? all[0] ?? null;
}

/** Somebody was quicker: the page is made anew, unless there is no such page any more, which would take the words along. */
async function showWhatIs(result: ActionResult): Promise<void> {
	if (result.type !== 'failure' || result.status !== 409) return;
	const page = await fetch(location.href, { redirect: 'manual' }).catch(() => null);
	if (page?.ok) await invalidateAll();
}

/**
 * Gives the focus back once it is taken from whatever has it without anybody's doing: a moment after an act, SvelteKit goes anew to the
 * fragment of the address, and browsers then take the focus off everything. Whoever uses a key or a pointer has the say again.
 */
function holdFocus(): void {
	const { activeElement: held } = document;
	if (location.hash === '' || !(held instanceof HTMLElement) || held === document.body) return;
	const watch = new AbortController();
	const { signal } = watch;
	const giveBack = ({ relatedTarget }: FocusEvent): void => {
		if (!document.hasFocus()) return;
		watch.abort();
		if (relatedTarget === null && held.isConnected) held.focus({ preventScroll: true });
	};
	held.addEventListener('blur', giveBack, { signal });
	for (const act of ['keydown', 'pointerdown']) {
		document.addEventListener(act, () => watch.abort(), { signal, capture: true });
	}
}

type Notice = { show(fault: SendingFault, again: () => void): void; clear(): void };

/** What says in the form itself that it was not sent. */
function noticeIn(form: HTMLFormElement): Notice {
	let shown: Record<string, unknown> | null = null;
	const clear = (): void => {
		if (shown) void unmount(shown);
		shown = null;
	};
	const show = (fault: SendingFault, onAgain: () => void): void => {
		clear();
		shown = mount(NotSent, { target: form, props: { fault, onAgain } });
	};
	return { show, clear };
}

/**
 * SvelteKit's `enhance` for every form of the product, with three things more.
 *
 * What was typed is never lost: where nobody is signed in any more, nobody answers or something fails, the form stays as it
 * is and says so, instead of making way for the page of errors. After a refusal because somebody was quicker (409), the page
 * shows what is now.
 *
 * And the focus, which `enhance` leaves on nothing after an act, is kept: on what is wrong, or what says so, when the act
 * was refused; otherwise on what was used, or on the heading of what has taken its place. A form that has moved the focus
 * itself by then has the say.
 */
export const enhance: Action<HTMLFormElement, SubmitFunction | undefined> = (form, submit) => {
	const notice = noticeIn(form);
	const enhanced = enhanceForm(form, async (input) => {
		const { activeElement: held } = document;
		const { submitter } = input;
		const used = held && form.contains(held) ? held : (submitter ?? held);
		const place = used ? placeOf(used) : [];
		const alerts = document.querySelectorAll(alert);
		const finish = await submit?.(input);
		return async (outcome) => {
			const fault = sendingFault(outcome.result, navigator.onLine);
			const update = fault ? () => Promise.resolve() : outcome.update;
			notice.clear();
			if (finish) await finish({ ...outcome, update });
			else await update();
			if (fault) notice.show(fault, () => form.requestSubmit(submitter?.isConnected ? submitter : null));
			await showWhatIs(outcome.result);
			await tick();
			const isRefused = fault !== null || outcome.result.type === 'failure';
			const said = fault ? form.querySelector('.not-sent') : isRefused ? findAlert(form, alerts) : null;
			if (fault) said?.scrollIntoView({ block: 'nearest' });
			const { activeElement } = document;
			const isLost = activeElement === null || activeElement === document.body;
			if (isLost || (isRefused && activeElement === used)) {
				const wrong = isRefused && !fault ? form.querySelector<HTMLElement>(wrongControl) : null;
				if (wrong) wrong.focus();
				else if (!(isRefused && focusText(said)) && !focusPlaceOf(used, place)) focusTitle();
			}
			holdFocus();
		};
	});
	return {
		destroy() {
			notice.clear();
			enhanced.destroy();
		}
	};
};
