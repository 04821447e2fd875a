import type { CodeWords } from '#lib/core/scoring/taxonomy.ts';
import { addMonths, monthsThrough } from '#lib/core/month.ts';
import {
	joinTables,
	unpackTable,
	type ColumnNames,
	type ColumnTable
} from '#lib/core/rollups/column-table.ts';
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
import {
	caseFacts,
	countBy,
	readFacts,
	isScored,
	scoredFacts,
	workingDays,
	type CaseFact,
	type ReadFact,
	type ScoredFact
} from './facts.ts';
import { modalityRows } from './modalities.ts';
import { comparedMonths, comparePeriods } from './periods.ts';
import { powerOf } from './power.ts';
import { groupRates, modeRates, type GroupRates } from './rates.ts';
import { compareScored, MINIMUM_READERS, readerSignals, readerStandings } from './readers.ts';
import { agreementOf, reviewerRows } from './reviewers.ts';
import { systemFactors } from './system.ts';
import { TREND_MONTHS, trendOf, type FrozenBaseline, type TrendAnnotation } from './trend.ts';

/** A rollup's bytes with the facility and month that they are of. */
export type Part = { readonly facilityId: string; readonly period: string; readonly body: Uint8Array };

/** Everything that the figures of the quality page are worked out from; may be sent to a thread. */
export type FiguresInput = {
	readonly filter: QualityFilter;
	readonly months: MonthSpan;
	readonly nowMinute: number;
	readonly cases: readonly Part[];
	readonly reads: readonly Part[];
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
};

export type FiguresAnswer = {
	readonly figures: QualityFigures;
	readonly level: string;
	readonly choices: Pick<QualityChoices, 'levels' | 'modes' | 'regions'>;
	/** Finished reads by modality and reader: how large the groups are in which somebody hides. */
	readonly readersOf: readonly { readonly modality: string; readonly readerId: string; readonly n: number }[];
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
	const inMonths = ({ from, through }: MonthSpan) => ({
		cases: allCases.filter(({ month }) => month >= from && month <= through),
		reads: allReads.filter(({ month }) => month >= from && month <= through)
	});
	const { cases, reads } = inMonths(months);
	const { mode } = filter;
	const levels = levelsOf(cases, mode);
	const level = levels.find((each) => each.level === filter.level)?.level ?? levels[0]?.level ?? '';
	const scored = scoredFacts(cases, { mode, level });
	const isSmallGroup = new Set(scored.map(({ reader }) => reader)).size < MINIMUM_READERS;
	const rateOf = (own: readonly ScoredFact[], from: readonly ReadFact[]): GroupRates =>
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
	const before = then && inMonths(then);
	const scoredThen = before ? scoredFacts(before.cases, { mode, level }) : [];
	const baseline = input.baselines.find((each) => each.mode === mode && each.level === level) ?? null;
	const pairs = input.pairs.filter((pair) => keepsPair(pair, input));
	return {
		level,
		choices: { levels, modes: modesOf(cases), regions: wordsOf(allReads) },
		readersOf: reads.map(({ modality, reader, n }) => ({ modality, readerId: reader, n })),
		figures: {
			coverage: standing,
			rates,
			modeRates: modeRates(cases, reads).map((row) => ({
				...row,
				...protect(row, isSmallGroup, input.minimums)
			})),
			modalities: modalityRows(standing, scored),
			comparison:
				then && before
					? comparePeriods(
							{ rates, scored },
							{
								rates: rateOf(scoredThen, before.reads),
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
			system: systemFactors(scored, workingDays(readTable, months), input.minimums.reviews),
			power: powerOf(scored, monthCount)
		}
	};
}

/** Whether a filter leaves nothing out but the mode and the level. */
export function isWholeGroup(filter: QualityFilter): boolean {
	const { facility, modality, region, subspecialty, tier, kind } = filter;
	return [facility, modality, region, subspecialty, tier].every((part) => part === '') && kind === 'final';
}

/** The rollups as facts, limited to the filter; the table of reads is not, for working days are whole whatever was read in them. */
export function factsOf(
	input: Pick<FiguresInput, 'filter' | 'people' | 'cases' | 'reads' | 'caseColumns' | 'readColumns'>
): {
	cases: CaseFact[];
	reads: ReadFact[];
	readTable: ColumnTable;
} {
	const { filter } = input;
	const readers = readersIn(input.people, filter);
	const keeps = (name: string, word: string): boolean => {
		if (name === 'reader') return readers === null || readers.has(word);
		if (name === 'modality') return filter.modality === '' || word === filter.modality;
		if (name === 'region') return filter.region === '' || word === filter.region;
		return name !== 'kind' || word === filter.kind;
	};
	const cases = caseFacts(joined(input.cases, input.caseColumns), keeps);
	const readTable = joined(input.reads, input.readColumns);
	const reads = readFacts(readTable, (name, word) => (name === 'day' ? word === '' : keeps(name, word)));
	return { cases, reads, readTable };
}

function joined(parts: readonly Part[], columns: ColumnNames): ColumnTable {
	const names = { texts: [...columns.texts, 'facility', 'month'], numbers: columns.numbers };
	return joinTables(
		names,
		parts.map(({ facilityId, period, body }) => ({
			table: unpackTable(body),
			labels: { facility: facilityId, month: period }
		}))
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

function levelsOf(cases: readonly CaseFact[], mode: string): { level: string; n: number }[] {
	const own = cases.filter((fact) => fact.mode === mode && isScored(fact));
	return countBy(own, ({ level }) => level).map(([level, n]) => ({ level, n }));
}

function modesOf(cases: readonly CaseFact[]): QualityChoices['modes'] {
	const scored = new Map(
		countBy(
			cases.filter(({ score }) => score !== ''),
			({ mode }) => mode
		)
	);
	const counted = countBy(cases, ({ mode }) => mode).map(([mode, n]) => ({
		mode,
		n,
		scored: scored.get(mode) ?? 0
	}));
	const random = counted.find(({ mode }) => mode === 'random') ?? { mode: 'random', n: 0, scored: 0 };
	return [
		random,
		...counted.filter(({ mode }) => mode !== 'random').sort((a, b) => (a.mode < b.mode ? -1 : 1))
	];
}

function wordsOf(reads: readonly ReadFact[]): string[] {
	return [...new Set(reads.map(({ region }) => region))].filter((word) => word !== '').sort();
}
