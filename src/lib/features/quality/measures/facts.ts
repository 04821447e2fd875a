import { isScore, type Score } from '#lib/core/scoring/scale.ts';
import { finalStates } from '#lib/core/case/life.ts';
import type { ColumnTable } from '#lib/core/rollups/column-table.ts';
import type { MonthSpan } from '#lib/features/quality/view.ts';

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

/** So many reads of one kind. */
export type ReadFact = {
	readonly facility: string;
	readonly month: string;
	readonly reader: string;
	readonly modality: string;
	readonly region: string;
	readonly kind: string;
	readonly shift: string;
	readonly n: number;
};

/** A radiologist's working day, wherever it was spent: how many reads were signed, and the minute of the first. */
export type WorkingDay = { readonly reader: string; readonly n: number; readonly first: number };

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

/** The same of reads. */
export function readFacts(table: ColumnTable, keeps: Test): ReadFact[] {
	return rowsOf(table, keeps).map(({ text, number }): ReadFact => ({
		facility: text('facility'),
		month: text('month'),
		reader: text('reader'),
		modality: text('modality'),
		region: text('region'),
		kind: text('kind'),
		shift: text('shift'),
		n: number('n')
	}));
}

/**
 * Working days by reader and day (`dayKey`), within some months: there are many of them, so they are added up by their numbers in the
 * table's dictionaries.
 */
export function workingDays(
	table: ColumnTable,
	{ from, through }: MonthSpan
): ReadonlyMap<string, WorkingDay> {
	const { reader, day, month } = table.texts;
	const { n: counts, firstMinute } = table.numbers;
	const sums = new Map<number, { n: number; first: number }>();
	if (!reader || !day || !month || !counts || !firstMinute) return new Map();
	const isAsked = month.words.map((word) => word >= from && word <= through);
	const isDay = day.words.map((word) => word !== '');
	for (let at = 0; at < table.size; at++) {
		const [dayCode = 0, n = 0, first = 0] = [day.codes[at], counts[at], firstMinute[at]];
		if (!isDay[dayCode] || !isAsked[month.codes[at] ?? 0]) continue;
		const key = (reader.codes[at] ?? 0) * day.words.length + dayCode;
		const sum = sums.get(key);
		if (!sum) sums.set(key, { n, first });
		else {
			sum.n += n;
			sum.first = Math.min(sum.first, first);
		}
	}
	return new Map(
		[...sums].map(([key, sum]): [string, WorkingDay] => {
			const code = reader.words[Math.floor(key / day.words.length)] ?? '';
			return [dayKey(code, day.words[key % day.words.length] ?? ''), { reader: code, ...sum }];
		})
	);
}

/** The key of a reader's working day. */
export function dayKey(reader: string, day: string): string {
	return `${reader} ${day}`;
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

const final: ReadonlySet<string> = new Set(finalStates);

/** Whether the score of a case is final. */
export function isScored(fact: CaseFact): fact is ScoredFact {
	return final.has(fact.state) && isScore(fact.score);
}

/** The cases whose score is final, in one mode and level: what a rate may rest on. */
export function scoredFacts(
	cases: readonly CaseFact[],
	{ mode, level }: { mode: string; level: string }
): ScoredFact[] {
	return cases.filter(isScored).filter((fact) => fact.mode === mode && fact.level === level);
}

/** How many cases there are of each word, the most frequent first. */
export function countBy<T>(facts: readonly T[], wordOf: (fact: T) => string): [word: string, n: number][] {
	const counts = new Map<string, number>();
	for (const fact of facts) counts.set(wordOf(fact), (counts.get(wordOf(fact)) ?? 0) + 1);
	return [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
}
