import { releasedStates } from '#lib/core/case/life.ts';
import type { CodeWords } from '#lib/core/scoring/code-words.ts';
import { addMonths, monthsThrough } from '#lib/core/month.ts';
import type { ColumnNames } from '#lib/core/rollups/column-table.ts';
import { noRows, numbers, where, whereRow, wordsIn, type Selection } from '#lib/core/rollups/selection.ts';
import { makeRate } from '#lib/core/statistics/rate.ts';
import type { QualityFilter } from '#lib/features/quality/filter.ts';
import type {
	MonthSpan,
	QualityChoices,
	QualityFigures,
	QualityMinimums
} from '#lib/features/quality/view.ts';
import { causeRows } from './causes.ts';
import { levelsOf, modesOf, readersOf, regionsOf, type ReaderReads } from './choices.ts';
import { concordanceOf, type PairCount } from './concordance.ts';
import { coverage, isIncomplete, type Person } from './coverage.ts';
import { inMonths, scoredFacts, wordAt } from './facts.ts';
import { joinParts, type Part } from './kept-parts.ts';
import { latelyReviewed, type ReviewedPair } from './lately.ts';
import { modalityRows } from './modalities.ts';
import { comparedMonths, comparePeriods } from './periods.ts';
import { powerOf } from './power.ts';
import { countOutcome, groupRates, modeRates, type GroupRates } from './rates.ts';
import { withoutZones } from './look.ts';
import { compareScored, MINIMUM_READERS, readerStandings } from './readers.ts';
import { agreementOf, plainReviewers, reviewerRows } from './reviewers.ts';
import { systemFactors } from './system.ts';
import { timeless } from './timeless.ts';
import { TREND_MONTHS, trendOf, type FrozenBaseline, type TrendAnnotation } from './trend.ts';

/** Everything that the figures of the quality page are worked out from; may be sent to a thread. */
export type FiguresInput = {
	readonly filter: QualityFilter;
	readonly months: MonthSpan;
	readonly nowMinute: number;
	readonly cases: readonly Part[];
	readonly reads: readonly Part[];
	/** Cases and reads of all facilities, where the filter is of one. */
	readonly groupCases: readonly Part[];
	readonly groupReads: readonly Part[];
	readonly pairs: readonly PairCount[];
	readonly people: readonly Person[];
	/** Reviewers' codes by the id of their account. */
	readonly reviewers: readonly (readonly [id: string, code: string])[];
	readonly words: CodeWords;
	readonly minimums: QualityMinimums;
	/** The last frozen baseline of each mode and level; of one that is kept from the viewer the months count, and not the counts. */
	readonly baselines: readonly (FrozenBaseline & {
		readonly mode: string;
		readonly level: string;
		readonly isKept: boolean;
	})[];
	readonly annotations: readonly TrendAnnotation[];
	readonly caseColumns: ColumnNames;
	readonly readColumns: ColumnNames;
	/** The reader whom the figures are for; null for who reads nothing. */
	readonly viewer: Viewer | null;
};

/** Of a reader's own cases only those count that they were told of: a figure that moved would tell them. */
export type Viewer = {
	readonly readerId: string;
	/** Minutes of the own reads whose rebuttal waits, or was answered today: the answer is told tomorrow, its hour never. */
	readonly heldMinutes: readonly number[];
	/** Reads of others that they co-signed and are not told of yet: who signed each, and its minute. */
	readonly coSigned: readonly (readonly [reader: string, minute: number])[];
};

const released: ReadonlySet<string> = new Set(releasedStates);

export type FiguresAnswer = {
	readonly figures: QualityFigures;
	readonly level: string;
	readonly choices: Pick<QualityChoices, 'levels' | 'modes' | 'regions'>;
	/** Finished reads by modality and reader: how large the groups are in which somebody hides. */
	readonly readersOf: readonly ReaderReads[];
	/** Who has reviewed whom lately, in the whole group whatever the filter is. */
	readonly lately: readonly ReviewedPair[];
};

