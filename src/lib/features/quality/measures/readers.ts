import {
	countPairs,
	countWords,
	groupRows,
	texts,
	wordsIn,
	type Selection
} from '#lib/core/rollups/selection.ts';
import { isDiscrepancy, isScore } from '#lib/core/scoring/scale.ts';
import { classifyRatio, type FunnelZone } from '#lib/core/statistics/funnel-classify.ts';
import {
	compareTallies,
	type GroupComparison,
	type ReviewTallies
} from '#lib/core/statistics/personal-comparison.ts';
import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';
import { suppressSmall } from '#lib/core/statistics/suppression.ts';
import type { TwoWayFailure } from '#lib/core/statistics/two-way.ts';
import type { QualityMinimums } from '#lib/features/quality/view.ts';
import type { Person } from './coverage.ts';
import { countOutcome, isOutcome } from './rates.ts';

/**
 * Where somebody stands among the others: within expected variation, beyond the 95 % limit (look again), beyond the 99.8 % one
 * (signal). Upper side alone: a low ratio more often means a lenient reviewer (statistics reference, 8).
 */
export const zones = ['within', 'again', 'signal'] as const;
export type Zone = (typeof zones)[number];

/** Observed over expected with its exact 95 % interval. */
export type RatioEstimate = {
	readonly observed: number;
	readonly expected: number;
	readonly ratio: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

/** A radiologist under the code. Below the minimum there are no figures but n, not even a numerator. */
export type ReaderStanding = {
	readonly readerId: string;
	readonly code: string;
	/** Reviews with a final score, and those that the others are too few to compare with. */
	readonly n: number;
	readonly excludedN: number;
	readonly rate: Rate | null;
	readonly comparison: RatioEstimate | null;
	/** Null where there is no place on the funnel. */
	readonly zone: Zone | null;
	/** Less than 80 % of the due reviews are done: nothing is shown. */
	readonly isIncomplete: boolean;
};

export type ReaderStandings = {
	/** In the order of their codes: never ranked. */
	readonly rows: readonly ReaderStanding[];
	readonly group: Rate;
	/** Fewer than five radiologists with reviews are no comparison group. */
	readonly isComparable: boolean;
	/** Why reviewers' severity could not be taken out; null where it was. */
	readonly notAdjusted: TwoWayFailure | null;
	/** False alarms to be expected at the 99.8 % limit among those compared. */
	readonly expectedFalseSignals: number;
	readonly suppressed: number;
};

/** A sentence's worth of evidence. */
export type ReaderSignal = RatioEstimate & {
	readonly readerId: string;
	readonly code: string;
	readonly zone: 'again' | 'signal';
	readonly n: number;
	readonly excludedN: number;
	/** How rarely somebody average would show as much: P(X ≥ observed). */
	readonly tail: number;
	/** Different reviewers of these reads. */
	readonly reviewers: number;
	readonly unadjusted: RatioEstimate & { readonly zone: Zone };
	/** Whether the zone is another one without the adjustment for reviewers. */
	readonly changesWithReviewers: boolean;
};

/** A personal rate in one modality or region needs more than one over all (statistics reference, "Minimum numbers"). */
const MINIMUM_IN_PART = 100;
/** Fewer radiologists are no comparison group (same table). */
export const MINIMUM_READERS = 5;
/** Others of a stratum needed to compare with (same table). */
const others = { minOtherN: 100, minOtherEvents: 5 };
const FALSE_SIGNAL = 0.001;

/** What a comparison of persons is made with. */
export type ComparisonOptions = {
	readonly people: readonly Person[];
	readonly minimums: QualityMinimums;
	/** Whether the cases are only of one modality or region. */
	readonly isPart: boolean;
	/** Readers of whose due reviews too few are done. */
	readonly incomplete: ReadonlySet<string>;
};

/** The comparison of scored cases among the others, by modality and shift, adjusted for who reviewed. */
export function compareScored(scored: Selection): GroupComparison {
	return compareTallies(talliesOf(scored), { ...others, level: 0.95 });
}

/** Readers with reviews under their codes; whose numbers are too few, or would be found by subtraction, has none. */
export function readerStandings(
	scored: Selection,
	compared: GroupComparison,
	{ people, minimums, isPart, incomplete }: ComparisonOptions
): ReaderStandings {
	const least = Math.max(minimums.reviews, isPart ? MINIMUM_IN_PART : 0);
	const leastOnFunnel = Math.max(minimums.funnelReviews, least);
	const readers = countWords(scored, 'reader');
	const byReader = new Map(readers);
	const outcomes = countPairs(scored, 'reader', 'score');
	const byId = new Map(compared.radiologists.map((one) => [one.id, one]));
	const isComparable = byReader.size >= MINIMUM_READERS;
	const shown = new Set(
		suppressSmall(
			readers.map(([id, n]) => ({ id, n })),
			{ minN: least, isTotalShown: true }
		).flatMap((row) => (row.shown ? [row.id] : []))
	);
	const rows = people
		.flatMap(({ id, code }): ReaderStanding[] => {
			const n = byReader.get(id);
			if (n === undefined) return [];
			const one = byId.get(id);
			const base = { readerId: id, code, n, excludedN: one?.excludedN ?? 0 };
			const isHidden = !shown.has(id) || incomplete.has(id);
			const none = { rate: null, comparison: null, zone: null };
			if (isHidden) return [{ ...base, ...none, isIncomplete: incomplete.has(id) }];
			const rate = makeRate(outcomes(id).of(isOutcome('any')), n);
			const comparison = isComparable && one && one.expected > 0 ? ratioOf(one) : null;
			const isPlaced =
				comparison !== null &&
				one !== undefined &&
				one.n >= leastOnFunnel &&
				one.expected >= minimums.funnelExpected;
			return [{ ...base, rate, comparison, zone: isPlaced ? zoneOf(one.zone) : null, isIncomplete: false }];
		})
		.sort((a, b) => (a.code < b.code ? -1 : 1));
	const placed = rows.filter(({ zone }) => zone !== null).length;
	return {
		rows,
		group: makeRate(countOutcome(scored, 'any'), scored.size),
		isComparable,
		notAdjusted: compared.notAdjusted,
		expectedFalseSignals: placed * FALSE_SIGNAL,
		suppressed: rows.length - placed
	};
}

/** A sentence's worth of evidence for everybody who is not within expected variation, in the order of codes. */
export function readerSignals(
	standings: ReaderStandings,
	scored: Selection,
	compared: GroupComparison
): ReaderSignal[] {
	const byId = new Map(compared.radiologists.map((one) => [one.id, one]));
	const byReader = groupRows(scored, 'reader');
	return standings.rows.flatMap(({ readerId, code, zone, n, excludedN }) => {
		const one = byId.get(readerId);
		if (!one || (zone !== 'again' && zone !== 'signal')) return [];
		const unadjusted = { observed: one.observed, ...one.unadjusted };
		const plainZone = zoneOf(classifyRatio(one.observed, one.unadjusted.expected).zone) ?? 'within';
		const own = byReader.get(readerId);
		return [
			{
				readerId,
				code,
				zone,
				n,
				excludedN,
				...ratioOf(one),
				tail: one.pHigh ?? 1,
				reviewers: own ? wordsIn(own, 'reviewer').length : 0,
				unadjusted: { ...ratioOf(unadjusted), zone: plainZone },
				changesWithReviewers: plainZone !== zone
			}
		];
	});
}

/** The zone on the page: low points are within expected variation, for they praise nobody. */
export function zoneOf(zone: FunnelZone): Zone | null {
	if (zone === 'no-data') return null;
	if (zone === 'high-alarm') return 'signal';
	return zone === 'high-alert' ? 'again' : 'within';
}

/** The parts of an estimate that the page shows. */
export function ratioOf({ observed, expected, ratio, lower, upper }: RatioEstimate): RatioEstimate {
	return { observed, expected, ratio, lower, upper };
}

/** Each review by reader, reviewer and stratum, which is a modality and a shift. */
function talliesOf(scored: Selection): ReviewTallies {
	const [readers, reviewers] = [texts(scored, 'reader'), texts(scored, 'reviewer')];
	const [modalities, shifts] = [texts(scored, 'modality'), texts(scored, 'shift')];
	const scores = texts(scored, 'score');
	const isEvent = Uint8Array.from(scores.words, (word) => (isScore(word) && isDiscrepancy(word) ? 1 : 0));
	const { rows, size } = scored;
	const column = () => new Int32Array(size);
	const [radiologist, reviewer, stratum, x] = [column(), column(), column(), column()];
	const width = shifts.words.length;
	for (let at = 0; at < size; at++) {
		const row = rows[at] ?? 0;
		radiologist[at] = readers.codes[row] ?? 0;
		reviewer[at] = reviewers.codes[row] ?? 0;
		stratum[at] = (modalities.codes[row] ?? 0) * width + (shifts.codes[row] ?? 0);
		x[at] = isEvent[scores.codes[row] ?? 0] ?? 0;
	}
	return {
		...{ radiologist, reviewer, stratum, x },
		radiologists: readers.words,
		reviewers: reviewers.words,
		strata: modalities.words.length * width,
		n: column().fill(1)
	};
}
