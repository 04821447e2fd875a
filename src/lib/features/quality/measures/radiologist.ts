import { addMonths } from '#lib/core/month.ts';
import { shrinkRatios } from '#lib/core/statistics/gamma-poisson.ts';
import type { GroupComparison } from '#lib/core/statistics/personal-comparison.ts';
import { ratioOf, compareScored, MINIMUM_READERS, readerStandings } from './readers.ts';
import type { CusumStatus, OwnReviewing, RadiologistWindow } from '#lib/features/quality/radiologist/view.ts';
import { coverageOf, isIncomplete, sumReads } from './coverage.ts';
import { cusumStatuses, type CusumPolicy } from './cusum.ts';
import { countBy, scoredFacts, type CaseFact, type ReadFact, type ScoredFact } from './facts.ts';
import { factsOf, type FiguresInput } from './figures.ts';
import { countScores } from './modalities.ts';
import { powerFor } from './power.ts';
import { reviewerRows } from './reviewers.ts';

export type RadiologistInput = FiguresInput & {
	readonly readerId: string;
	/** Id of the account with which the radiologist reviews; null for whoever does not. */
	readonly reviewerId: string | null;
	readonly cusum: CusumPolicy;
	/** For the radiologist: cases whose outcome was not released yet are as if they were not scored. */
	readonly isReleasedOnly: boolean;
	/** Minutes of the radiologist's reads whose rebuttal waits, or was answered today: the answer is told tomorrow, its hour never. */
	readonly heldMinutes: readonly number[];
};

export type FunnelPoint = { readonly expected: number; readonly ratio: number; readonly isOwn: boolean };

export type RadiologistAnswer = {
	readonly level: string;
	readonly windows: readonly RadiologistWindow[];
	/** All radiologists that have a place on the funnel, without names, by window. */
	readonly points: readonly (readonly FunnelPoint[])[];
	readonly cusum: CusumStatus;
	readonly reviewing: OwnReviewing | null;
};

/** For an evaluation: what came since the last one, a year, and two. Radiologists see the two of themselves that can carry a figure. */
const windowLengths = { evaluation: [6, 12, 24], own: [12, 24] } as const;
/** Fewer units do not tell how much radiologists differ, and shrinking towards a guess misleads (statistics reference, 10). */
const LEAST_FOR_SHRINKING = 15;

/** One radiologist's windows, CUSUM and reviewing; the input holds the whole group over 24 months. */
export function radiologistFigures(input: RadiologistInput): RadiologistAnswer {
	const { readerId, months } = input;
	const { cases, reads } = factsOf(input);
	const random = cases
		.filter(({ mode }) => mode === 'random')
		.map((fact) => (input.isReleasedOnly && isUntold(fact, input) ? { ...fact, score: '' } : fact));
	const [level = ''] = countBy(
		random.filter(({ score }) => score !== ''),
		(fact) => fact.level
	).map(([word]) => word);
	const made = windowLengths[input.isReleasedOnly ? 'own' : 'evaluation'].map((monthCount) => {
		const from = addMonths(months.through, 1 - monthCount);
		const own = {
			cases: random.filter(({ month }) => month >= from),
			reads: reads.filter(({ month }) => month >= from)
		};
		return windowOf(input, { monthCount, from, level, ...own });
	});
	const scored = scoredFacts(random, { mode: 'random', level });
	const statuses = cusumStatuses(scored, { from: addMonths(months.through, -11), policy: input.cusum });
	return {
		level,
		windows: made.map(({ window }) => window),
		points: made.map(({ points }) => points),
		cusum: statuses.get(readerId) ?? { status: 'not-watched', since: null, reviews: 0 },
		reviewing: reviewingOf(input, scored)
	};
}

/** What a radiologist has not been told, or what would change at the hour at which a rebuttal is answered. */
function isUntold({ state, reader, minute }: CaseFact, { readerId, heldMinutes }: RadiologistInput): boolean {
	if (state === 'final') return true;
	return reader === readerId && heldMinutes.includes(minute);
}

