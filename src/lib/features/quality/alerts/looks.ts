import { addMonths, type Month } from '#lib/core/month.ts';
import { lookMonthsOf, type SignalPolicy } from '#lib/core/signal-policy.ts';

type Looks = Pick<SignalPolicy, 'looksPerYear'>;

/** The day of the last look that is due by `today` (`YYYY-MM-DD`): the first of a month. */
export function lastLookOn(today: string, policy: Looks): string {
	return lookDay(today.slice(0, 7), policy, -1);
}

/** The day of the next look after `today`. */
export function nextLookOn(today: string, policy: Looks): string {
	return lookDay(addMonths(today.slice(0, 7), 1), policy, 1);
}

/** The first day of the month of a look, from a month on in one direction. */
function lookDay(from: Month, policy: Looks, step: 1 | -1): string {
	const months = lookMonthsOf(policy);
	for (let month = from; ; month = addMonths(month, step)) {
		if (months.includes(Number(month.slice(5)))) return `${month}-01`;
	}
}
