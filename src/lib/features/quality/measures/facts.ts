import { isScore, type Score } from '#lib/core/scoring/scale.ts';
import { finalStates } from '#lib/core/case/life.ts';
import type { ColumnTable } from '#lib/core/rollups/column-table.ts';

/** A case as the rollups keep it. Minutes are those since 1970, 0 for never; texts are '' where there is nothing. */
export type CaseFact = {
	readonly facility: string;
	readonly month: string;
	readonly reader: string;
	readonly reviewer: string;
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
	readonly waitsSince: number;
};

/** Reads of one kind, or a radiologist's working day at a facility where `day` is not ''. */
export type ReadFact = {
	readonly facility: string;
	readonly month: string;
	readonly reader: string;
	readonly modality: string;
	readonly region: string;
	readonly kind: string;
	readonly shift: string;
	readonly day: string;
	readonly n: number;
	readonly firstMinute: number;
};

/** A case with its final score. */
export type ScoredFact = Omit<CaseFact, 'score'> & { readonly score: Score };

type Test = (name: string, word: string) => boolean;

/** The rows of a table as facts; `keeps` is asked once a word of a text column. */
export function caseFacts(table: ColumnTable, keeps: Test): CaseFact[] {
	return rowsOf(table, keeps).map(({ text, number }): CaseFact => ({
		facility: text('facility'),
		month: text('month'),
		reader: text('reader'),
		reviewer: text('reviewer'),
		modality: text('modality'),
		region: text('region'),
		kind: text('kind'),
		shift: text('shift'),
		mode: text('mode'),
		level: text('level'),
		state: text('state'),
		score: text('score'),
		first: text('first'),
		second: text('second'),
		cause: text('cause'),
		attribution: text('attribution'),
		day: text('day'),
		minute: number('minute'),
		due: number('due'),
		submitted: number('submitted'),
		waitsSince: number('waitsSince')
	}));
}

/** The same of reads and working days. */
export function readFacts(table: ColumnTable, keeps: Test): ReadFact[] {
	return rowsOf(table, keeps).map(({ text, number }): ReadFact => ({
		facility: text('facility'),
		month: text('month'),
		reader: text('reader'),
		modality: text('modality'),
		region: text('region'),
		kind: text('kind'),
		shift: text('shift'),
		day: text('day'),
		n: number('n'),
		firstMinute: number('firstMinute')
	}));
}

type Row = { text: (name: string) => string; number: (name: string) => number };

function rowsOf(table: ColumnTable, keeps: Test): { map<T>(make: (row: Row) => T): T[] } {
	const tests = Object.entries(table.texts).map(([name, { words, codes }]) => ({
		codes,
		kept: words.map((word) => keeps(name, word))
	}));
	return {
		map<T>(make: (row: Row) => T): T[] {
			const made: T[] = [];
			let at = 0;
			const row: Row = {
				text: (name) => {
					const column = table.texts[name];
					return column?.words[column.codes[at] ?? 0] ?? '';
				},
				number: (name) => table.numbers[name]?.[at] ?? 0
			};
			for (at = 0; at < table.size; at++) {
				if (tests.every(({ codes, kept }) => kept[codes[at] ?? 0])) made.push(make(row));
			}
			return made;
		}
	};
}

/** The cases whose score is final, in one mode and level: what a rate may rest on. */
export function scoredFacts(
	cases: readonly CaseFact[],
	{ mode, level }: { mode: string; level: string }
): ScoredFact[] {
	return cases.flatMap((fact) => {
		const { score } = fact;
		const isFinal = finalStates.some((state) => state === fact.state);
		return fact.mode === mode && fact.level === level && isFinal && isScore(score)
			? [{ ...fact, score }]
			: [];
	});
}

/** How many cases there are of each word, the most frequent first. */
export function countBy<T>(facts: readonly T[], wordOf: (fact: T) => string): [word: string, n: number][] {
	const counts = new Map<string, number>();
	for (const fact of facts) counts.set(wordOf(fact), (counts.get(wordOf(fact)) ?? 0) + 1);
	return [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
}
