import { errors } from './en/errors.ts';

const texts: Readonly<Record<string, string>> = errors;

/** The text of an error code; null when there is no code. A code without a text says at least that nothing was changed. */
export function errorText(code: string | null | undefined): string | null {
	if (!code) return null;
	return texts[code] ?? `${errors.other} (${code})`;
}
