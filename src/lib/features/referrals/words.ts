import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';

/** A way into review, in words. */
export function modeWords(mode: string): string {
	return wordOf(messages.referrals.modes, mode);
}
