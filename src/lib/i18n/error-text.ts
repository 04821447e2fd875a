import { errors, hasTooMany } from './en/errors.ts';

const texts: Readonly<Record<string, string>> = errors;

/**
 * The text of an error code; null when there is no code. A code may carry a limit and a length, as `too-long|60|61`. A code
 * without a text says at least that nothing was changed.
 */
export function errorText(code: string | null | undefined): string | null {
	if (!code) return null;
	const [name = '', most, length] = code.split('|');
	if (most && length) return hasTooMany(Number(length), Number(most));
	return texts[name] ?? `${errors.other} (${name})`;
}
