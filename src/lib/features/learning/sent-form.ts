import type { FormState } from '#lib/features/account/form-state.ts';

/** What a page with several forms is given after one was sent: with what its action gave. */
export type SentForm = (NonNullable<FormState> & { readonly value?: unknown }) | null | undefined;

/** How many pieces the scrubber took out of what was kept; null where the form was another, or was refused. */
export function replacedOf(form: SentForm): number | null {
	const value = form?.done === true ? form.value : null;
	if (typeof value !== 'object' || value === null || !('replaced' in value)) return null;
	return typeof value.replaced === 'number' ? value.replaced : null;
}

/**
 * The refusal as one of a page's forms may show it: its fields, without the word for the whole, which stands above all forms. Null
 * where another form was refused: `has` names a field that this form alone sends.
 */
export function refusalOf(form: SentForm, has: string): FormState {
	if (!form || form.done || form.values?.[has] === undefined) return null;
	const { fields, values } = form;
	return { ...(fields ? { fields } : {}), ...(values ? { values } : {}) };
}
