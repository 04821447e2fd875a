import { addDays, addMonths, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { PlainFact } from '#lib/core/credentials/fact.ts';
import type { ExpiryRule, JurisdictionRules } from './pack.ts';

/** A day that is offered when a renewal is entered; the board's own day is what counts. */
export type SuggestedDay = PlainFact<CalendarDay>;

/**
 * When a renewed licence may end: the jurisdiction's cycle after the last end, on the day of its rule where that has one. Null
 * where the cycle is not known. It is verified only as far as what it is made of.
 * @param birthday month and day of birth, for jurisdictions that go by it
 */
export function suggestNextExpiry(given: {
	rules: JurisdictionRules;
	lastExpiresOn: CalendarDay;
	birthday: { month: number; day: number } | null;
}): SuggestedDay | null {
	const { rules, lastExpiresOn, birthday } = given;
	if (!rules.cycleMonths) return null;
	const [lastYear, lastMonth, lastDay] = lastExpiresOn.split('-').map(Number);
	const anchor = anchorOf(rules.expiry?.value.rule ?? null, birthday);
	const fits = anchor !== null && anchor.month === lastMonth;
	// The day of the rule, not of the last end: after 28 February of a common year the 29th comes back.
	const next = addMonths(
		`${String(lastYear).padStart(4, '0')}-${twoDigits(lastMonth ?? 1)}-01`,
		rules.cycleMonths.value
	);
	const day = fits ? anchor.day : (lastDay ?? 1);
	const { source, asOf, verified, note } = rules.cycleMonths;
	return {
		value: dayOfMonth(next, day),
		source: fits && rules.expiry ? `${source}; ${rules.expiry.source}` : source,
		asOf,
		verified: verified && (!fits || (rules.expiry?.verified ?? false)),
		note
	};
}

/** Until when the board lets practise after a term has ended, where it is known to; null: nothing is known, so nothing is allowed. */
export function suggestGraceUntil(rules: JurisdictionRules, expiresOn: CalendarDay): SuggestedDay | null {
	if (!rules.graceDays || rules.graceDays.value === 0) return null;
	const { value, source, asOf, verified, note } = rules.graceDays;
	return { value: addDays(expiresOn, value), source, asOf, verified, note };
}

function anchorOf(
	rule: ExpiryRule | null,
	birthday: { month: number; day: number } | null
): { month: number; day: number } | null {
	if (rule?.kind === 'fixed-day') return { month: rule.month, day: rule.day };
	if (rule === null || birthday === null) return null;
	if (rule.kind === 'birthday') return birthday;
	return rule.lastDay ? { month: birthday.month, day: 31 } : null;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** That day of a month, or its last one where the month is shorter. `month` is any day of it that is its first. */
function dayOfMonth(firstOfMonth: CalendarDay, day: number): CalendarDay {
	const end = Number(addDays(addMonths(firstOfMonth, 1), -1).slice(8));
	return `${firstOfMonth.slice(0, 8)}${twoDigits(Math.min(day, end))}`;
}
