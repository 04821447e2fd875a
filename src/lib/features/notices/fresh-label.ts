import { messages } from '#lib/i18n/messages.ts';

/** More than this is shown as such: nobody needs the exact number, and counting stops. */
export const MOST_COUNTED = 99;

/** How the number of new notices is shown and read aloud; null when there is none. */
export function freshLabel(n: number): { short: string; spoken: string } | null {
	const { fresh, freshShort } = messages.notices;
	return n === 0 ? null : { short: freshShort(n, MOST_COUNTED), spoken: fresh(n) };
}
