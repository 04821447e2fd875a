import { messages } from '#lib/i18n/messages.ts';

/** How the pages name a known case. */
export function caseName({ number }: { number: number }): string {
	return messages.calibration.number(number);
}
