import { MINUTE_MS, toUtcDay } from '#lib/core/instant.ts';
import { isDiscrepancy } from '#lib/core/scoring/scale.ts';
import { riskAdjustedCusum } from '#lib/core/statistics/risk-adjusted-cusum.ts';
import type { CusumStatus } from '#lib/features/quality/radiologist/view.ts';
import type { ScoredFact } from './facts.ts';
import { compareScored } from './readers.ts';

/** What the charts are tuned to: odds that they are to find, and the limit at which they signal (statistics reference, 9). */
export type CusumPolicy = { readonly oddsRatio: number; readonly limit: number };

/** Reviews of the period before that a stratum needs for a risk of its own; else its modality's, else the group's. */
const LEAST_REVIEWS = 100;
const LEAST_EVENTS = 5;
/** Discrepancies of the period before that risks can rest on: then the group's rate is known within a fifth. */
const LEAST_EVENTS_BEFORE = 100;

type Count = { n: number; x: number };

const isEvent = ({ score }: ScoredFact): boolean => isDiscrepancy(score);

/**
 * One risk-adjusted CUSUM a radiologist over the reads since `from`; risks are those of the reads before: modality and shift times the
 * severity of the reviewer. While the reads before are too few, as in a group's first year, the risks are those of all reads: charts
 * then find what stands out in the group, and are slower. Without any discrepancy nobody is watched.
 */
export function cusumStatuses(
	scored: readonly ScoredFact[],
	{ from, policy }: { readonly from: string; readonly policy: CusumPolicy }
): ReadonlyMap<string, CusumStatus> {
	const before = scored.filter(({ month }) => month < from);
	const since = scored.filter(({ month }) => month >= from).toSorted((a, b) => a.minute - b.minute);
	const isEnough = before.filter(isEvent).length >= LEAST_EVENTS_BEFORE;
	const riskOf = risksOf(isEnough ? before : scored);
	return new Map(
		[...Map.groupBy(since, ({ reader }) => reader)].map(([reader, own]): [string, CusumStatus] => {
			const reviews = own.length;
			if (riskOf === null) return [reader, { status: 'not-watched', since: null, reviews }];
			const { signals } = riskAdjustedCusum({
				y: own.map((fact) => (isEvent(fact) ? 1 : 0)),
				p: own.map(riskOf),
				oddsRatio: policy.oddsRatio,
				h: policy.limit,
				reset: true
			});
			const last = own[(signals.at(-1) ?? 0) - 1];
			if (!last) return [reader, { status: 'quiet', since: null, reviews }];
			return [reader, { status: 'signal', since: toUtcDay(last.minute * MINUTE_MS), reviews }];
		})
	);
}

/** The risk of a case as the reads before say; null where there were no discrepancies at all. */
function risksOf(before: readonly ScoredFact[]): ((fact: ScoredFact) => number) | null {
	const counts = new Map<string, Count>();
	for (const fact of before) {
		const { modality, shift } = fact;
		for (const key of [`${modality} ${shift}`, modality, '']) {
			const count = counts.get(key) ?? { n: 0, x: 0 };
			counts.set(key, count);
			count.n += 1;
			if (isEvent(fact)) count.x += 1;
		}
	}
	const group = counts.get('');
	if (!group || group.x === 0) return null;
	const compared = compareScored(before);
	const severity = new Map(
		compared.notAdjusted === null ? compared.reviewers.map(({ id, ratio }) => [id, ratio ?? 1]) : []
	);
	return ({ modality, shift, reviewer }) => {
		const known = [`${modality} ${shift}`, modality]
			.map((key) => counts.get(key))
			.find((count) => count !== undefined && count.n >= LEAST_REVIEWS && count.x >= LEAST_EVENTS);
		const { n, x } = known ?? group;
		return Math.min(1, (x / n) * (severity.get(reviewer) ?? 1));
	};
}
