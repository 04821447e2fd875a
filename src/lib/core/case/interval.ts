import { DAY_MS } from '#lib/core/instant.ts';

/** How long before another examination one was made, so roughly that no date follows from it. Years come with the months over. */
export type Interval =
	| { readonly unit: 'days' | 'weeks' | 'months'; readonly count: number }
	| { readonly unit: 'years'; readonly count: number; readonly months: number };

const DAYS_A_MONTH = 30.4375;

/** The interval between two days: days under two weeks, weeks under three months, months under two years, then years and months. */
export function intervalBetween(earlierMs: number, laterMs: number): Interval {
	const days = Math.max(0, Math.round((laterMs - earlierMs) / DAY_MS));
	if (days < 14) return { unit: 'days', count: days };
	if (days < 3 * DAYS_A_MONTH) return { unit: 'weeks', count: Math.round(days / 7) };
	const months = Math.round(days / DAYS_A_MONTH);
	if (months < 24) return { unit: 'months', count: months };
	return { unit: 'years', count: Math.floor(months / 12), months: months % 12 };
}
