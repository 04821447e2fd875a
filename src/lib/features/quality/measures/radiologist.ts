import { addMonths } from '#lib/core/month.ts';
import {
	countWhere,
	groupRows,
	numbers,
	texts,
	where,
	whereRow,
	wordsIn,
	type Selection
} from '#lib/core/rollups/selection.ts';
import { shrinkRatios } from '#lib/core/statistics/gamma-poisson.ts';
import type { GroupComparison } from '#lib/core/statistics/personal-comparison.ts';
import { ratioOf, compareScored, MINIMUM_READERS, readerStandings } from './readers.ts';
import type { CusumStatus, OwnReviewing, RadiologistWindow } from '#lib/features/quality/radiologist/view.ts';
import { coverageOf, isIncomplete, sumReads } from './coverage.ts';
import { cusumStatuses, type CusumPolicy } from './cusum.ts';
import { scoredFacts, usualLevel, wordAt } from './facts.ts';
import { factsOf, type FiguresInput } from './figures.ts';
import { countScores } from './modalities.ts';
import { powerFor } from './power.ts';
import { reviewerRows } from './reviewers.ts';
import { timeless } from './timeless.ts';

export type RadiologistInput = FiguresInput & {
	readonly readerId: string;
	/** Id of the account with which the radiologist reviews; null for whoever does not. */
	readonly reviewerId: string | null;
	readonly cusum: CusumPolicy;
	/** For the radiologist: cases whose outcome was not released yet are as if they were not scored. */
	readonly isReleasedOnly: boolean;
	/** Whether scores are counted also below the minimum of a person: for whoever sees the cases themselves. */
	readonly areCasesShown: boolean;
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
	const { level, windows, cusum, reviewing } = timeless(input, 'radiologist', () => timelessFigures(input));
	const made = windows.map((each) => windowOf(input, each));
	return {
		level,
		windows: made.map(({ window }) => window),
		points: made.map(({ points }) => points),
		cusum,
		reviewing
	};
}

/** What does not depend on the present minute, and the rows for what does. */
function timelessFigures(input: RadiologistInput) {
	const { readerId, months } = input;
	const { cases, reads } = factsOf(input);
	const all = where(cases, { mode: (word) => word === 'random' });
	const random = input.isReleasedOnly ? withoutUntold(all, input) : all;
	const level = usualLevel(random);
	const scored = scoredFacts(random, { mode: 'random', level });
	const statuses = cusumStatuses(scored, {
		from: addMonths(months.through, -11),
		policy: input.cusum,
		only: readerId
	});
	return {
		level,
		windows: windowLengths[input.isReleasedOnly ? 'own' : 'evaluation'].map((monthCount) => {
			const from = addMonths(months.through, 1 - monthCount);
			const isIn = { month: (word: string) => word >= from };
			return rowsOf(input, {
				monthCount,
				from,
				level,
				cases: where(random, isIn),
				reads: where(reads, isIn)
			});
		}),
		cusum: statuses.get(readerId) ?? { status: 'not-watched' as const, since: null, reviews: 0 },
		reviewing: reviewingOf(input, scored)
	};
}

type Window = {
	readonly monthCount: 6 | 12 | 24;
	readonly from: string;
	readonly level: string;
	readonly cases: Selection;
	readonly reads: Selection;
};

/** The rows of a window, and its comparison. */
function rowsOf({ readerId }: RadiologistInput, { cases, reads, level, ...window }: Window) {
	const isOwn = { reader: (word: string) => word === readerId };
	const scored = scoredFacts(cases, { mode: 'random', level });
	const compared = compareScored(scored);
	const ownScored = where(scored, isOwn);
	return {
		...window,
		...{ scored, compared, ownScored },
		own: where(cases, isOwn),
		ownReads: where(reads, isOwn),
		shrunken: shrunkenOf(compared, readerId),
		power: powerFor(ownScored.size, scored, window.monthCount)
	};
}

