/** Where the keys go on the review screen, by the marks that its components carry. */
export function focusField(form: HTMLFormElement | undefined, name: string): void {
	const field = form?.querySelector<HTMLElement>(`[data-field="${name}"]`);
	const control = field?.matches('input, select, textarea')
		? field
		: (field?.querySelector<HTMLElement>('input:checked') ??
			field?.querySelector<HTMLElement>('input, select'));
	control?.focus();
}

/** The field of what is missing first, by the error code that says so. */
export function focusMissing(form: HTMLFormElement | undefined, [code]: readonly string[]): void {
	if (code) focusField(form, code.startsWith('score') ? 'score' : (code.split('-')[0] ?? ''));
}

/** After an act the keys belong to the images again; where there are none, to the step that the reviewer stands at. */
export function focusImages(form: HTMLFormElement | undefined, step: number): void {
	const surface = form?.parentElement?.querySelector<HTMLElement>('[role="img"][tabindex="0"]');
	const heading = form?.querySelector<HTMLElement>(`[data-step="${step}"]`);
	(surface ?? heading)?.focus({ preventScroll: true });
}

/** Presses one of the form's buttons, unless it cannot be pressed now. */
export function press(form: HTMLFormElement | undefined, name: 'lock' | 'reveal' | 'submit'): void {
	const button = form?.querySelector<HTMLButtonElement>(`[data-act="${name}"]`);
	if (button && !button.disabled) form?.requestSubmit(button);
}

/**
 * Leaves a choice that has the focus after a key made it: the arrow keys, which would change it, scroll the images again. Keys that
 * only move the focus into a choice come before this and are not undone.
 */
export function leaveChoice(form: HTMLFormElement | undefined, leave: () => void): void {
	const { activeElement } = document;
	if (activeElement instanceof HTMLInputElement && form?.contains(activeElement)) leave();
}
