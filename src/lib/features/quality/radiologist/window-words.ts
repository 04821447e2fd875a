import { formatCalendarDay, formatEvents, formatProportion } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import { countsText } from '#lib/features/quality/panels/charts.ts';
import { ratioText } from '#lib/features/quality/panels/rate-words.ts';
import { signalSentence } from '#lib/features/quality/panels/signal-words.ts';
import type { LookView } from '#lib/features/quality/view.ts';
import { wholePercent } from '#lib/features/quality/panels/limits.ts';
import type { RatioEstimate } from '#lib/features/quality/measures/readers.ts';
import type { PowerSentence } from '#lib/features/quality/measures/power.ts';
import type { CusumStatus, RadiologistWindow } from './view.ts';

const text = messages.radiologistPage;

type Comparison = NonNullable<RadiologistWindow['comparison']>;

/** What a window says of somebody, in one sentence that claims no more than the numbers carry. */
export function windowTitle(
	{ comparison, n }: Pick<RadiologistWindow, 'comparison' | 'n'>,
	minimum: number
): string {
	if (comparison === null) return text.few(n, minimum);
	return text.found(comparison.observed, formatEvents(comparison.expected), ratioText(comparison));
}

/** Where the last look found somebody: its sentence with the evidence, or that they are within, or not placed. */
export function lookFinding({ found }: LookView): string {
	const [row] = found?.readers.rows ?? [];
	if (row?.isIncomplete) return text.incomplete;
	if (!row?.zone) return text.notPlaced;
	const [signal] = found?.signals ?? [];
	return signal ? `${signalSentence(signal)} ${text[signal.zone]}` : text.within;
}

/** In which zone the last look found somebody. */
export function lookTitle({ on, isKept, found }: LookView): string {
	const [row] = found?.readers.rows ?? [];
	if (on === null) return text.look.none;
	if (isKept) return text.look.keptFromYou(formatCalendarDay(on));
	if (found === null) return text.look.notKept(formatCalendarDay(on));
	if (row?.isIncomplete) return text.look.title(formatCalendarDay(on), messages.quality.readers.incomplete);
	const zone = row?.zone ? messages.quality.zones[row.zone] : text.look.notPlaced;
	return text.look.title(formatCalendarDay(on), zone);
}

/** The comparison with the others, line by line, each with its interval. */
export function comparisonFacts(comparison: Comparison, n: number): string[][] {
	const { observed, expected, excludedN, shrunken } = comparison;
	return [
		[text.facts.comparable, messages.quality.readers.ofReviews(n - excludedN, n)],
		[text.facts.observed, countsText(observed, expected)],
		[text.facts.ratio, ratioText(comparison)],
		[text.facts.shrunken, ratioText(shrunken)],
		[
			text.facts.reliability,
			shrunken.reliability === null
				? text.noReliability
				: text.reliability(wholePercent(shrunken.reliability))
		]
	];
}

/** The figure without the adjustment for reviewers, for the annex. */
export function annexText(unadjusted: RatioEstimate): string {
	return `${text.annex}: ${ratioText(unadjusted)}`;
}

/** How many due reviews came late or never. */
export function lateSentence({ x, n }: RadiologistWindow['lateOrNever']): string {
	return n === 0 ? text.lateNone : text.late(x, n, formatProportion(x / n));
}

/** Whether the running watch has signalled: the status alone, never the path. */
export function cusumSentence({ status, since, reviews }: CusumStatus): string {
	if (status === 'not-watched') return text.cusum['not-watched'];
	if (status === 'quiet' || since === null) return text.cusum.quiet(reviews);
	return text.cusum.signal(formatCalendarDay(since), reviews);
}

/** With which probability these numbers would notice a true doubling. */
export function personalPower({ double, reviewsPerYear }: PowerSentence): string {
	if (double === null || reviewsPerYear === null) return messages.quality.limits.noPower;
	const { signal, again } = double;
	return text.power(Math.round(reviewsPerYear), wholePercent(signal), wholePercent(again));
}
