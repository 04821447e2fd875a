import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import {
	isAbout,
	isCredit,
	isInModality,
	modalityHoursOf,
	modalityNames,
	type CmeActivity
} from './activity.ts';
import { fromThousandths, sumOf, toThousandths, type Thousandths } from './credits.ts';
import { category1Of, modalitiesOf, type Terms } from './requirement.ts';
import { isIn, monthsUntil, yearsOf, type CmeWindow } from './window.ts';

/** Why an activity does not count. One that serves for something, if only for a topic, counts. */
export type NotCountedWhy =
	| 'before-window'
	| 'after-window'
	| 'after-as-of'
	| 'window-unknown'
	| 'duplicate'
	| 'no-certificate'
	| 'other-modality'
	| 'other-topic'
	| 'category-not-accepted'
	| 'no-credits'
	| 'not-applicable';

/** Credits that count towards the total and category 1, after caps and conversions. */
export type Tally = {
	readonly total: Thousandths;
	readonly category1: Thousandths;
	/** Credits of each twelve months of the window, the last ones first, before caps. */
	readonly years: readonly Thousandths[];
	/** Credits by modality: an activity in several counts in full for each. */
	readonly modalities: Readonly<Record<string, number>>;
};

/** Whether an activity may count for an authority at all; the reason where not. */
export function findExclusion(activity: CmeActivity, terms: Terms): NotCountedWhy | null {
	if (activity.duplicateOf) return 'duplicate';
	if (terms.needsCertificate && activity.hasCertificate === false) return 'no-certificate';
	return null;
}

/** Why an activity does not count towards total and category 1; null where it does. */
export function whyNot(
	activity: CmeActivity,
	{ terms, window, asOf }: { terms: Terms; window: CmeWindow; asOf: CalendarDay }
): NotCountedWhy | null {
	const excluded = findExclusion(activity, terms);
	if (excluded) return excluded;
	if (activity.completedOn > asOf) return 'after-as-of';
	if (!isInModality(activity, modalitiesOf(terms))) return 'other-modality';
	if (terms.scope && !isAbout(activity, terms.scope)) return 'other-topic';
	const parts = activity.credits.filter(({ category, amount }) => amount > 0 && isAccepted(category, terms));
	if (parts.length === 0)
		return activity.credits.some(({ amount }) => amount > 0) ? 'category-not-accepted' : 'no-credits';
	if (parts.some(({ category }) => isIn(windowOf(category, terms, window), activity.completedOn)))
		return null;
	return activity.completedOn < window.from ? 'before-window' : 'after-window';
}

function conversionOf(category: string, terms: Terms) {
	return terms.conversions?.find(({ from }) => from === category);
}

function isAccepted(category: string, terms: Terms): boolean {
	const conversion = conversionOf(category, terms);
	if (conversion) return isAcceptedAsIs(conversion.to, terms);
	return isAcceptedAsIs(category, terms);
}

function isAcceptedAsIs(category: string, terms: Terms): boolean {
	return terms.categories ? terms.categories.includes(category) : isCredit(category);
}

/** A conversion may look back farther than the window does. */
function windowOf(category: string, terms: Terms, window: CmeWindow): CmeWindow {
	const months = conversionOf(category, terms)?.months;
	return months === undefined ? window : monthsUntil(window.to, months);
}

type Part = { from: string; to: string; amount: Thousandths; on: CalendarDay };

/** Adds the credits of activities in a window up to the day of asking. The order of activities does not matter. */
export function tally(
	activities: readonly CmeActivity[],
	at: { terms: Terms; window: CmeWindow; asOf: CalendarDay }
): Tally {
	const { terms, window } = at;
	const counted = activities.filter((activity) => whyNot(activity, at) === null);
	const parts = counted.flatMap((activity) => partsOf(activity, at));
	const years = yearsOf(window);
	const sums = new Map<string, Thousandths>();
	const add = (category: string, amount: Thousandths): void => {
		sums.set(category, (sums.get(category) ?? 0) + amount);
	};
	const origins = Map.groupBy(parts, ({ from }) => from);
	for (const [from, own] of origins) {
		const conversion = conversionOf(from, terms);
		const perYear = terms.categoryMaxPerYear?.[from];
		const raw =
			perYear === undefined || conversion
				? sumOf(own.map(({ amount }) => amount))
				: sumOf(years.map((year) => Math.min(toThousandths(perYear), amountIn(own, year))));
		add(conversion?.to ?? from, cap(raw, conversion?.max));
	}
	const capped = [...sums].map(([category, amount]) => ({
		category,
		amount: cap(amount, terms.categoryMax?.[category])
	}));
	const category1 = category1Of(terms);
	return {
		total: sumOf(capped.map(({ amount }) => amount)),
		category1: sumOf(
			capped.filter(({ category }) => category1.includes(category)).map(({ amount }) => amount)
		),
		years: years.map((year) => amountIn(parts, year)),
		modalities: byModality(counted, at)
	};
}

function cap(amount: Thousandths, max: number | undefined): Thousandths {
	return max === undefined ? amount : Math.min(amount, toThousandths(max));
}

function amountIn(parts: readonly Part[], window: CmeWindow): Thousandths {
	return sumOf(parts.filter(({ on }) => isIn(window, on)).map(({ amount }) => amount));
}

function partsOf(activity: CmeActivity, { terms, window }: { terms: Terms; window: CmeWindow }): Part[] {
	let left = modalityHoursOf(activity, modalitiesOf(terms)) ?? Number.POSITIVE_INFINITY;
	return activity.credits
		.filter(({ category }) => isAccepted(category, terms))
		.filter(({ category }) => isIn(windowOf(category, terms, window), activity.completedOn))
		.map(({ category, amount }) => {
			const conversion = conversionOf(category, terms);
			const own = Math.min(toThousandths(amount), left);
			left -= own;
			const value = conversion ? Math.round(own * conversion.each) : own;
			return { from: category, to: conversion?.to ?? category, amount: value, on: activity.completedOn };
		});
}

/** What one activity brings, before caps. */
export function creditsFor(activity: CmeActivity, at: { terms: Terms; window: CmeWindow }): Thousandths {
	return sumOf(partsOf(activity, at).map(({ amount }) => amount));
}

function byModality(
	counted: readonly CmeActivity[],
	at: { terms: Terms; window: CmeWindow }
): Record<string, number> {
	const sums = new Map<string, Thousandths>();
	for (const activity of counted) {
		const amount = creditsFor(activity, at);
		for (const modality of new Set(modalityNames(activity))) {
			const most = modalityHoursOf(activity, [modality]) ?? amount;
			sums.set(modality, (sums.get(modality) ?? 0) + Math.min(amount, most));
		}
	}
	const sorted = [...sums].sort(([one], [other]) => (one < other ? -1 : 1));
	return Object.fromEntries(sorted.map(([modality, amount]) => [modality, fromThousandths(amount)]));
}
