import { classifyRatio, type FunnelZone } from '#lib/core/statistics/funnel-classify.ts';
import type { DemoRead, DemoReview } from './types.ts';

type Cell = { n: number; x: number };
type Case = {
	readonly reader: string;
	readonly reviewer: string;
	readonly stratum: string;
	readonly isEvent: boolean;
};

/**
 * The flag on every radiologist, as section 6 of the simulation model writes it: expected events from the others' rates
 * by modality and shift (at least 100 cases and 5 events of others), corrected for the severity of each reviewer by a
 * two-way fit, then exact Poisson tails. It shows whether a seed's data are recognisable; it is no screen's estimator.
 */
export function flagReaders(
	reviewed: readonly { read: DemoRead; review: DemoReview }[]
): Map<string, FunnelZone> {
	const cases = reviewed.map(({ read, review }): Case => ({
		reader: read.readerCode,
		reviewer: review.first.reviewerCode,
		stratum: `${read.modality} ${read.shift}`,
		isEvent: review.first.score !== '1'
	}));
	const { observed, expected } = compareWithOthers(cases);
	const severity = fitSeverity(observed, expected);
	const zones = new Map<string, FunnelZone>();
	for (const [reader, row] of expected) {
		let events = 0;
		let adjusted = 0;
		for (const [reviewer, value] of row) {
			events += observed.get(reader)?.get(reviewer) ?? 0;
			adjusted += value * (severity.get(reviewer) ?? 1);
		}
		zones.set(reader, classifyRatio(events, adjusted).zone);
	}
	return zones;
}

type Table = Map<string, Map<string, number>>;

/** Observed and expected events of each radiologist with each reviewer. */
function compareWithOthers(cases: readonly Case[]): { observed: Table; expected: Table } {
	const all = new Map<string, Cell>();
	const own = new Map<string, Cell>();
	for (const { reader, stratum, isEvent } of cases) {
		count(all, stratum, isEvent);
		count(own, `${reader} ${stratum}`, isEvent);
	}
	const observed: Table = new Map();
	const expected: Table = new Map();
	for (const { reader, reviewer, stratum, isEvent } of cases) {
		const total = all.get(stratum) ?? { n: 0, x: 0 };
		const mine = own.get(`${reader} ${stratum}`) ?? { n: 0, x: 0 };
		const n = total.n - mine.n;
		const x = total.x - mine.x;
		if (n < 100 || x < 5) continue;
		add(observed, reader, reviewer, isEvent ? 1 : 0);
		add(expected, reader, reviewer, x / n);
	}
	return { observed, expected };
}

function count(cells: Map<string, Cell>, name: string, isEvent: boolean): void {
	const cell = cells.get(name) ?? { n: 0, x: 0 };
	cell.n++;
	if (isEvent) cell.x++;
	cells.set(name, cell);
}

function add(table: Table, reader: string, reviewer: string, value: number): void {
	const row = table.get(reader) ?? new Map<string, number>();
	row.set(reviewer, (row.get(reviewer) ?? 0) + value);
	table.set(reader, row);
}

/** Reviewer effects of O ~ Poisson(E·a·b) by iterative proportional fitting; their mean, weighted by events, is 1. */
function fitSeverity(observed: Table, expected: Table): Map<string, number> {
	const readers = new Map([...expected.keys()].map((reader) => [reader, 1]));
	const reviewers = new Map<string, number>();
	for (const row of expected.values()) for (const reviewer of row.keys()) reviewers.set(reviewer, 1);
	for (let round = 0; round < 60; round++) {
		for (const reader of readers.keys()) {
			const [o, e] = marginOf(
				observed,
				expected,
				[reader],
				reviewers.keys(),
				(_, reviewer) => reviewers.get(reviewer) ?? 1
			);
			readers.set(reader, e > 0 ? o / e : 0);
		}
		for (const reviewer of reviewers.keys()) {
			const [o, e] = marginOf(
				observed,
				expected,
				readers.keys(),
				[reviewer],
				(reader) => readers.get(reader) ?? 1
			);
			reviewers.set(reviewer, e > 0 ? o / e : 0);
		}
	}
	// Only ratios are determined; the scale is set so that severities leave the total expectation as it was.
	const [, plain] = marginOf(observed, expected, readers.keys(), reviewers.keys(), () => 1);
	const [, scaled] = marginOf(
		observed,
		expected,
		readers.keys(),
		reviewers.keys(),
		(_, reviewer) => reviewers.get(reviewer) ?? 1
	);
	return new Map([...reviewers].map(([reviewer, value]) => [reviewer, (value * plain) / scaled]));
}

function marginOf(
	observed: Table,
	expected: Table,
	readers: Iterable<string>,
	reviewers: Iterable<string>,
	weight: (reader: string, reviewer: string) => number
): [observed: number, expected: number] {
	const columns = [...reviewers];
	let o = 0;
	let e = 0;
	for (const reader of readers) {
		for (const reviewer of columns) {
			o += observed.get(reader)?.get(reviewer) ?? 0;
			e += (expected.get(reader)?.get(reviewer) ?? 0) * weight(reader, reviewer);
		}
	}
	return [o, e];
}
