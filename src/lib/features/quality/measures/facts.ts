import { isScore } from '#lib/core/scoring/scale.ts';
import { finalStates } from '#lib/core/case/life.ts';
import { countWords, texts, where, type Selection } from '#lib/core/rollups/selection.ts';
import type { MonthSpan } from '#lib/features/quality/view.ts';

/**
 * A case as a row of the rollups' table says it: what measures are given are selections of such rows. Minutes are those since 1970, 0
 * for never; texts are '' where there is nothing.
 */
export type CaseFact = {
	readonly month: string;
	readonly reader: string;
	readonly reviewer: string;
	readonly secondReviewer: string;
	readonly modality: string;
	readonly region: string;
	readonly kind: string;
	readonly shift: string;
	readonly mode: string;
	readonly level: string;
	readonly state: string;
	readonly score: string;
	readonly first: string;
	readonly second: string;
	readonly cause: string;
	readonly attribution: string;
	/** The reader's working day, `YYYY-MM-DD`. */
	readonly day: string;
	readonly minute: number;
	readonly due: number;
	readonly submitted: number;
	readonly secondSubmitted: number;
	readonly waitsSince: number;
};

/** So many reads of one kind, as a row of their table. */
export type ReadFact = {
	readonly month: string;
	readonly reader: string;
	readonly modality: string;
	readonly region: string;
	readonly kind: string;
	readonly shift: string;
	readonly n: number;
};

const final: ReadonlySet<string> = new Set(finalStates);

/** The cases whose score is final, in one mode and level: what a rate may rest on. */
export function scoredFacts(
	cases: Selection,
	{ mode, level }: { readonly mode: string; readonly level: string }
): Selection {
	return where(scoredIn(cases, mode), { level: (word) => word === level });
}

/** The cases of a mode whose score is final, at whatever level. */
export function scoredIn(cases: Selection, mode: string): Selection {
	return where(cases, {
		mode: (word) => word === mode,
		state: (word) => final.has(word),
		score: isScore
	});
}

/** The rows of some months. */
export function inMonths(rows: Selection, { from, through }: MonthSpan): Selection {
	return where(rows, { month: (word) => word >= from && word <= through });
}

/** The blinding level that most scores of the random sample have; '' without any. */
export function usualLevel(random: Selection): string {
	const [first] = countWords(where(random, { score: (word) => word !== '' }), 'level');
	return first?.[0] ?? '';
}

/** The words of a row, by the place of the row. */
export function wordAt(rows: Selection, name: string): (row: number) => string {
	const { words, codes } = texts(rows, name);
	return (row) => words[codes[row] ?? 0] ?? '';
}
