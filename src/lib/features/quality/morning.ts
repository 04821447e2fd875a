import { formatCalendarDay, formatProportion } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { Coverage, CoverageRow } from './measures/coverage.ts';
import type { ReaderStandings } from './measures/readers.ts';
import type { Trend } from './measures/trend.ts';
import { readersFinding, shownMonths, trendFinding } from './panels/findings.ts';

const text = messages.quality.morning;

export type Morning = {
	readonly coverage: Pick<Coverage, 'all'>;
	readonly look: {
		readonly on: string | null;
		readonly isKept: boolean;
		readonly found: { readonly readers: Pick<ReaderStandings, 'rows'> } | null;
	};
	readonly trend: Pick<Trend, 'points' | 'center'>;
	readonly minimums: { readonly reviews: number };
};

/** From this share of due reviews on, the programme's numbers can be trusted to be of all its reads. */
const HEALTHY_SHARE = 0.9;

/**
 * Whether nothing calls for an act: nine in ten due reviews are done, nobody was at signal at the last look, and the latest month with enough
 * reviews is inside its limits.
 */
export function isHealthy({ coverage, look, trend, minimums }: Morning): boolean {
	const { due, doneOfDue } = coverage.all;
	const latest = shownMonths(trend.points, minimums.reviews).findLast(({ rate }) => rate !== null);
	return (
		due > 0 &&
		// Whoever is not told what the look found is not told that nobody was at signal either.
		!look.isKept &&
		doneOfDue >= HEALTHY_SHARE * due &&
		(look.found?.readers.rows.every(({ zone }) => zone !== 'signal') ?? true) &&
		(latest?.signal ?? null) === null
	);
}

/** The director's morning in words: what is due and done, what waits, the months, and where readers stand. */
export function morningSentences(morning: Morning): string[] {
	const { coverage, look, trend, minimums } = morning;
	const { reads, sampled, inCommittee, oldestInCommitteeOn } = coverage.all;
	// Reads are counted for the random sample alone.
	if (reads === null && sampled === 0) return [text.noCases];
	if (!reads && sampled === 0) return [text.noReads];
	if (sampled === 0) return [text.noSample(reads ?? 0)];
	const due = dueSentence(coverage.all);
	const sentences = [isHealthy(morning) ? text.healthy(due) : capital(due)];
	if (inCommittee > 0) {
		const since = oldestInCommitteeOn === null ? null : formatCalendarDay(oldestInCommitteeOn);
		sentences.push(text.committee(inCommittee, since));
	}
	if (look.on !== null && look.found?.readers.rows.some(({ zone }) => zone !== null)) {
		sentences.push(`${text.look(readersFinding(look.found.readers), formatCalendarDay(look.on))}.`);
	}
	if (trend.points.some(({ n }) => n >= minimums.reviews)) {
		sentences.push(`${trendFinding(trend, minimums.reviews)}.`);
	}
	return sentences;
}

function dueSentence({ sampled, due, doneOfDue, overdue }: CoverageRow): string {
	if (due === 0) return text.noneDue(sampled);
	if (overdue === 0 && doneOfDue === due) return text.allDone(due);
	return text.done(formatProportion(doneOfDue / due), due, overdue);
}

function capital(sentence: string): string {
	return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
