import { z } from 'zod';
import {
	addDays,
	addMonths,
	calendarDaySchema,
	daysBetween,
	type CalendarDay
} from '#lib/core/credentials/calendar-day.ts';
import { err, ok, unreachable, type Result } from '#lib/core/result.ts';
import { dayFact, type CmePerson } from './condition.ts';

const months = z.int().min(1).max(600);
const years = z.int().min(1).max(50);
const anchor = calendarDaySchema.optional();

/**
 * How the days in which activities count are found. Every anchor may be given outright; otherwise it is a fact of the person,
 * because the true end of a licence is stored, never guessed.
 */
export const windowSchema = z.discriminatedUnion('type', [
	z.strictObject({
		type: z.literal('months-before-expiry'),
		months,
		anchor,
		/** The fact that anchors it: `licenceExpiresOn`, or `cmePeriodEndsOn` where the period is not the licence's term. */
		anchorFact: z.enum(['licenceExpiresOn', 'cmePeriodEndsOn']).optional()
	}),
	z.strictObject({ type: z.literal('lookback-months'), months, anchor }),
	z.strictObject({
		type: z.literal('rolling-months'),
		months,
		anchor,
		/** Where no day is given: that of asking, the last end of a quarter, the best of all from that to asking, or a fact. */
		anchorRule: z.enum(['as-of', 'last-quarter-end', 'best-since-quarter-end']).optional(),
		anchorFact: z.string().min(1).optional()
	}),
	z.strictObject({
		type: z.literal('previous-calendar-years'),
		years,
		/** Also the present year up to the day of asking: where a shortfall may be made up in it. */
		withCurrent: z.boolean().optional()
	}),
	z.strictObject({ type: z.literal('calendar-year') }),
	z.strictObject({ type: z.literal('fixed-term'), from: anchor, to: anchor }),
	/** Ends on one day every so many years, one of which is `inYear`: even years, odd years, a common triennium. */
	z.strictObject({
		type: z.literal('fixed-cycle'),
		years,
		month: z.int().min(1).max(12),
		day: z.int().min(1).max(31),
		inYear: z.int().min(1900).max(2200)
	}),
	/**
	 * Turns with the birthday. Periods begin on the birthday, or end with the month of birth; they are counted from the first
	 * one after the first licence, or so that a period ends in the year of birth.
	 */
	z.strictObject({
		type: z.literal('birth-cycle'),
		years,
		turns: z.enum(['on-birthday', 'after-birth-month']),
		countedFrom: z.enum(['licence', 'birth-year'])
	}),
	z.strictObject({ type: z.literal('ever') })
]);
export type WindowRule = z.output<typeof windowSchema>;

/** Days in which activities count, both included. */
export type CmeWindow = { readonly from: CalendarDay; readonly to: CalendarDay };

/** Before this day nobody has an activity that counts. */
export const firstDay: CalendarDay = '1900-01-01';

/** From the day after (the end less the months, cut to the month's end) to the end. */
export function monthsUntil(to: CalendarDay, months: number): CmeWindow {
	return { from: addDays(addMonths(to, -months), 1), to };
}

/**
 * The windows of a rule for a person: one, or where the anchor is free all that may be chosen. The error is the name of the
 * fact that would have to be known.
 */
export function resolveWindows(
	rule: WindowRule,
	{ person, asOf }: { person: CmePerson; asOf: CalendarDay }
): Result<readonly CmeWindow[], string> {
	switch (rule.type) {
		case 'months-before-expiry': {
			const fact = rule.anchorFact ?? 'licenceExpiresOn';
			const end = rule.anchor ?? dayFact(person, 'cmePeriodEndsOn') ?? dayFact(person, fact);
			return end === null ? err(fact) : ok([monthsUntil(end, rule.months)]);
		}
		case 'lookback-months': {
			const end = rule.anchor ?? dayFact(person, 'licenceExpiresOn');
			return end === null ? err('licenceExpiresOn') : ok([monthsUntil(end, rule.months)]);
		}
		case 'rolling-months':
			return rolling(rule, { person, asOf });
		case 'previous-calendar-years': {
			const year = yearOf(asOf);
			return ok([
				{
					from: makeDay(year - rule.years, 1, 1),
					to: rule.withCurrent ? asOf : makeDay(year - 1, 12, 31)
				}
			]);
		}
		case 'calendar-year':
			return ok([{ from: makeDay(yearOf(asOf), 1, 1), to: makeDay(yearOf(asOf), 12, 31) }]);
		case 'fixed-term': {
			const from = rule.from ?? dayFact(person, 'termStartedOn');
			const to = rule.to ?? dayFact(person, 'licenceExpiresOn');
			if (from === null) return err('termStartedOn');
			return to === null ? err('licenceExpiresOn') : ok([{ from, to }]);
		}
		case 'fixed-cycle': {
			const turns = (year: number): CalendarDay => addDays(makeDay(year, rule.month, rule.day), 1);
			return ok([cycleAt(turns, { years: rule.years, inYear: rule.inYear, asOf })]);
		}
		case 'birth-cycle':
			return birthCycle(rule, { person, asOf });
		case 'ever':
			return ok([{ from: firstDay, to: asOf }]);
		default:
			return unreachable(rule);
	}
}