function windowOf(
	input: RadiologistInput,
	{
		monthCount,
		from,
		level,
		cases,
		reads
	}: {
		monthCount: 6 | 12 | 24;
		from: string;
		level: string;
		cases: readonly CaseFact[];
		reads: readonly ReadFact[];
	}
): { window: RadiologistWindow; points: FunnelPoint[] } {
	const { readerId, people, minimums, nowMinute } = input;
	const own = cases.filter(({ reader }) => reader === readerId);
	const ownReads = reads.filter(({ reader }) => reader === readerId);
	const coverage = coverageOf(own, sumReads(ownReads), nowMinute);
	const scored = scoredFacts(cases, { mode: 'random', level });
	const ownScored = scored.filter(({ reader }) => reader === readerId);
	const compared = compareScored(scored);
	const standings = readerStandings(scored, compared, {
		people,
		minimums,
		isPart: false,
		incomplete: new Set(isIncomplete(coverage) ? [readerId] : [])
	});
	const placed = new Set(standings.rows.flatMap(({ readerId: id, zone }) => (zone === null ? [] : [id])));
	const standing = standings.rows.find((row) => row.readerId === readerId);
	const modalities = [...new Set([...own, ...ownReads].map(({ modality }) => modality))].sort();
	const late = own.filter(({ submitted, due }) => due < nowMinute && (submitted === 0 || submitted > due));
	return {
		window: {
			monthCount,
			months: { from, through: input.months.through },
			coverage,
			byModality: modalities.map((modality) => ({
				modality,
				reads: sumReads(ownReads.filter((fact) => fact.modality === modality)),
				sampled: own.filter((fact) => fact.modality === modality).length,
				reviewed: ownScored.filter((fact) => fact.modality === modality).length
			})),
			lateOrNever: { x: late.filter(({ state }) => state !== 'withdrawn').length, n: coverage.due },
			counts: countScores(ownScored),
			n: ownScored.length,
			comparison: standing?.comparison
				? {
						...standing.comparison,
						zone: standing.zone,
						excludedN: standing.excludedN,
						shrunken: shrunkenOf(compared, readerId),
						unadjusted: unadjustedOf(compared, readerId)
					}
				: null,
			power: powerFor(ownScored.length, scored, monthCount)
		},
		points:
			placed.size < MINIMUM_READERS
				? []
				: compared.radiologists
						.filter(({ id }) => placed.has(id))
						.map(({ id, expected, ratio }) => ({ expected, ratio: ratio ?? 0, isOwn: id === readerId }))
						// In the order of codes or ids a point could be counted off.
						.sort((a, b) => a.expected - b.expected)
	};
}

type Comparison = NonNullable<RadiologistWindow['comparison']>;

function shrunkenOf(compared: GroupComparison, readerId: string): Comparison['shrunken'] {
	const units = compared.radiologists.filter(({ expected }) => expected > 0);
	const at = units.findIndex(({ id }) => id === readerId);
	if (at < 0 || units.length < LEAST_FOR_SHRINKING) {
		return { ratio: null, lower: null, upper: null, reliability: null };
	}
	const shrunk = shrinkRatios(
		units.map(({ observed, expected }) => ({ o: observed, e: expected })),
		0.95
	);
	const { mean = null, lower = null, upper = null } = shrunk.units[at] ?? {};
	const expected = units[at]?.expected ?? 0;
	return {
		ratio: mean,
		lower,
		upper,
		reliability: shrunk.heterogeneity && shrunk.rate !== null ? expected / (expected + shrunk.rate) : null
	};
}

function unadjustedOf(compared: GroupComparison, readerId: string): Comparison['unadjusted'] {
	const one = compared.radiologists.find(({ id }) => id === readerId);
	if (!one) return { observed: 0, expected: 0, ratio: null, lower: null, upper: null };
	return ratioOf({ observed: one.observed, ...one.unadjusted });
}

function reviewingOf(input: RadiologistInput, scored: readonly ScoredFact[]): OwnReviewing | null {
	const { reviewerId, reviewers, minimums, months } = input;
	const code = reviewers.find(([id]) => id === reviewerId)?.[1];
	if (code === undefined) return null;
	const year = scored.filter(({ month }) => month >= addMonths(months.through, -11));
	const { rows } = reviewerRows(year, compareScored(year), {
		codes: new Map(reviewers),
		minimumReviews: minimums.reviews
	});
	const own = rows.find((row) => row.code === code);
	return own
		? { code, n: own.n, late: own.late, severity: own.severity }
		: { code, n: 0, late: 0, severity: null };
}
