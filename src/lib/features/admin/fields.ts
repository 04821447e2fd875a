import { z } from 'zod';
import { DAY_MS, fromUtcDay, type Instant } from '#lib/core/instant.ts';

/** Parts of which the forms of this feature are made. Messages are codes of `i18n/en/errors.ts`. */

export const requiredText = (chars: number) =>
	z.string('required').trim().min(1, 'required').max(chars, 'too-long');

/** A text that may stay empty: null then. */
export const optionalText = (chars: number) =>
	z
		.string()
		.trim()
		.max(chars, 'too-long')
		.nullish()
		.transform((text) => text || null);

export const codeField = requiredText(16).regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/, 'not-a-code');

export const optionalCode = optionalText(16).refine(
	(text) => text === null || /^[A-Za-z0-9][A-Za-z0-9-]*$/.test(text),
	'not-a-code'
);

/** `YYYY-MM-DD` as the instant at which that UTC day begins; null when empty. */
const optionalDayStart = optionalText(10)
	.refine((text) => text === null || fromUtcDay(text) !== null, 'not-a-day')
	.transform((text): Instant | null => (text === null ? null : fromUtcDay(text)));

export const optionalFirstDay = optionalDayStart;

/** `YYYY-MM-DD` as the instant at which that UTC day is over; null when empty. */
export const optionalLastDay = optionalDayStart.transform((at) => (at === null ? null : at + DAY_MS));

export const wholeNumber = (minimum: number, maximum: number) =>
	z.coerce
		.number('not-a-number')
		.int('not-a-whole-number')
		.min(minimum, 'out-of-range')
		.max(maximum, 'out-of-range');

export const checkbox = z
	.literal('on')
	.optional()
	.transform((value) => value === 'on');

export const timeZoneField = requiredText(64).refine(isTimeZone, 'not-a-time-zone');

/** Whether a text names an IANA time zone. */
export function isTimeZone(text: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: text });
		return text.includes('/') || text === 'UTC';
	} catch {
		return false;
	}
}

/** The names that a person may choose a time zone from. */
export function timeZoneNames(): string[] {
	return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name.includes('/'))];
}
