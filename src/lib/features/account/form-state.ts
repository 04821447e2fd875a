import { errorText } from '#lib/i18n/error-text.ts';

/** What a page is given after one of its forms was sent; null or undefined before. */
export type FormState =
	| {
			readonly error?: string;
			readonly fields?: Readonly<Record<string, string>>;
			readonly values?: Readonly<Record<string, unknown>>;
			readonly done?: true;
			/** Which of the page's acts it was, where there are several. */
			readonly what?: string;
	  }
	| null
	| undefined;

/** What stands in a field: what was sent, or else what is stored. */
export function fieldText(form: FormState, name: string, stored: string | number | null = ''): string {
	const sent = form?.values?.[name];
	return typeof sent === 'string' ? sent : String(stored ?? '');
}

/** What is ticked in a list: what was sent, or else what is stored. */
export function fieldList(form: FormState, name: string, stored: readonly string[] = []): string[] {
	if (!form?.values) return [...stored];
	const sent = form.values[name];
	return Array.isArray(sent) ? sent.filter((item): item is string => typeof item === 'string') : [];
}

/** What is wrong with a field, in words, or null. */
export function fieldError(form: FormState, name: string): string | null {
	const { fields } = form ?? {};
	return errorText(fields?.[name] ?? listItemCode(fields, name));
}

/** A fault of one item of a list counts as the list's. */
function listItemCode(
	fields: Readonly<Record<string, string>> | undefined,
	name: string
): string | undefined {
	const key = Object.keys(fields ?? {}).find((path) => path.startsWith(`${name}.`));
	return key === undefined ? undefined : fields?.[key];
}
