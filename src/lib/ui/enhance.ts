import { tick } from 'svelte';
import type { Action } from 'svelte/action';
import { enhance as enhanceForm } from '$app/forms';
import type { SubmitFunction } from '@sveltejs/kit';
import { focusPlaceOf, focusText, focusTitle, placeOf } from './focus-place.ts';

/** What `Field`, `RadioGroup` and `CheckboxGroup` say of a value that was refused. */
const wrongControl = '[aria-invalid="true"], [data-invalid] input:enabled';

const alert = '[role="alert"]';

/** What says why an act was refused: in the form, or come up elsewhere on the page since. */
function findAlert(form: HTMLElement, before: Iterable<Element>): Element | null {
	const old = new Set(before);
	return (
		form.querySelector(alert) ?? [...document.querySelectorAll(alert)].find((one) => !old.has(one)) ?? null
	);
}

/**
 * SvelteKit's `enhance`, which leaves the focus on nothing after an act, with the focus kept: on what is wrong, or what
 * says so, when the act was refused; otherwise on what was used, or on the heading of what has taken its place. A form that has moved the focus
 * itself by then has the say.
 */
export const enhance: Action<HTMLFormElement, SubmitFunction | undefined> = (form, submit) =>
	enhanceForm(form, async (input) => {
		const { activeElement: held } = document;
		const used = held && form.contains(held) ? held : (input.submitter ?? held);
		const place = used ? placeOf(used) : [];
		const alerts = document.querySelectorAll(alert);
		const finish = await submit?.(input);
		return async (outcome) => {
			if (finish) await finish(outcome);
			else await outcome.update();
			await tick();
			const { activeElement } = document;
			const isLost = activeElement === null || activeElement === document.body;
			const isRefused = outcome.result.type === 'failure';
			if (!isLost && !(isRefused && activeElement === used)) return;
			const wrong = isRefused ? form.querySelector<HTMLElement>(wrongControl) : null;
			if (wrong) wrong.focus();
			else if (isRefused && focusText(findAlert(form, alerts))) return;
			else if (!focusPlaceOf(used, place)) focusTitle();
		};
	});
