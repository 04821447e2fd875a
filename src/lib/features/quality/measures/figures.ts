import { finalStates } from '#lib/core/case/life.ts';
import type { CodeWords } from '#lib/core/scoring/code-words.ts';
import { addMonths, monthsThrough } from '#lib/core/month.ts';
import type { ColumnNames } from '#lib/core/rollups/column-table.ts';
import {
	countWhere,
	countWords,
	numbers,
	texts,
	where,
	whereRow,
	wordsIn,
	type Selection
} from '#lib/core/rollups/selection.ts';
import type { QualityFilter } from '#lib/features/quality/filter.ts';
import type {
	MonthSpan,
	QualityChoices,
	QualityFigures,
	QualityMinimums
} from '#lib/features/quality/view.ts';
import { causeRows } from './causes.ts';
import { concordanceOf, type PairCount } from './concordance.ts';
import { coverage, isIncomplete, type Person } from './coverage.ts';
import { inMonths, scoredFacts, scoredIn, wordAt } from './facts.ts';
import { joinParts, type Part } from './kept-parts.ts';
import { latelyReviewed, type ReviewedPair } from './lately.ts';
import { modalityRows } from './modalities.ts';
import { comparedMonths, comparePeriods } from './periods.ts';
import { powerOf } from './power.ts';
import { groupRates, modeRates, type GroupRates } from './rates.ts';
import { compareScored, MINIMUM_READERS, readerSignals, readerStandings } from './readers.ts';
import { agreementOf, reviewerRows } from './reviewers.ts';
import { systemFactors } from './system.ts';
import { TREND_MONTHS, trendOf, type FrozenBaseline, type TrendAnnotation } from './trend.ts';

/** Everything that the figures of the quality page are worked out from; may be sent to a thread. */
export type FiguresInput = {
	readonly filter: QualityFilter;
	readonly months: MonthSpan;
	readonly nowMinute: number;
	readonly cases: readonly Part[];
	readonly reads: readonly Part[];
	/** Cases of all facilities, where the filter is of one. */
	readonly groupCases: readonly Part[];
	readonly pairs: readonly PairCount[];
	readonly people: readonly Person[];
	/** Reviewers' codes by the id of their account. */
	readonly reviewers: readonly (readonly [id: string, code: string])[];
	readonly words: CodeWords;
	readonly minimums: QualityMinimums;
	/** The last frozen baseline of each mode and level. */
	readonly baselines: readonly (FrozenBaseline & { readonly mode: string; readonly level: string })[];
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
};

/** States in which a reader has been told of a case. */
const toldStates: ReadonlySet<string> = new Set(finalStates.filter((state) => state !== 'final'));

export type FiguresAnswer = {
	readonly figures: QualityFigures;
	readonly level: string;
	readonly choices: Pick<QualityChoices, 'levels' | 'modes' | 'regions'>;
	/** Finished reads by modality and reader: how large the groups are in which somebody hides. */
	readonly readersOf: readonly { readonly modality: string; readonly readerId: string; readonly n: number }[];
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
	const { filter, months, people } = input;
	const monthCount = Number(filter.months);
	const { cases: allCases, reads: allReads, readTable } = factsOf(input);
	const [cases, reads] = [inMonths(allCases, months), inMonths(allReads, months)];
	const { mode } = filter;
	const levels = levelsOf(cases, mode);
	const level = levels.find((each) => each.level === filter.level)?.level ?? levels[0]?.level ?? '';
	const scored = scoredFacts(cases, { mode, level });
	const isSmallGroup = wordsIn(scored, 'reader').length < MINIMUM_READERS;
	const rateOf = (own: Selection, from: Selection): GroupRates =>
		protect(groupRates(own, mode === 'random' ? from : null), isSmallGroup, input.minimums);

	const standing = coverage(cases, reads, { mode, people, nowMinute: input.nowMinute });
	const rates = rateOf(scored, reads);
	const compared = compareScored(scored);
	const standings = readerStandings(scored, compared, {
		people,
		minimums: input.minimums,
		isPart: filter.modality !== '' || filter.region !== '',
		incomplete: new Set(standing.readers.filter(isIncomplete).map(({ readerId }) => readerId))
	});
	const then = comparedMonths(months, monthCount, filter.compare);
	const scoredThen = then && scoredFacts(inMonths(allCases, then), { mode, level });
	const baseline = input.baselines.find((each) => each.mode === mode && each.level === level) ?? null;
	const pairs = input.pairs.filter((pair) => keepsPair(pair, input));
	return {
		level,
		choices: { levels, modes: modesOf(cases), regions: regionsOf(allReads) },
		readersOf: readersOf(reads),
		lately: latelyReviewed(
			filter.facility === ''
				? joinParts(input.cases, input.caseColumns)
				: joinParts(input.groupCases, input.caseColumns),
			input.nowMinute
		),
		figures: {
			coverage: standing,
			rates,
			modeRates: modeRates(cases, reads).map((row) => ({
				...row,
				...protect(row, isSmallGroup, input.minimums)
			})),
			modalities: modalityRows(standing, scored),
			comparison:
				then && scoredThen
					? comparePeriods(
							{ rates, scored },
							{
								rates: rateOf(scoredThen, inMonths(allReads, then)),
								scored: scoredThen
							},
							then
						)
					: null,
			trend: trendOf(allCases, {
				months: monthsThrough(months.through, TREND_MONTHS),
				mode,
				level,
				frozen: baseline,
				isWhole: isWholeGroup(filter),
				annotations: input.annotations
			}),
			readers: standings,
			signals: readerSignals(standings, scored, compared),
			reviewers: reviewerRows(scored, compared, {
				codes: new Map(input.reviewers),
				minimumReviews: input.minimums.reviews
			}),
			agreement: agreementOf(cases, { mode, level }),
			causes: causeRows(scored, { words: input.words, isSmallGroup }),
			concordance: concordanceOf(pairs, cases),
			system: systemFactors(scored, readTable, { months, minimumReviews: input.minimums.reviews }),
			power: powerOf(scored, monthCount)
		}
	};
}

