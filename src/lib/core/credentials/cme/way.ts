import { addDays, addMonths, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { CmeActivity } from './activity.ts';
import { dayFact, type CmePerson } from './condition.ts';
import { fromThousandths, missingOf, sumOf, toThousandths, type Thousandths } from './credits.ts';
import type { CmeResult } from './evaluate.ts';
import { judgePace, type Pace, type PacePolicy } from './pace.ts';
import type { Substitute, Terms } from './requirement.ts';
import { standingOf, type TopicStanding } from './topics.ts';
import { creditsFor, tally, whyNot, type NotCountedWhy, type Tally } from './tally.ts';
import { daysOf, isIn, monthsUntil, type CmeWindow } from './window.ts';

/** How a person stands with one way of meeting a requirement, in one window. */
export type WayResult = {
	readonly result: CmeResult;
	readonly name: string | null;
	readonly terms: Terms;
	readonly window: CmeWindow | null;
	readonly total: Thousandths;
	readonly category1: Thousandths;
	readonly carriedOver: Thousandths;
	readonly topics: Record<string, number | 'not-applicable' | 'cannot-tell'>;
	readonly modalities: Readonly<Record<string, number>>;
	readonly shortBy: Record<string, number | 'course'>;
	readonly counted: readonly string[];
	readonly notCounted: readonly { id: string; why: NotCountedWhy }[];
	readonly by: readonly string[];
	readonly missing: readonly string[];
	readonly pace: Pace | null;
	/** What is missing in all, as a share of what is asked for: how ways are compared. */
	readonly distance: number;
};

type Asked = {
	terms: Terms;
	person: CmePerson;
	asOf: CalendarDay;
	window: CmeWindow | null;
	pace: PacePolicy | null;
	name: string | null;
};

/** What is asked for once a first licence's relief is taken into account; null: nothing is due yet. */
type Required = { total: Thousandths | null; category1: Thousandths; yearMin: Thousandths };

type Carried = { total: Thousandths; category1: Thousandths; ids: readonly string[] };

/** How a person stands with one way in one window. The activities come in the order of their days. */
export function evaluateWay(activities: readonly CmeActivity[], asked: Asked): WayResult {
	const { terms, person, asOf, window } = asked;
	const by = (terms.satisfiedBy ?? []).flatMap((one) => satisfies(one, asked) ?? []);
	const topics = (terms.topics ?? []).filter(({ isDueAnyway }) => by.length === 0 || isDueAnyway);
	if (window === null) return withoutWindow(activities, asked, { by, isOpen: topics.length > 0 });

	const at = { terms, window, asOf };
	const standings = (terms.topics ?? []).map((topic) => standingOf(topic, activities, { ...at, person }));
	const required = requiredOf(terms, { person, window });
	const earned = tally(activities, at);
	const carried = carriedOver(activities, { ...at, required });
	const outside = sumOf(standings.map((standing) => standing.outside));
	const total = Math.max(0, earned.total + carried.total - outside);
	const category1 = earned.category1 + carried.category1;

	const isNumberDue = required !== null && by.length === 0;
	const shortfalls = isNumberDue ? numbersShort(required, { total, category1, years: earned.years }) : [];
	const due =
		required === null ? [] : standings.filter(({ topic }) => topics.some((one) => one.topic === topic));
	for (const { topic, short, applies } of due) {
		if (applies === 'yes' && short !== 0)
			shortfalls.push({ key: `topic:${topic}`, by: short, of: hoursOf(terms, topic) });
	}
	const unsure = due.filter(({ applies, short }) => applies === 'unknown' && short !== 0);
	const asksForNothing =
		required === null ||
		(by.length === 0 && !hasNumber(required) && due.every(({ applies }) => applies === 'no'));
	const pace =
		asked.pace === null || shortfalls.length === 0
			? null
			: judgePace(isNumberDue ? progressOf(required, { standings, total: total + outside, category1 }) : [], {
					window,
					asOf,
					policy: asked.pace
				});
	return {
		result: resultOf({ asksForNothing, isShort: shortfalls.length > 0, isUnsure: unsure.length > 0, pace }),
		name: asked.name,
		terms,
		window,
		total,
		category1,
		carriedOver: carried.total,
		topics: Object.fromEntries(standings.map((standing) => [standing.topic, shown(standing)])),
		modalities: earned.modalities,
		shortBy: Object.fromEntries(
			shortfalls.map(({ key, by: amount }) => [key, amount === 'course' ? amount : fromThousandths(amount)])
		),
		...split(activities, { at, standings, carried, isNumber: required !== null && hasNumber(required) }),
		by,
		missing: unsure.flatMap(({ missing }) => missing),
		pace,
		distance: sumOf(
			shortfalls.map(({ by: amount, of }) => (amount === 'course' || of === 0 ? 1 : amount / of))
		)
	};
}

function resultOf(found: {
	asksForNothing: boolean;
	isShort: boolean;
	isUnsure: boolean;
	pace: Pace | null;
}): CmeResult {
	if (found.asksForNothing) return 'not-applicable';
	if (found.isShort) {
		const status = found.pace?.status;
		return status === 'behind' || status === 'last-days' ? 'at-risk' : 'short';
	}
	return found.isUnsure ? 'cannot-tell' : 'met';
}

/** The name of the fact that makes up for the credits, or null. */
function satisfies(substitute: Substitute, { person, window, asOf }: Asked): string | null {
	if (typeof substitute === 'string') return person[substitute] === true ? substitute : null;
	const day = dayFact(person, substitute.dayFact);
	if (day === null || window === null || day > asOf) return null;
	const span = substitute.months === undefined ? window : monthsUntil(window.to, substitute.months);
	return isIn(span, day) ? substitute.dayFact : null;
}

/** What is due in the window; null where a first licence is too young for anything. */
function requiredOf(
	terms: Terms,
	{ person, window }: { person: CmePerson; window: CmeWindow }
): Required | null {
	const licensedOn = dayFact(person, 'licensedOn');
	const relief = (terms.firstTerm ?? []).find(
		({ underMonths }) => licensedOn !== null && licensedOn > addMonths(window.to, -underMonths)
	);
	const own = terms.total ?? null;
	const total = relief ? relief.total : own;
	if (relief?.total === 0) return null;
	const isCategory1ByFact = (terms.category1By ?? []).some((fact) => person[fact] === true);
	const least = relief?.category1Min ?? terms.category1Min ?? 0;
	const category1 = isCategory1ByFact ? 0 : toThousandths(least);
	return {
		total: total === null ? null : toThousandths(total),
		// Relief of the total is relief of its part: nobody owes more of category 1 than in all.
		category1: relief ? Math.min(category1, toThousandths(relief.total)) : category1,
		yearMin: toThousandths(terms.yearMin ?? 0)
	};
}

function hasNumber({ total, category1, yearMin }: Required): boolean {
	return total !== null || category1 > 0 || yearMin > 0;
}

type Shortfall = { key: string; by: Thousandths | 'course'; of: Thousandths };

function numbersShort(
	required: Required,
	earned: { total: Thousandths; category1: Thousandths; years: readonly Thousandths[] }
): Shortfall[] {
	const { total, category1, yearMin } = required;
	const inYears = sumOf(earned.years.map((amount) => missingOf(yearMin, amount)));
	return [
		{ key: 'total', by: missingOf(total ?? 0, earned.total), of: total ?? 0 },
		{ key: 'category1', by: missingOf(category1, earned.category1), of: category1 },
		{ key: 'year', by: inYears, of: yearMin * earned.years.length }
	].filter(({ by }) => by > 0);
}

function hoursOf(terms: Terms, name: string): Thousandths {
	return toThousandths(terms.topics?.find(({ topic }) => topic === name)?.hours ?? 0);
}

function shown({ applies, short, earned }: TopicStanding): number | 'not-applicable' | 'cannot-tell' {
	if (applies === 'no') return 'not-applicable';
	return applies === 'unknown' && short !== 0 ? 'cannot-tell' : fromThousandths(earned);
}

/** What the pace is judged by: hours on top of the total belong to both what is asked for and what there is. */
function progressOf(
	required: Required,
	earned: { standings: readonly TopicStanding[]; total: Thousandths; category1: Thousandths }
) {
	const onTop = sumOf(earned.standings.map(({ outsideRequired }) => outsideRequired));
	return [
		{ required: required.total === null ? 0 : required.total + onTop, earned: earned.total },
		{ required: required.category1, earned: earned.category1 }
	];
}

/** The surplus of the window before, up to what may be carried over, with the latest activities that make it up. */
function carriedOver(
	activities: readonly CmeActivity[],
	at: { terms: Terms; window: CmeWindow; asOf: CalendarDay; required: Required | null }
): Carried {
	const { terms, window, asOf, required } = at;
	const none: Carried = { total: 0, category1: 0, ids: [] };
	if (!terms.carryOverMax || !required || required.total === null) return none;
	const months = Math.max(1, Math.round(daysOf(window) / (365.2425 / 12)));
	const before = { terms, asOf, window: monthsUntil(addDays(window.from, -1), months) };
	const earned: Tally = tally(activities, before);
	const total = Math.min(toThousandths(terms.carryOverMax), missingOf(earned.total, required.total));
	const ids: string[] = [];
	let left = total;
	for (const activity of activities.filter((one) => whyNot(one, before) === null).toReversed()) {
		if (left <= 0) break;
		ids.push(activity.id);
		left -= creditsFor(activity, before);
	}
	return { total, category1: Math.min(total, missingOf(earned.category1, required.category1)), ids };
}

/** Which activities serve for anything, and why the others do not. */
function split(
	activities: readonly CmeActivity[],
	found: {
		at: { terms: Terms; window: CmeWindow; asOf: CalendarDay };
		standings: readonly TopicStanding[];
		carried: Carried;
		isNumber: boolean;
	}
): Pick<WayResult, 'counted' | 'notCounted'> {
	const forTopics = new Set(found.standings.flatMap(({ counted }) => counted));
	const serving = new Set([...forTopics, ...found.carried.ids]);
	const otherwise = found.isNumber ? null : 'other-topic';
	const reasons = activities.map((activity) => ({
		id: activity.id,
		why: serving.has(activity.id) ? null : (whyNot(activity, found.at) ?? otherwise)
	}));
	return {
		counted: reasons.filter(({ why }) => why === null).map(({ id }) => id),
		notCounted: reasons.flatMap(({ id, why }) => (why === null ? [] : [{ id, why }]))
	};
}

/** Without a window nothing counts; only a substitute that leaves nothing due can tell. */
function withoutWindow(
	activities: readonly CmeActivity[],
	{ terms, name }: Asked,
	{ by, isOpen }: { by: readonly string[]; isOpen: boolean }
): WayResult {
	return {
		result: by.length > 0 && !isOpen ? 'met' : 'cannot-tell',
		name,
		terms,
		window: null,
		total: 0,
		category1: 0,
		carriedOver: 0,
		topics: {},
		modalities: {},
		shortBy: {},
		counted: [],
		notCounted: activities.map(({ id }) => ({ id, why: 'window-unknown' })),
		by,
		missing: [],
		pace: null,
		distance: 0
	};
}
