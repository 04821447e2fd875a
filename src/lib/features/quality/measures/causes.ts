import { countWords, where, type Selection } from '#lib/core/rollups/selection.ts';
import { isDiscrepancy, isScore } from '#lib/core/scoring/scale.ts';
import { codeWords, type CodeWords } from '#lib/core/scoring/code-words.ts';
import { suppressSmall } from '#lib/core/statistics/suppression.ts';

/** A cause of discrepancies in the random sample, coded; words are in the taxonomy. */
export type CauseRow = {
	/** `group`, or '' where no cause was named. */
	readonly group: string;
	readonly label: string;
	/** Null where it is too few to be shown, or would be found by subtraction. */
	readonly n: number | null;
	readonly types: readonly { readonly code: string; readonly label: string; readonly n: number | null }[];
};

/** Cases of a cause below which it is not told apart where few radiologists are behind the numbers. */
const LEAST = 5;

/**
 * Causes of the discrepancies among scored cases, the most frequent group first. Where fewer than five radiologists are behind them,
 * small counts are hidden, and the next smallest with a single one.
 */
export function causeRows(
	scored: Selection,
	{ words, isSmallGroup }: { words: CodeWords; isSmallGroup: boolean }
): CauseRow[] {
	const found = countWords(where(scored, { score: (word) => isScore(word) && isDiscrepancy(word) }), 'cause');
	const groups = Map.groupBy(found, ([cause]) => cause.split('/')[0] ?? '');
	const sizeOf = (own: typeof found): number => own.reduce((sum, [, n]) => sum + n, 0);
	const hide = (counts: readonly { id: string; n: number }[]): ReadonlyMap<string, number | null> => {
		const rows = suppressSmall(counts, { minN: isSmallGroup ? LEAST : 0, isTotalShown: true });
		const shown = new Set(rows.flatMap((row) => (row.shown ? [row.id] : [])));
		return new Map(counts.map(({ id, n }) => [id, shown.has(id) ? n : null]));
	};
	const totals = hide([...groups].map(([id, own]) => ({ id, n: sizeOf(own) })));
	return [...groups]
		.toSorted(([one, a], [other, b]) => sizeOf(b) - sizeOf(a) || (one < other ? -1 : 1))
		.map(([group, own]) => {
			const types = own.filter(([cause]) => cause.includes('/'));
			const n = totals.get(group) ?? null;
			const counts = hide(types.map(([id, count]) => ({ id, n: count })));
			return {
				group,
				label: group === '' ? '' : codeWords(words, group),
				n,
				types: types.map(([code]) => ({
					code,
					label: codeWords(words, code),
					n: n === null ? null : (counts.get(code) ?? null)
				}))
			};
		});
}
