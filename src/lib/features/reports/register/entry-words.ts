import type { Standing } from '#lib/core/reports/register.ts';
import { formatCalendarDay } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { Tone } from '#lib/ui/tone.ts';

/** A report and its form as people call them. */
export function reportName({ kind, format }: { readonly kind: string; readonly format: string }): string {
	return `${wordOf(messages.reports.kinds, kind)} (${format.toUpperCase()})`;
}

/** A period of whole days. */
export function daysText({
	fromOn,
	throughOn
}: {
	readonly fromOn: string;
	readonly throughOn: string;
}): string {
	return `${formatCalendarDay(fromOn)} – ${formatCalendarDay(throughOn)}`;
}

/** The tone of how an export stands; its word says the same. */
export const standingTones: Readonly<Record<Standing, Tone>> = {
	available: 'good',
	expired: 'neutral',
	revoked: 'look'
};
