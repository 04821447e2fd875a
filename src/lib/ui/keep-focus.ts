import { tick } from 'svelte';
import type { SubmitFunction } from '@sveltejs/kit';

/**
 * For `use:enhance`: where an act takes its own button off the page, the focus goes to the heading of the page and is not
 * lost.
 */
export const keepFocus: SubmitFunction = () => {
	return async ({ result, update }) => {
		await update();
		if (result.type !== 'success') return;
		await tick();
		if (document.activeElement !== document.body) return;
		const heading = document.querySelector<HTMLElement>('main h1');
		heading?.setAttribute('tabindex', '-1');
		heading?.focus();
	};
};