/** Without the scores of what a radiologist has not been told, or what would change at the hour at which a rebuttal is answered. */
function withoutUntold(random: Selection, { readerId, heldMinutes }: RadiologistInput): Selection {
	const { words, codes } = texts(random, 'score');
	const [stateOf, readerOf, minutes] = [
		wordAt(random, 'state'),
		wordAt(random, 'reader'),
		numbers(random, 'minute')
	];
	const held = new Set(heldMinutes);
	const told = codes.slice();
	for (const row of random.rows) {
		const isHeld = readerOf(row) === readerId && held.has(minutes[row] ?? 0);
		if (isHeld || stateOf(row) === 'final') told[row] = words.length;
	}
	const score = { words: [...words, ''], codes: told };
	return { ...random, table: { ...random.table, texts: { ...random.table.texts, score } } };
}

function windowOf(
	input: RadiologistInput,
	{ monthCount, from, scored, compared, own, ownReads, ownScored, shrunken, power }: ReturnType<typeof rowsOf>
): { window: RadiologistWindow; points: FunnelPoint[] } {
	const { readerId, people, minimums, nowMinute } = input;
	const coverage = coverageOf(own, sumReads(ownReads), nowMinute);
	const standings = readerStandings(scored, compared, {
		people,
		minimums,
		isPart: false,
		incomplete: new Set(isIncomplete(coverage) ? [readerId] : [])
	});
	const placed = new Set(standings.rows.flatMap(({ readerId: id, zone }) => (zone === null ? [] : [id])));
	const standing = standings.rows.find((row) => row.readerId === readerId);
	const modalities = [...new Set([...wordsIn(own, 'modality'), ...wordsIn(ownReads, 'modality')])].sort();
	const readsIn = groupRows(ownReads, 'modality');
	const [due, submitted] = [numbers(own, 'due'), numbers(own, 'submitted')];
	const late = whereRow(own, (row) => {
		const [dueMinute = 0, submittedMinute = 0] = [due[row], submitted[row]];
		return dueMinute < nowMinute && (submittedMinute === 0 || submittedMinute > dueMinute);
	});
	return {
		window: {
			monthCount,
			months: { from, through: input.months.through },
			coverage,
			byModality: modalities.map((modality) => ({
				modality,
				reads: sumOfReads(readsIn.get(modality)),
				sampled: countWhere(own, 'modality', (word) => word === modality),
				reviewed: countWhere(ownScored, 'modality', (word) => word === modality)
			})),
			lateOrNever: { x: countWhere(late, 'state', (word) => word !== 'withdrawn'), n: coverage.due },
			counts: input.areCasesShown || standing?.rate ? countScores(ownScored) : null,
			n: ownScored.size,
			comparison: standing?.comparison
				? {
						...standing.comparison,
						excludedN: standing.excludedN,
						shrunken,
						unadjusted: unadjustedOf(compared, readerId)
					}
				: null,
			power
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

function sumOfReads(reads: Selection | undefined): number {
	return reads ? sumReads(reads) : 0;
}

type Comparison = NonNullable<RadiologistWindow['comparison']>;

function shrunkenOf(compared: GroupComparison, readerId: string): Comparison['shrunken'] {
	const units = compared.radiologists.filter(({ expected }) => expected > 0);
	const at = units.findIndex(({ id }) => id === readerId);
	if (at < 0 || units.length < LEAST_FOR_SHRINKING) {
		return { ratio: null, lower: null, upper: null, reliability: null };
	}
	const counts = units.map(({ observed, expected }) => ({ o: observed, e: expected }));
	const shrunk = shrinkRatios(counts, 0.95, counts.slice(at, at + 1));
	const { mean = null, lower = null, upper = null } = shrunk.units[0] ?? {};
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

function reviewingOf(input: RadiologistInput, scored: Selection): OwnReviewing | null {
	const { reviewerId, reviewers, minimums, months } = input;
	const code = reviewers.find(([id]) => id === reviewerId)?.[1];
	if (code === undefined) return null;
	const first = addMonths(months.through, -11);
	const year = where(scored, { month: (word) => word >= first });
	const { rows } = reviewerRows(year, compareScored(year), {
		codes: new Map(reviewers),
		minimumReviews: minimums.reviews
	});
	const own = rows.find((row) => row.code === code);
	return own
		? { code, n: own.n, late: own.late, severity: own.severity }
		: { code, n: 0, late: 0, severity: null };
}
