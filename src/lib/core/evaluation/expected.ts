import { outcomeRates, type ScoreSummary } from '#lib/core/reports/score-summary.ts';

/** What the others' rates would give for somebody's own mix of modalities. */
export type ExpectedRate = {
	/** In [0, 1]. */
	readonly estimate: number;
	/** Of somebody with as many reviews, who is as the others are. */
	readonly standardError: number;
	/** Reviews of the others that it rests on. */
	readonly n: number;
};

/** Somebody's reviews of one modality, and those of everybody else. */
export type BesideOthers = { readonly own: ScoreSummary; readonly others: ScoreSummary | null };

/**
 * The rate of significant discrepancies that the others would have with the same mix of modalities: Σ nₘ pₘ / n, its standard error
 * √(Σ nₘ pₘ (1 − pₘ)) / n, with pₘ the others' rate of modality m (indirect standardisation; domain 2.3). Null where of a modality too few
 * of the others' reviews are known, or there is none of one's own.
 */
export function expectedSignificant(parts: readonly BesideOthers[]): ExpectedRate | null {
	const counted = parts.filter(({ own }) => own.reviewed > 0);
	let [n, expected, variance, others] = [0, 0, 0, 0];
	for (const part of counted) {
		const rate = part.others && outcomeRates(part.others).significant.estimate;
		if (rate === null || part.others === null) return null;
		n += part.own.reviewed;
		expected += part.own.reviewed * rate;
		variance += part.own.reviewed * rate * (1 - rate);
		others += part.others.reviewed;
	}
	return n === 0 ? null : { estimate: expected / n, standardError: Math.sqrt(variance) / n, n: others };
}
