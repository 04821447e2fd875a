import { classifyProportion } from '#lib/core/statistics/funnel-classify.ts';
import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';
import type { SuppressionPolicy } from '#lib/core/suppression-policy.ts';
import { discrepanciesOf, sumOf, type ScoredCell } from './case-cells.ts';

/**
 * Where a reader's rate stands against the group's: within expected variation, beyond the 95 % limit (look again), beyond
 * the 99.8 % limit (signal). Upper side alone: a low rate more often means a lenient reviewer (statistics reference, 8).
 */
export const readerZones = ['within', 'again', 'signal'] as const;
export type ReaderZone = (typeof readerZones)[number];

/** A reader under the code. With too few reviews there is no rate, and not even its numerator. */
export type ReaderRow = {
	readonly readerId: string;
	readonly code: string;
	readonly n: number;
	readonly rate: Rate | null;
	/** Null where the reader has no place on the funnel. */
	readonly zone: ReaderZone | null;
	/** Events that the group's rate gives for this n. */
	readonly expected: number | null;
};

export type ReaderComparison = {
	/** Any discrepancy over all readers' reviews: what the funnel is drawn around. */
	readonly group: Rate;
	readonly rows: readonly ReaderRow[];
	readonly minimumReviews: number;
	readonly minimumFunnelReviews: number;
	/** False where there are too few readers to be a group. */
	readonly isComparable: boolean;
};

/** A personal rate in one modality needs more than one over all (statistics reference, "Minimum numbers"). */
const MINIMUM_IN_MODALITY = 100;
/** Fewer radiologists are no comparison group (same table). */
const MINIMUM_READERS = 5;

/** The readers with any review, in the order of their codes: never ranked. */
export function compareReaders(
	cells: readonly ScoredCell[],
	readers: readonly { readonly id: string; readonly code: string }[],
	{ policy, isOneModality }: { policy: SuppressionPolicy; isOneModality: boolean }
): ReaderComparison {
	const least = isOneModality ? MINIMUM_IN_MODALITY : 0;
	const minimumReviews = Math.max(policy.minimumReviews, least);
	const minimumFunnelReviews = Math.max(policy.minimumFunnelReviews, minimumReviews);
	const group = makeRate(discrepanciesOf(cells), sumOf(cells));
	const byReader = Map.groupBy(cells, ({ readerId }) => readerId);
	const isComparable = byReader.size >= MINIMUM_READERS;
	const rows = readers
		.flatMap(({ id, code }): ReaderRow[] => {
			const own = byReader.get(id);
			if (!own) return [];
			const n = sumOf(own);
			if (n < minimumReviews) return [{ readerId: id, code, n, rate: null, zone: null, expected: null }];
			const rate = makeRate(discrepanciesOf(own), n);
			const expected = n * (group.estimate ?? 0);
			const isPlaced =
				isComparable && n >= minimumFunnelReviews && expected >= policy.minimumFunnelExpected && expected > 0;
			const zone = isPlaced ? zoneOf(rate, group.estimate ?? 0) : null;
			return [{ readerId: id, code, n, rate, zone, expected: isPlaced ? expected : null }];
		})
		.sort((a, b) => (a.code < b.code ? -1 : 1));
	return { group, rows, minimumReviews, minimumFunnelReviews, isComparable };
}

function zoneOf({ x, n }: Rate, target: number): ReaderZone {
	const { zone } = classifyProportion(x, n, target);
	if (zone === 'high-alarm') return 'signal';
	return zone === 'high-alert' ? 'again' : 'within';
}
