import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { isAbout, isInModality, topicHoursOf, type CmeActivity } from './activity.ts';
import { judge, type CmePerson } from './condition.ts';
import { missingOf, sumOf, toThousandths, type Thousandths } from './credits.ts';
import type { Terms, Topic } from './requirement.ts';
import { findExclusion, whyNot } from './tally.ts';
import { daysOf, firstDay, isIn, monthsUntil, yearsOf, type CmeWindow } from './window.ts';

/** How one topic of a requirement stands. */
export type TopicStanding = {
	readonly topic: string;
	readonly applies: 'yes' | 'no' | 'unknown';
	/** Facts that would have to be known to say whether it applies, or how often it is due. */
	readonly missing: readonly string[];
	readonly earned: Thousandths;
	/** What is missing: nought where nothing is; `course` where a course without hours is. */
	readonly short: Thousandths | 'course';
	/** Hours that the topic takes off the total, because they come on top of it. */
	readonly outside: Thousandths;
	/** Hours that it would take off at the most. */
	readonly outsideRequired: Thousandths;
	readonly counted: readonly string[];
};

type At = { terms: Terms; person: CmePerson; window: CmeWindow; asOf: CalendarDay };

/** How a topic stands for a person, with the activities that serve for it. */
export function standingOf(topic: Topic, activities: readonly CmeActivity[], at: At): TopicStanding {
	const judgement = topic.isPending
		? ({ answer: 'no', missing: [] } as const)
		: judge(topic.appliesIf, at.person);
	const due = dueWindow(topic, at);
	const names = [topic.topic, ...(topic.accepts ?? [])];
	const serving = activities.filter(
		(activity) =>
			findExclusion(activity, at.terms) === null &&
			activity.completedOn <= at.asOf &&
			isIn(due.window, activity.completedOn) &&
			isAbout(activity, names) &&
			isInModality(activity, topic.modalities ?? null)
	);
	const hours = new Map(
		serving.map((activity) => [activity, topicHoursOf(activity, names, categoriesOf(topic, at.terms))])
	);
	const counted = serving.filter((activity) => topic.hours === null || (hours.get(activity) ?? 0) > 0);
	const { earned, short } = measure(topic, { hours, window: due.window, hasCourse: counted.length > 0 });
	const isDue = judgement.answer !== 'no';
	return {
		topic: topic.topic,
		applies: judgement.answer === 'yes' && due.missing.length > 0 ? 'unknown' : judgement.answer,
		missing: isDue ? [...judgement.missing, ...due.missing] : [],
		earned,
		short: isDue ? short : 0,
		...outsideOf(topic, hours, at, isDue),
		counted: isDue ? counted.map(({ id }) => id) : []
	};
}

/** A unit other than credits is counted for the topic too where the requirement counts it. */
function categoriesOf(topic: Topic, terms: Terms): readonly string[] | null {
	return topic.categories ?? terms.categories ?? null;
}

function measure(
	topic: Topic,
	{
		hours,
		window,
		hasCourse
	}: { hours: ReadonlyMap<CmeActivity, Thousandths>; window: CmeWindow; hasCourse: boolean }
): Pick<TopicStanding, 'earned' | 'short'> {
	const earned = sumOf(hours.values());
	if (topic.hours === null) return { earned, short: hasCourse ? 0 : 'course' };
	const required = toThousandths(topic.hours);
	if (topic.due?.kind !== 'yearly') return { earned, short: missingOf(required, earned) };
	const years = yearsOf(window).filter((year) => daysOf(year) > 183);
	const inYear = (year: CmeWindow): Thousandths =>
		sumOf([...hours].filter(([{ completedOn }]) => isIn(year, completedOn)).map(([, amount]) => amount));
	return { earned, short: sumOf(years.map((year) => missingOf(required, inYear(year)))) };
}

/**
 * Hours on top of the total are taken off it, as far as the topic asks for them, and only where they are in it: what was done
 * in an earlier window, or in a category that the total does not accept, never came into it.
 */
function outsideOf(
	topic: Topic,
	hours: ReadonlyMap<CmeActivity, Thousandths>,
	at: At,
	isDue: boolean
): Pick<TopicStanding, 'outside' | 'outsideRequired'> {
	const isOutside =
		topic.outsideTotal === undefined || typeof topic.outsideTotal === 'boolean'
			? topic.outsideTotal === true
			: judge(topic.outsideTotal, at.person).answer !== 'no';
	if (!isDue || !isOutside || topic.hours === null) return { outside: 0, outsideRequired: 0 };
	const isInTotal = (activity: CmeActivity): boolean => whyNot(activity, at) === null;
	const inTotal = sumOf([...hours].filter(([activity]) => isInTotal(activity)).map(([, amount]) => amount));
	const elsewhere = sumOf(hours.values()) - inTotal;
	const required = missingOf(toThousandths(topic.hours), elsewhere);
	return { outside: Math.min(required, inTotal), outsideRequired: required };
}

/** The days in which activities serve for a topic, and the facts that are missing to be sure of them. */
function dueWindow(
	topic: Topic,
	{ window, person, asOf }: At
): { window: CmeWindow; missing: readonly string[] } {
	const due = topic.due;
	if (!due) return { window, missing: [] };
	switch (due.kind) {
		case 'once':
			return { window: { from: firstDay, to: asOf > window.to ? asOf : window.to }, missing: [] };
		case 'months':
			return { window: monthsUntil(window.to, due.months), missing: [] };
		case 'cycles': {
			const months = Math.max(1, Math.round(daysOf(window) / (365.2425 / 12)));
			return { window: monthsUntil(window.to, months * due.cycles), missing: [] };
		}
		case 'yearly':
			return { window, missing: [] };
		case 'early-renewals': {
			const renewals = person['renewalsDone'];
			if (typeof renewals === 'number')
				return {
					window: renewals < due.renewals ? window : monthsUntil(window.to, due.thenMonths),
					missing: []
				};
			return { window, missing: ['renewalsDone'] };
		}
	}
}
