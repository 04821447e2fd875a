import { numbers, texts, type Selection } from '#lib/core/rollups/selection.ts';

/** A reviewer's account and a reader whose reads it reviewed. */
export type ReviewedPair = { readonly reviewer: string; readonly reader: string };

/** Reviews handed in within so many days make a pair. */
export const PAIR_DAYS = 90;
const MINUTES_A_DAY = 1440;

/** Who has reviewed whom within the last 90 days, as first or as silent second reviewer. */
export function latelyReviewed(cases: Selection, nowMinute: number): ReviewedPair[] {
	const since = nowMinute - PAIR_DAYS * MINUTES_A_DAY;
	const reader = texts(cases, 'reader');
	const found = new Map<string, ReviewedPair>();
	for (const [who, when] of [
		['reviewer', 'submitted'],
		['secondReviewer', 'secondSubmitted']
	] as const) {
		const [reviewer, minutes] = [texts(cases, who), numbers(cases, when)];
		const seen = new Uint8Array(reviewer.words.length * reader.words.length);
		const { rows, size } = cases;
		for (let at = 0; at < size; at++) {
			const row = rows[at] ?? 0;
			const minute = minutes[row] ?? 0;
			if (minute === 0 || minute < since) continue;
			seen[(reviewer.codes[row] ?? 0) * reader.words.length + (reader.codes[row] ?? 0)] = 1;
		}
		for (const [key, isSeen] of seen.entries()) {
			if (isSeen === 0) continue;
			const pair = {
				reviewer: reviewer.words[Math.floor(key / reader.words.length)] ?? '',
				reader: reader.words[key % reader.words.length] ?? ''
			};
			found.set(`${pair.reviewer} ${pair.reader}`, pair);
		}
	}
	return [...found.values()];
}
