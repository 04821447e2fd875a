import { numbers, texts, type Selection } from '#lib/core/rollups/selection.ts';
import { sortedQuantile } from '#lib/core/statistics/quantile.ts';
import type { MonthSpan } from '#lib/features/quality/view.ts';

/** A radiologist's working day, wherever it was spent: reads signed, the minute of the first, and the median of the own days' reads. */
export type WorkingDay = { readonly n: number; readonly first: number; readonly usual: number };

/** Working days of readers, by the code of the reader times `days` plus that of the day. */
type Days = {
	readonly days: number;
	readonly sums: Int32Array;
	readonly firsts: Int32Array;
	/** The median of the own days' reads, by the code of the reader. */
	readonly usual: readonly (number | null)[];
};

/** Reads stay while reviews come in: what was made of the same table is not made again. */
const made = new WeakMap<Selection, Map<string, Days>>();

/** The working day of a case's row, within some months; `reads` is the whole table of reads. */
export function workingDaysOf(
	cases: Selection,
	reads: Selection,
	{ from, through }: MonthSpan
): (row: number) => WorkingDay | null {
	const ofTable = made.get(reads) ?? new Map<string, Days>();
	made.set(reads, ofTable);
	const name = `${from} ${through}`;
	const { days, sums, firsts, usual } = ofTable.get(name) ?? addUp(reads, { from, through });
	ofTable.set(name, { days, sums, firsts, usual });
	const readerOf = translated(texts(cases, 'reader').words, texts(reads, 'reader').words);
	const dayOf = translated(texts(cases, 'day').words, texts(reads, 'day').words);
	const [readers, dayCodes] = [texts(cases, 'reader').codes, texts(cases, 'day').codes];
	return (row) => {
		const [who = -1, when = -1] = [readerOf[readers[row] ?? 0], dayOf[dayCodes[row] ?? 0]];
		// Words are added to dictionaries later than days were added up: nobody worked on those.
		if (who < 0 || when < 0 || when >= days) return null;
		const [n = 0, often = null] = [sums[who * days + when], usual[who]];
		return n === 0 || often === null ? null : { n, first: firsts[who * days + when] ?? 0, usual: often };
	};
}

/** There are as many days as readers times days, so that they are added up at places of their own. */
function addUp(reads: Selection, { from, through }: MonthSpan): Days {
	const [reader, day, month] = [texts(reads, 'reader'), texts(reads, 'day'), texts(reads, 'month')];
	const [counts, firstMinute] = [numbers(reads, 'n'), numbers(reads, 'firstMinute')];
	const days = day.words.length;
	const isAsked = month.words.map((word) => word >= from && word <= through);
	const isDay = day.words.map((word) => word !== '');
	const sums = new Int32Array(reader.words.length * days);
	const firsts = new Int32Array(reader.words.length * days);
	for (const row of reads.rows) {
		const dayCode = day.codes[row] ?? 0;
		if (!isDay[dayCode] || !isAsked[month.codes[row] ?? 0]) continue;
		const place = (reader.codes[row] ?? 0) * days + dayCode;
		const known = sums[place] ?? 0;
		const first = firstMinute[row] ?? 0;
		if (known === 0 || first < (firsts[place] ?? 0)) firsts[place] = first;
		sums[place] = known + (counts[row] ?? 0);
	}
	const own = new Float64Array(days);
	const usual = reader.words.map((_, code) => {
		let size = 0;
		for (let place = code * days; place < (code + 1) * days; place++) {
			const n = sums[place] ?? 0;
			if (n > 0) own[size++] = n;
		}
		return sortedQuantile(own.subarray(0, size).sort(), 0.5);
	});
	return { days, sums, firsts, usual };
}

/** The places of words in another list, -1 for those that it has not. */
function translated(words: readonly string[], others: readonly string[]): Int32Array {
	const places = new Map(others.map((word, place) => [word, place]));
	return Int32Array.from(words, (word) => places.get(word) ?? -1);
}
