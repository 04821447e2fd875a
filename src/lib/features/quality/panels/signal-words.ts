import { formatCalendarDay, formatCount, formatEvents, formatMonth } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { AlertEvidence, AlertKind } from '#lib/features/quality/alerts/view.ts';
import type { ReaderSignal } from '#lib/features/quality/measures/readers.ts';

const text = messages.quality.signal;

type Evidence = Pick<
	AlertEvidence,
	'observed' | 'expected' | 'ratio' | 'lower' | 'upper' | 'tail' | 'reviewers' | 'changesWithReviewers'
>;

/**
 * How rarely chance alone would show as much, rounded down to a round number, so that no more is claimed than is known:
 * a tail of 0.00004 is "less than once in 20 000 times".
 */
export function rarity(tail: number): string {
	const LEAST = 1e-6;
	const times = 1 / Math.max(tail, LEAST);
	const power = 10 ** Math.floor(Math.log10(times));
	const step = [5, 2, 1].find((each) => each * power <= times * (1 + 1e-9)) ?? 1;
	return text.oncePer(step * power);
}

function countsSentence(whose: string, evidence: Evidence, kind: 'reader' | 'reviewer'): string {
	const { observed, expected, ratio, lower, upper, tail, reviewers, changesWithReviewers } = evidence;
	const interval =
		ratio === null || lower === null || upper === null
			? ''
			: text.ratio(ratio.toFixed(1), lower.toFixed(1), upper.toFixed(1));
	const rare = kind === 'reader' ? text.rarity : text.rarityReviewer;
	return [
		text.counts(whose, observed, formatEvents(expected)) + interval,
		...(tail === null ? [] : [rare(rarity(tail))]),
		...(reviewers === null ? [] : [text.reviewers(reviewers)]),
		...(changesWithReviewers === null ? [] : [changesWithReviewers ? text.changes : text.unchanged])
	].join('; ');
}

/** A radiologist beyond a limit, in words with the evidence. */
export function signalSentence(signal: ReaderSignal, name?: string): string {
	return `${countsSentence(name ? `${signal.code} ${name}` : signal.code, signal, 'reader')}.`;
}

/** What the director does next about a radiologist beyond a limit. */
export function signalNext({ zone }: Pick<ReaderSignal, 'zone'>): string {
	return zone === 'signal' ? text.next.ratio : text.next.again;
}

/** A task's evidence in words, as it stood when it was raised. */
export function alertSentence(kind: AlertKind, evidence: AlertEvidence): string {
	const code = evidence.code ?? '';
	switch (kind) {
		case 'ratio':
			return `${countsSentence(code, evidence, 'reader')}.`;
		case 'reviewer':
			return `${countsSentence(code, evidence, 'reviewer')}.`;
		case 'cusum':
			return `${text.cusum(code, formatCalendarDay(evidence.since ?? ''), evidence.n)}.`;
		case 'trend':
			return `${text.trend(formatMonth(evidence.month ?? ''), evidence.observed, evidence.n)}.`;
	}
}

/** What to do next about a task. */
export function alertNext(kind: AlertKind): string {
	return text.next[kind];
}

/** Numbers of reviews and months that the evidence rests on. */
export function alertBasis({ n, fromMonth, throughMonth }: AlertEvidence): string {
	return `${formatMonth(fromMonth)} – ${formatMonth(throughMonth)}, n\u00a0${formatCount(n)}`;
}
