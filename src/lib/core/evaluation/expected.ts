import { outcomeRates, type ScoreSummary } from '#lib/core/reports/score-summary.ts';

/** What the group's rates would give for somebody's own mix of modalities. */
export type ExpectedRate = {
	/** In [0, 1]. */
	readonly estimate: number;
	/** Of somebody with as many reviews, who is as the group is. */
	readonly standardError: number;
	/** Reviews of the group that it rests on. */
	readonly n: number;
};

/** Somebody's reviews of one modality, and those of the group, theirs among them. */
export type BesideGroup = { readonly own: ScoreSummary; readonly group: ScoreSummary };

/**
 * The rate of significant discrepancies that the group would have with the same mix of modalities: Σ nₘ pₘ / n, its standard error
 * √(Σ nₘ pₘ (1 − pₘ)) / n, with pₘ the group's rate of modality m (indirect standardisation; domain 2.3). The group includes the person: of the
 * others alone a rate of zero would make every discrepancy one too many. Null where nobody else was reviewed in one of these modalities, or there is
 * no review of one's own.
 */
export function expectedSignificant(parts: readonly BesideGroup[]): ExpectedRate | null {
	let [n, expected, variance, rests] = [0, 0, 0, 0];
	for (const { own, group } of parts.filter((part) => part.own.reviewed > 0)) {
		const rate = outcomeRates(group).significant.estimate;
		if (rate === null || group.reviewed <= own.reviewed) return null;
		n += own.reviewed;
		expected += own.reviewed * rate;
		variance += own.reviewed * rate * (1 - rate);
		rests += group.reviewed;
	}
	return n === 0 ? null : { estimate: expected / n, standardError: Math.sqrt(variance) / n, n: rests };
}
