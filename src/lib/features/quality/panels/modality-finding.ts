import type { Rate } from '#lib/core/statistics/rate.ts';
import { differenceNewcombe } from '#lib/core/statistics/difference-newcombe.ts';

type Row = { readonly modality: string; readonly rate: Rate };

/** What the modality rates allow to be said. */
export type ModalityFinding =
	| { readonly kind: 'none' }
	| { readonly kind: 'only'; readonly row: Row }
	| { readonly kind: 'above'; readonly row: Row }
	| { readonly kind: 'alike'; readonly lowest: Row; readonly highest: Row };

/**
 * Whether the modality with the highest rate is above the others together. As it was picked for being the highest, the
 * interval of the difference is widened for the number of modalities (Bonferroni): no ranking that the numbers cannot carry.
 */
export function modalityFinding(rows: readonly Row[], minimumN: number): ModalityFinding {
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
