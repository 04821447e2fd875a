import type { LookView } from '#lib/features/quality/view.ts';
import { formatCalendarDay, formatMonth } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';

const text = messages.quality.look;

/** Which reads a look was at, for the head of what it found. */
export function lookBasis({ on, found }: LookView): string {
	if (on === null || found === null) return '';
	const { months, level } = found;
	return text.basis(formatCalendarDay(on), formatMonth(months.from), formatMonth(months.through), level);
}

/** Since when the zones are and when they may change, or why there are none. */
export function lookSentence({ on, nextOn, isKept, found }: LookView): string {
	const next = formatCalendarDay(nextOn);
	if (on === null) return text.none(next);
	if (isKept) return text.kept(formatCalendarDay(on), next);
	return (found ? text.stands : text.notHere)(formatCalendarDay(on), next);
}

/** That who stands apart among reviewers is what a look found. */
export function reviewersAtLook({ on, nextOn }: LookView): string {
	return on === null ? '' : text.reviewers(formatCalendarDay(on), formatCalendarDay(nextOn));
}
