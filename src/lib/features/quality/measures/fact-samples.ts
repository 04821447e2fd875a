import { makeTable, packTable } from '#lib/core/rollups/column-table.ts';
import { caseColumns, readColumns } from '#lib/features/quality/rollup/columns.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import type { CaseFact, ReadFact } from './facts.ts';
import type { Selection } from '#lib/core/rollups/selection.ts';
import { factsOf, type FiguresInput } from './figures.ts';

/** A closed case of the random sample, concordant, for tests to change. */
export function aCaseFact(given: Partial<CaseFact> = {}): CaseFact {
	return {
		month: '2026-03',
		reader: 'r1',
		reviewer: 'v1',
		secondReviewer: '',
		modality: 'CT',
		region: 'head',
		kind: 'final',
		shift: 'day',
		mode: 'random',
		level: 'L3',
		state: 'closed',
		score: '1',
		first: '1',
		second: '',
		cause: '',
		attribution: '',
		day: '2026-03-10',
		minute: 29_555_000,
		due: 29_600_000,
		submitted: 29_570_000,
		secondSubmitted: 0,
		waitsSince: 0,
		...given
	};
}

/** A hundred CT reads of one reader. */
export function aReadFact(given: Partial<ReadFact> = {}): ReadFact {
	return {
		month: '2026-03',
		reader: 'r1',
		modality: 'CT',
		region: 'head',
		kind: 'final',
		shift: 'day',
		n: 100,
		...given
	};
}

/** So many cases, the first `events` of them 2a. */
export function someFacts(n: number, events: number, given: Partial<CaseFact> = {}): CaseFact[] {
	return Array.from({ length: n }, (_, at) => aCaseFact({ score: at < events ? '2a' : '1', ...given }));
}

/** What the figures of these facts are worked out from, as rollups would hold it, in November 2026. */
export function figuresInput(
	cases: readonly CaseFact[],
	reads: readonly ReadFact[] = [],
	query = ''
): FiguresInput {
	const ids = [...new Set([...cases, ...reads].map(({ reader }) => reader))].sort();
	const reviewers = [...new Set(cases.map(({ reviewer }) => reviewer))].sort();
	const filter = parseQualityFilter(new URLSearchParams(query));
	const partsOf = <T extends { readonly month: string }>(
		facts: readonly T[],
		columns: typeof caseColumns
	): FiguresInput['cases'] =>
		[...Map.groupBy(facts, ({ month }) => month)].map(([period, own]) => {
			const body = packTable(makeTable(columns, own));
			return { facilityId: 'f', period, key: Buffer.from(body).toString('base64'), body };
		});
	return {
		filter,
		months: { from: '2025-12', through: '2026-11' },
		nowMinute: 29_900_000,
		cases: partsOf(cases, caseColumns),
		reads: partsOf(reads, readColumns),
		groupCases: [],
		groupReads: [],
		pairs: [],
		people: ids.map((id) => ({ id, code: id.toUpperCase(), section: 'body', tier: 'standard' })),
		reviewers: reviewers.map((id) => [id, id.toUpperCase()]),
		words: {},
		minimums: { version: 1, reviews: 30, funnelReviews: 50, funnelExpected: 1 },
		baselines: [],
		annotations: [],
		caseColumns,
		readColumns,
		viewer: null
	};
}

/** The cases of these facts, as measures are given them. */
export function casesOf(facts: readonly CaseFact[]): Selection {
	return factsOf(figuresInput(facts)).cases;
}