/** Whether a filter leaves nothing out but the mode and the level. */
export function isWholeGroup(filter: QualityFilter): boolean {
	const { facility, modality, region, subspecialty, tier, kind } = filter;
	return [facility, modality, region, subspecialty, tier].every((part) => part === '') && kind === 'final';
}

/** The rollups' rows, limited to the filter; the table of reads is not, for working days are whole whatever was read in them. */
export function factsOf(
	input: Pick<
		FiguresInput,
		'filter' | 'people' | 'cases' | 'reads' | 'caseColumns' | 'readColumns' | 'viewer'
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
	const readTable = joinParts(input.reads, input.readColumns);
	return {
		cases: withoutUntold(where(joinParts(input.cases, input.caseColumns), tests), input.viewer),
		reads: where(readTable, { day: (word) => word === '', ...tests }),
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
	return whereRow(
		cases,
		(row) =>
			readerOf(row) !== viewer.readerId || (toldStates.has(stateOf(row)) && !held.has(minutes[row] ?? 0))
	);
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

/** Rates of very few radiologists are nearly personal: below the minimum of a person they have no figures. */
function protect(rates: GroupRates, isSmallGroup: boolean, minimums: QualityMinimums): GroupRates {
	if (!isSmallGroup || rates.any.n >= minimums.reviews || rates.any.n === 0) return rates;
	const hidden = { x: 0, n: rates.any.n, rate: null, lower: null, upper: null };
	return { ...rates, any: hidden, significant: hidden, scoreThree: hidden };
}

function levelsOf(cases: Selection, mode: string): { level: string; n: number }[] {
	return countWords(scoredIn(cases, mode), 'level').map(([level, n]) => ({ level, n }));
}

function modesOf(cases: Selection): QualityChoices['modes'] {
	const scored = where(cases, { score: (word) => word !== '' });
	const counted = countWords(cases, 'mode').map(([mode, n]) => ({
		mode,
		n,
		scored: countWhere(scored, 'mode', (word) => word === mode)
	}));
	const random = counted.find(({ mode }) => mode === 'random') ?? { mode: 'random', n: 0, scored: 0 };
	return [
		random,
		...counted.filter(({ mode }) => mode !== 'random').sort((a, b) => (a.mode < b.mode ? -1 : 1))
	];
}

function regionsOf(reads: Selection): string[] {
	return wordsIn(reads, 'region')
		.filter((word) => word !== '')
		.sort();
}

/** Reads of each reader by modality. */
function readersOf(reads: Selection): FiguresAnswer['readersOf'] {
	const [modality, reader, counts] = [texts(reads, 'modality'), texts(reads, 'reader'), numbers(reads, 'n')];
	const sums = new Map<number, number>();
	for (const row of reads.rows) {
		const key = (modality.codes[row] ?? 0) * reader.words.length + (reader.codes[row] ?? 0);
		sums.set(key, (sums.get(key) ?? 0) + (counts[row] ?? 0));
	}
	return [...sums].map(([key, n]) => ({
		modality: modality.words[Math.floor(key / reader.words.length)] ?? '',
		readerId: reader.words[key % reader.words.length] ?? '',
		n
	}));
}
