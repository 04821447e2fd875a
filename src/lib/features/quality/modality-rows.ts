import { isScoreThree, isSignificant, scores, type Score } from '#lib/core/scoring/scale.ts';
import { differenceNewcombe } from '#lib/core/statistics/difference-newcombe.ts';
import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';
import { stratifiedRate, type StratifiedRate } from '#lib/core/statistics/stratified-rate.ts';
import {
	discrepanciesOf,
	healthOf,
	scoredCells,
	sumOf,
	type CaseCell,
	type Health,
	type ScoredCell
} from './case-cells.ts';

/** One modality: its programme, its scores and its rate of any discrepancy. */
export type ModalityRow = {
	readonly modality: string;
	readonly health: Health;
	readonly counts: Readonly<Record<Score, number>>;
	readonly rate: Rate;
};

/** Reads of a modality and their sampled cases; `level` limits the scores, not the programme's counts. */
export function modalityRows(
	cells: readonly CaseCell[],
	reads: readonly { readonly modality: string; readonly n: number }[],
	level: string
): ModalityRow[] {
	const names = new Set([...reads, ...cells].map(({ modality }) => modality));
	return [...names].sort().map((modality) => {
		const own = cells.filter((cell) => cell.modality === modality);
		const scored = scoredCells(own).filter((cell) => cell.level === level);
		return {
			modality,
			health: healthOf(own, sumOf(reads.filter((cell) => cell.modality === modality))),
			counts: countScores(scored),
			rate: makeRate(discrepanciesOf(scored), sumOf(scored))
		};
	});
}

function countScores(cells: readonly ScoredCell[]): Record<Score, number> {
	const counts: Record<Score, number> = { '1': 0, '2a': 0, '2b': 0, '3a': 0, '3b': 0 };
	for (const { score, n } of cells) counts[score] += n;
	return counts;
}

/** What the modality rates allow to be said. */
export type ModalityFinding =
	| { readonly kind: 'none' }
	| { readonly kind: 'only'; readonly row: ModalityRow }
	| { readonly kind: 'above'; readonly row: ModalityRow }
	| { readonly kind: 'alike'; readonly lowest: ModalityRow; readonly highest: ModalityRow };

/**
 * Whether the modality with the highest rate is above the others together. As it was picked for being the highest, the
 * interval of the difference is widened for the number of modalities (Bonferroni): no ranking that the numbers cannot carry.
 */
export function modalityFinding(rows: readonly ModalityRow[], minimumN: number): ModalityFinding {
	const shown = rows.filter(({ rate }) => rate.n >= minimumN);
	const byRate = shown.toSorted((a, b) => (a.rate.estimate ?? 0) - (b.rate.estimate ?? 0));
	const [lowest, highest] = [byRate.at(0), byRate.at(-1)];
	if (!lowest || !highest) return { kind: 'none' };
	if (lowest === highest) return { kind: 'only', row: highest };
	const others = shown.filter((row) => row !== highest);
	const { lower } = differenceNewcombe(
		{
			x1: highest.rate.x,
			n1: highest.rate.n,
			x2: others.reduce((sum, { rate }) => sum + rate.x, 0),
			n2: others.reduce((sum, { rate }) => sum + rate.n, 0)
		},
		1 - 0.05 / shown.length
	);
	return lower !== null && lower > 0 ? { kind: 'above', row: highest } : { kind: 'alike', lowest, highest };
}

/** Rates over all reads: the sample's modalities weighted by how many reads they stand for. */
export type GroupRates = {
	readonly any: StratifiedRate;
	readonly significant: StratifiedRate;
	readonly scoreThree: StratifiedRate;
	/** Reads that the rates stand for, and modalities with reads but too few reviews to stand for them. */
	readonly reads: number;
	readonly left: readonly string[];
};

/** The three named outcomes over all reads, weighted, because modalities are sampled at different rates (reference, 13). */
export function groupRates(rows: readonly ModalityRow[]): GroupRates {
	const covered = rows.filter(({ rate, health }) => rate.n >= 2 && health.reads > 0);
	const rateOf = (matches: (score: Score) => boolean): StratifiedRate =>
		stratifiedRate(
			covered.map(({ health, counts, rate }) => ({
				// A reviewed read may have been superseded since, and left the frame.
				N: Math.max(health.reads, rate.n),
				n: rate.n,
				x: scores.filter(matches).reduce((sum, score) => sum + counts[score], 0)
			})),
			0.95
		);
	return {
		any: rateOf((score) => score !== '1'),
		significant: rateOf(isSignificant),
		scoreThree: rateOf(isScoreThree),
		reads: covered.reduce((sum, { health }) => sum + health.reads, 0),
		left: rows.filter((row) => row.health.reads > 0 && !covered.includes(row)).map(({ modality }) => modality)
	};
}
