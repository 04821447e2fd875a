import { countWords, numbers, where, whereRow, type Selection } from '#lib/core/rollups/selection.ts';
import { isDiscrepancy, isScore } from '#lib/core/scoring/scale.ts';
import type { FunnelZone } from '#lib/core/statistics/funnel-classify.ts';
import { gwetAgreement } from '#lib/core/statistics/gwet-agreement.ts';
import type { GroupComparison } from '#lib/core/statistics/personal-comparison.ts';
import { suppressSmall } from '#lib/core/statistics/suppression.ts';
import { wilson } from '#lib/core/statistics/wilson.ts';
import { wordAt } from './facts.ts';
import { ratioOf, zoneOf, type RatioEstimate, type Zone } from './readers.ts';

/** Both sides matter here: a lenient reviewer hides what a strict one finds. */
export type ReviewerZone = 'lenient' | Zone;

/** A reviewer under the code: events scored over those to be expected of the reads that were given. */
export type ReviewerRow = {
	readonly code: string;
	readonly n: number;
	/** Null with fewer reviews than the minimum. */
	readonly severity: RatioEstimate | null;
	/** Null without a severity. */
	readonly zone: ReviewerZone | null;
	/** Reviews handed in after their date. */
	readonly late: number;
};

/** Reviewers between looks, in no zone. */
export type PlainReviewers = {
	readonly rows: readonly Omit<ReviewerRow, 'zone'>[];
	readonly suppressed: number;
};

export type ReviewerComparison = { readonly rows: readonly ReviewerRow[]; readonly suppressed: number };

/** A share with its Wilson interval. */
export type Share = {
	readonly x: number;
	readonly n: number;
	readonly share: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

/** Double reads of the random sample: the first and the silent second review of one case. */
export type Agreement = {
	readonly pairs: number;
	/** Pairs needed for percentages, and for the coefficient. */
	readonly minimumPairs: number;
	readonly minimumForCoefficient: number;
	/** On the five steps, and on yes or no; null below the minimum. */
	readonly exact: Share | null;
	readonly anyAgreed: Share | null;
	/** Gwet's AC1 on yes or no with its 95 % interval. */
	readonly ac1: {
		readonly estimate: number | null;
		readonly lower: number | null;
		readonly upper: number | null;
	} | null;
	/** Of two reviews of which one found something, both did: "a second one agrees in 28 %". */
	readonly positive: Share | null;
};

/** Pairs needed for percentages and for the coefficient (statistics reference, "Minimum numbers"). */
const MINIMUM_PAIRS = 30;
const MINIMUM_FOR_COEFFICIENT = 50;

/** Reviewers of the scored cases under their codes; `codes` by the reviewer's id. */
export function reviewerRows(
	scored: Selection,
	compared: GroupComparison,
	{ codes, minimumReviews }: { codes: ReadonlyMap<string, string>; minimumReviews: number }
): ReviewerComparison {
	const byId = new Map(compared.reviewers.map((one) => [one.id, one]));
	const byReviewer = countWords(scored, 'reviewer').filter(([id]) => codes.has(id));
	const shown = new Set(
		suppressSmall(
			byReviewer.map(([id, n]) => ({ id, n })),
			{ minN: minimumReviews, isTotalShown: true }
		).flatMap((row) => (row.shown ? [row.id] : []))
	);
	const [submitted, due] = [numbers(scored, 'submitted'), numbers(scored, 'due')];
	const late = whereRow(scored, (row) => (submitted[row] ?? 0) > (due[row] ?? 0));
	const lateOf = new Map(countWords(late, 'reviewer'));
	const rows = byReviewer
		.map(([id, n]): ReviewerRow => {
			const one = byId.get(id);
			const isShown = shown.has(id) && one !== undefined && one.expected > 0 && compared.notAdjusted === null;
			return {
				code: codes.get(id) ?? '',
				n,
				severity: isShown ? ratioOf(one) : null,
				zone: isShown ? severityZone(one.zone) : null,
				late: lateOf.get(id) ?? 0
			};
		})
		.sort((a, b) => (a.code < b.code ? -1 : 1));
	return { rows, suppressed: rows.filter(({ severity }) => severity === null).length };
}

/** Severities without their zones. */
export function plainReviewers({ rows, suppressed }: ReviewerComparison): PlainReviewers {
	return { rows: rows.map(({ zone: _zone, ...row }) => row), suppressed };
}

function severityZone(zone: FunnelZone): ReviewerRow['zone'] {
	return zone === 'low-alarm' || zone === 'low-alert' ? 'lenient' : zoneOf(zone);
}

/**
 * Agreement of the first and the silent second review, both blind, of a random share of cases (statistics reference, 11). Coefficients
 * never stand without the agreement on positives: where events are rare the one says nothing without the other.
 */
export function agreementOf(cases: Selection, { mode, level }: { mode: string; level: string }): Agreement {
	const own = where(cases, {
		second: isScore,
		first: isScore,
		mode: (word) => word === mode,
		level: (word) => word === level
	});
	const [firstOf, secondOf] = [wordAt(own, 'first'), wordAt(own, 'second')];
	const pairs = [...own.rows].flatMap((row) => {
		const [first, second] = [firstOf(row), secondOf(row)];
		return isScore(first) && isScore(second) ? [{ first, second }] : [];
	});
	const n = pairs.length;
	const countOf = (test: (pair: (typeof pairs)[number]) => boolean) => pairs.filter(test).length;
	const isFound = ({ first, second }: (typeof pairs)[number]) => [
		isDiscrepancy(first),
		isDiscrepancy(second)
	];
	const both = countOf((pair) => isFound(pair).every(Boolean));
	const either = countOf((pair) => isFound(pair).some(Boolean));
	const isEnough = n >= MINIMUM_PAIRS;
	const ratings = pairs.map((pair) => isFound(pair).map((found) => (found ? 2 : 1)));
	const ac1 = gwetAgreement(ratings, { categories: 2, weights: 'none', level: 0.95 });
	return {
		pairs: n,
		minimumPairs: MINIMUM_PAIRS,
		minimumForCoefficient: MINIMUM_FOR_COEFFICIENT,
		exact: isEnough
			? shareOf(
					countOf(({ first, second }) => first === second),
					n
				)
			: null,
		anyAgreed: isEnough ? shareOf(n - either + both, n) : null,
		ac1:
			n >= MINIMUM_FOR_COEFFICIENT ? { estimate: ac1.coefficient, lower: ac1.lower, upper: ac1.upper } : null,
		positive: isEnough ? positiveAgreement(both, either) : null
	};
}

/**
 * How often a second reviewer agrees with one who found something: 2q/(1 + q) for the share q of pairs in which both did among those in
 * which one did; the limits are those of q, since pairs are what was drawn.
 */
function positiveAgreement(both: number, either: number): Share {
	const of = (q: number | null) => (q === null ? null : (2 * q) / (1 + q));
	const { x, n, share, lower, upper } = shareOf(both, either);
	return { x, n, share: of(share), lower: of(lower), upper: of(upper) };
}

/** A share with its Wilson interval. */
export function shareOf(x: number, n: number): Share {
	const { estimate, lower, upper } = wilson(x, n, 0.95);
	return { x, n, share: estimate, lower, upper };
}
