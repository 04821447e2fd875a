import { fromUtcDay, type Instant } from '#lib/core/instant.ts';

/** How days with the year at their end are written: `9/3/2015` is the ninth of March, or the third of September. */
export const dateOrders = ['day-first', 'month-first'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** A day as it is written: one that says which number is the month, or two numbers and a year. */
export type WrittenDay =
	| { readonly kind: 'iso'; readonly at: Instant }
	| { readonly kind: 'numbers'; readonly first: number; readonly second: number; readonly year: string };

/** The order of all days of a file. Lines are the first that show it. */
export type FoundOrder =
	| { readonly kind: 'iso' }
	/** `line` is null where the file does not show it and somebody chose. */
	| { readonly kind: DateOrder; readonly line: number | null }
	/** Every day could be meant in both orders. */
	| { readonly kind: 'unknown'; readonly line: number }
	| { readonly kind: 'mixed'; readonly dayFirst: number; readonly monthFirst: number }
	/** A day cannot be meant in the order that was chosen. */
	| { readonly kind: 'contradicted'; readonly line: number };

/** Reads `YYYY-MM-DD`, `YYYYMMDD`, or two numbers and a four-digit year parted by strokes, dots or dashes; a time after it is left. */
export function readWrittenDay(text: string): WrittenDay | null {
	const iso = /^(\d{4})-?(\d{2})-?(\d{2})(?!\d*[-/.])/.exec(text);
	if (iso) {
		const at = fromUtcDay(iso.slice(1, 4).join('-'));
		return at === null ? null : { kind: 'iso', at };
	}
	const numbers = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)/.exec(text);
	if (!numbers) return null;
	const [, first = '', , second = '', year = ''] = numbers;
	const day: WrittenDay = { kind: 'numbers', first: Number(first), second: Number(second), year };
	return dateOrders.some((order) => dayOf(day, order) !== null) ? day : null;
}

/** The instant at which a UTC day begins; null where the calendar lacks it in this order, or the order is not known. */
export function dayOf(day: WrittenDay, order: DateOrder | null): Instant | null {
	if (day.kind === 'iso') return day.at;
	if (order === null) return null;
	const [month, date] = order === 'month-first' ? [day.first, day.second] : [day.second, day.first];
	return fromUtcDay([day.year, pad(month), pad(date)].join('-'));
}

/** One order for all days of a file, so that no half of it is taken with day and month changed about. */
export function dateOrderOf(
	days: Iterable<{ readonly line: number; readonly day: WrittenDay }>,
	chosen: DateOrder | null
): FoundOrder {
	let any: number | null = null;
	let dayFirst: number | null = null;
	let monthFirst: number | null = null;
	for (const { line, day } of days) {
		if (day.kind === 'iso') continue;
		any ??= line;
		if (day.first > 12) dayFirst ??= line;
		if (day.second > 12) monthFirst ??= line;
	}
	if (dayFirst !== null && monthFirst !== null) return { kind: 'mixed', dayFirst, monthFirst };
	if (dayFirst !== null) {
		return chosen === 'month-first'
			? { kind: 'contradicted', line: dayFirst }
			: { kind: 'day-first', line: dayFirst };
	}
	if (monthFirst !== null) {
		return chosen === 'day-first'
			? { kind: 'contradicted', line: monthFirst }
			: { kind: 'month-first', line: monthFirst };
	}
	if (any === null) return { kind: 'iso' };
	return chosen === null ? { kind: 'unknown', line: any } : { kind: chosen, line: null };
}

function pad(number: number): string {
	return String(number).padStart(2, '0');
}