/** The first months that a page needs: of cases 24 for the trend, of both more where an earlier period is compared with. */
export function firstMonths(
	filter: Pick<QualityFilter, 'months' | 'compare'>,
	last: string
): { cases: string; reads: string } {
	const count = Number(filter.months);
	const from = addMonths(last, 1 - count);
	const compared = comparedMonths({ from, through: last }, count, filter.compare)?.from ?? from;
	const trend = addMonths(last, 1 - TREND_MONTHS);
	return { cases: compared < trend ? compared : trend, reads: compared };
}

/** Works out everything that the quality page shows. Takes as long as there are cases, so it is done away from the event loop. */
export function qualityFigures(input: FiguresInput): FiguresAnswer {
	const { filter, people, minimums, nowMinute } = input;
	const { cases, reads, scored, compared, told, group, lately, answer, figures } = timeless(
		input,
		'page',
		() => timelessFigures(input)
	);
	const standing = coverage(cases, reads, { mode: filter.mode, people, nowMinute });
	const standings = readerStandings(scored, compared, {
		people,
		minimums,
		isPart: filter.modality !== '' || filter.region !== '',
		incomplete: new Set(standing.readers.filter(isIncomplete).map(({ readerId }) => readerId))
	});
	return {
		...answer,
		lately: latelyReviewed(lately, nowMinute),
		figures: {
			...figures,
			coverage: standing,
			modalities: modalityRows(standing, told),
			readers: { ...withoutZones(standings), group }
		}
	};
}

/** What does not depend on the present minute, and the rows for what does. */
function timelessFigures(input: FiguresInput) {
	const { filter, months } = input;
	const monthCount = Number(filter.months);
	const { cases: allCases, reads: allReads, readTable } = factsOf(input);
	const [cases, reads] = [inMonths(allCases, months), inMonths(allReads, months)];
	const { mode } = filter;
	const levels = levelsOf(cases, mode);
	const level = levels.find((each) => each.level === filter.level)?.level ?? levels[0]?.level ?? '';
	const scored = scoredFacts(cases, { mode, level });
	const isHidden = (own: Selection): boolean => isTelling(own, input.minimums);
	const rateOf = (own: Selection, from: Selection | null): GroupRates =>
		protect(groupRates(own, from), isHidden(own));
	const framed = (from: Selection): Selection | null => (mode === 'random' ? from : null);
	// What would tell of one of few by another figure of the same cases is worked out of none.
	const told = isHidden(scored) ? noRows(scored) : scored;

	const rates = rateOf(scored, framed(reads));
	const compared = compareScored(scored);
	const then = comparedMonths(months, monthCount, filter.compare);
	const scoredThen = then && scoredFacts(inMonths(allCases, then), { mode, level });
	const baseline = input.baselines.find((each) => each.mode === mode && each.level === level) ?? null;
	const pairs = input.pairs.filter((pair) => keepsPair(pair, input));
	return {
		...{ cases, reads, scored, compared, told },
		group: makeRate(countOutcome(told, 'any'), told.size),
		lately: joinParts(filter.facility === '' ? input.cases : input.groupCases, input.caseColumns),
		answer: {
			level,
			choices: { levels, modes: modesOf(cases), regions: regionsOf(allReads) },
			readersOf: readersOf(reads)
		},
		figures: {
			rates,
			modeRates: modeRates(cases, reads, rateOf),
			comparison:
				then && scoredThen
					? comparePeriods(
							{ rates, isHidden: isHidden(scored) },
							{
								rates: rateOf(scoredThen, framed(inMonths(allReads, then))),
								isHidden: isHidden(scoredThen)
							},
							then
						)
					: null,
			trend: trendOf(told.size < scored.size ? noRows(allCases) : allCases, {
				months: monthsThrough(months.through, TREND_MONTHS),
				mode,
				level,
				frozen: baseline,
				isWhole: isWholeGroup(filter) && baseline?.isKept !== true,
				annotations: input.annotations
			}),
			reviewers: plainReviewers(
				reviewerRows(scored, compared, {
					codes: new Map(input.reviewers),
					minimumReviews: input.minimums.reviews
				})
			),
			agreement: agreementOf(cases, { mode, level }),
			causes: causeRows(told, { words: input.words, isSmallGroup: isSmall(scored) }),
			concordance: concordanceOf(pairs, cases),
			system: systemFactors(told, readTable, { months, minimumReviews: input.minimums.reviews }),
			power: powerOf(told, monthCount)
		}
	};
}