function rolling(
	rule: Extract<WindowRule, { type: 'rolling-months' }>,
	{ person, asOf }: { person: CmePerson; asOf: CalendarDay }
): Result<readonly CmeWindow[], string> {
	if (rule.anchor !== undefined) return ok([monthsUntil(rule.anchor, rule.months)]);
	const own = rule.anchorFact === undefined ? null : dayFact(person, rule.anchorFact);
	if (own !== null) return ok([monthsUntil(own, rule.months)]);
	if (rule.anchorFact !== undefined && rule.anchorRule === undefined) return err(rule.anchorFact);
	const quarterEnd = lastQuarterEnd(asOf);
	switch (rule.anchorRule ?? 'as-of') {
		case 'as-of':
			return ok([monthsUntil(asOf, rule.months)]);
		case 'last-quarter-end':
			return ok([monthsUntil(quarterEnd, rule.months)]);
		case 'best-since-quarter-end': {
			const ends: CmeWindow[] = [];
			for (let end = asOf; end >= quarterEnd; end = addDays(end, -1))
				ends.push(monthsUntil(end, rule.months));
			return ok(ends);
		}
	}
}

/** The last end of a calendar quarter on or before a day. */
export function lastQuarterEnd(asOf: CalendarDay): CalendarDay {
	const month = Number(asOf.slice(5, 7));
	const next = addDays(asOf, 1);
	if (next.slice(8) === '01' && month % 3 === 0) return asOf;
	const first = makeDay(yearOf(asOf), month - ((month - 1) % 3), 1);
	return addDays(first, -1);
}

function birthCycle(
	rule: Extract<WindowRule, { type: 'birth-cycle' }>,
	{ person, asOf }: { person: CmePerson; asOf: CalendarDay }
): Result<readonly CmeWindow[], string> {
	const bornOn = dayFact(person, 'bornOn');
	if (bornOn === null) return err('bornOn');
	const [birthYear, month, day] = [yearOf(bornOn), Number(bornOn.slice(5, 7)), Number(bornOn.slice(8))];
	// The first day of a period that begins in a year.
	const turns = (year: number): CalendarDay =>
		rule.turns === 'on-birthday' ? makeDay(year, month, day) : addMonths(makeDay(year, month, 1), 1);
	if (rule.countedFrom === 'birth-year')
		return ok([cycleAt(turns, { years: rule.years, inYear: birthYear, asOf })]);
	const licensedOn = dayFact(person, 'licensedOn');
	if (licensedOn === null) return err('licensedOn');
	const firstYear = turns(yearOf(licensedOn)) > licensedOn ? yearOf(licensedOn) : yearOf(licensedOn) + 1;
	const now = cycleAt(turns, { years: rule.years, inYear: firstYear, asOf });
	if (now.from >= turns(firstYear)) return ok([now]);
	return ok([{ from: turns(firstYear), to: addDays(turns(firstYear + rule.years), -1) }]);
}

/** The period with the day of asking in it, of those that turn every so many years, one of them in `inYear`. */
function cycleAt(
	turns: (year: number) => CalendarDay,
	{ years, inYear, asOf }: { years: number; inYear: number; asOf: CalendarDay }
): CmeWindow {
	const since = yearOf(asOf) - inYear;
	let year = inYear + Math.floor(since / years) * years;
	if (turns(year) > asOf) year -= years;
	return { from: turns(year), to: addDays(turns(year + years), -1) };
}

function yearOf(day: CalendarDay): number {
	return Number(day.slice(0, 4));
}

/** A day of the calendar; one that the month does not have is the month's last. */
function makeDay(year: number, month: number, day: number): CalendarDay {
	const first = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
	const last = addDays(addMonths(first, 1), -1);
	const wanted = addDays(first, day - 1);
	return wanted < last ? wanted : last;
}

/** The twelve-month parts of a window, the last one first; the earliest may be shorter. */
export function yearsOf(window: CmeWindow): readonly CmeWindow[] {
	const parts: CmeWindow[] = [];
	for (let to = window.to; to >= window.from;) {
		const { from } = monthsUntil(to, 12);
		parts.push({ from: from < window.from ? window.from : from, to });
		to = addDays(from, -1);
	}
	return parts;
}

/** Whether a day is in a window. */
export function isIn(window: CmeWindow, day: CalendarDay): boolean {
	return day >= window.from && day <= window.to;
}

/** The number of days in a window. */
export function daysOf(window: CmeWindow): number {
	return daysBetween(window.from, window.to) + 1;
}