/** Whether a filter leaves nothing out but the mode and the level. */
export function isWholeGroup(filter: QualityFilter): boolean {
	const { facility, modality, region, subspecialty, tier, kind } = filter;
	return [facility, modality, region, subspecialty, tier].every((part) => part === '') && kind === 'final';
}

/** The rollups' rows, limited to the filter; the table of reads is not, for working days are whole whatever was read in them, and wherever. */
export function factsOf(
	input: Pick<
		FiguresInput,
		'filter' | 'people' | 'cases' | 'reads' | 'groupReads' | 'caseColumns' | 'readColumns' | 'viewer'
	>
): {
	cases: Selection;
	reads: Selection;
	readTable: Selection;
} {
	const { filter } = input;
	const readers = readersIn(input.people, filter);
	const tests = {
		...(readers === null ? {} : { reader: (word: string) => readers.has(word) }),
		...(filter.modality === '' ? {} : { modality: (word: string) => word === filter.modality }),
		...(filter.region === '' ? {} : { region: (word: string) => word === filter.region }),
		kind: (word: string) => word === filter.kind
	};
	const ownReads = joinParts(input.reads, input.readColumns);
	const readTable = filter.facility === '' ? ownReads : joinParts(input.groupReads, input.readColumns);
	return {
		cases: withoutUntold(where(joinParts(input.cases, input.caseColumns), tests), input.viewer),
		reads: where(ownReads, { day: (word) => word === '', ...tests }),
		readTable
	};
}

function withoutUntold(cases: Selection, viewer: Viewer | null): Selection {
	if (viewer === null) return cases;
	const [readerOf, stateOf, minutes] = [
		wordAt(cases, 'reader'),
		wordAt(cases, 'state'),
		numbers(cases, 'minute')
	];
	const held = new Set(viewer.heldMinutes);
	const coSigned = Map.groupBy(viewer.coSigned, ([reader]) => reader);
	return whereRow(cases, (row) => {
		const [reader, minute] = [readerOf(row), minutes[row] ?? 0];
		if (reader === viewer.readerId) return released.has(stateOf(row)) && !held.has(minute);
		return coSigned.get(reader)?.some(([, at]) => at === minute) !== true;
	});
}

/** The readers of a subspecialty and tier; null for all. */
function readersIn(people: readonly Person[], filter: QualityFilter): ReadonlySet<string> | null {
	const { subspecialty, tier } = filter;
	if (subspecialty === '' && tier === '') return null;
	return new Set(
		people
			.filter((one) => subspecialty === '' || one.section === subspecialty)
			.filter((one) => tier === '' || one.tier === tier)
			.map(({ id }) => id)
	);
}

function keepsPair(pair: PairCount, { filter, people, months }: FiguresInput): boolean {
	const readers = readersIn(people, filter);
	return (
		pair.month >= months.from &&
		pair.month <= months.through &&
		(filter.facility === '' || pair.facility === filter.facility) &&
		(filter.modality === '' || pair.modality === filter.modality) &&
		(filter.region === '' || pair.region === filter.region) &&
		(readers === null || readers.has(pair.reader))
	);
}

function isSmall(scored: Selection): boolean {
	return wordsIn(scored, 'reader').length < MINIMUM_READERS;
}

/** Figures of very few radiologists are nearly personal: below the minimum of a person there are none but n. */
function isTelling(scored: Selection, minimums: QualityMinimums): boolean {
	return scored.size > 0 && scored.size < minimums.reviews && isSmall(scored);
}

function protect(rates: GroupRates, isHidden: boolean): GroupRates {
	if (!isHidden) return rates;
	const hidden = { x: 0, n: rates.any.n, rate: null, lower: null, upper: null };
	return { ...rates, any: hidden, significant: hidden, scoreThree: hidden };
}
