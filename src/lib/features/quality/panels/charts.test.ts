import { describe, expect, it } from 'vitest';
import { makeRate } from '#lib/core/statistics/rate.ts';
import type { CoverageRow } from '#lib/features/quality/measures/coverage.ts';
import type { ReaderStanding, ReaderStandings } from '#lib/features/quality/measures/readers.ts';
import type { Trend, TrendPoint } from '#lib/features/quality/measures/trend.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { coverageChart, modalityMixChart, modalityRatesChart, readersFunnel, trendChart } from './charts.ts';
import { modalityFinding } from './modality-finding.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const filter = parseQualityFilter(new URLSearchParams('facility=f'));
const coverage: CoverageRow = {
	reads: 100,
	sampled: 50,
	waiting: 0,
	assigned: 0,
	done: 40,
	withdrawn: 0,
	due: 50,
	doneOfDue: 40,
	overdue: 10,
	inCommittee: 0,
	oldestInCommitteeOn: null
};

function row(modality: string, x: number, n: number) {
	const counts = { '1': n - x, '2a': x, '2b': 0, '3a': 0, '3b': 0 };
	return { modality, coverage, counts, rate: makeRate(x, n) };
}

describe('what modality rates allow to be said', () => {
	it.each([
		['above the others', { CT: [50, 1000], XR: [15, 1000] }, 'above'],
		['alike while the difference may be chance', { CT: [20, 1000], XR: [15, 1000] }, 'alike'],
		['only one', { CT: [50, 1000], XR: [3, 20] }, 'only'],
		['none with too few reviews', { CT: [3, 20] }, 'none']
	])('is %s', (_what, rates, kind) => {
		const given = Object.entries(rates).map(([modality, [x = 0, n = 0]]) => row(modality, x, n));
		expect(modalityFinding(given, 30).kind).toBe(kind);
	});

	it('stands in the title with interval and n', () => {
		const rows = [row('CT', 50, 1000), row('XR', 15, 1000), row('US', 0, 20)];
		expect(plain(modalityRatesChart(rows, 30, filter).title)).toBe(
			'CT is above the other modalities: 5.0 % (3.8–6.5, n 1 000)'
		);
		expect(plain(modalityMixChart(rows, 30).title)).toContain('n 2 020');
	});

	it('is no share of a handful of scores', () => {
		const few = [row('CT', 0, 5)];
		expect(modalityMixChart(few, 30).title).toBe('5 final scores, too few for a share');
		expect(modalityRatesChart(few, 30, filter).title).toBe('No modality has enough reviews for a rate');
	});

	it('leads from each rate to its cases with the same choice', () => {
		const chart = modalityRatesChart([row('CT', 50, 1000)], 30, filter);
		expect(chart.series[0]?.points[0]?.href).toBe('/quality/cases?facility=f&outcome=any&modality=CT');
	});
});

it('draws what is done of what is due, and nothing where nothing is due', () => {
	const chart = coverageChart(
		'80 % done',
		[
			{ modality: 'CT', ...coverage },
			{ modality: 'MR', ...coverage, due: 0, doneOfDue: 0 }
		],
		filter
	);
	expect(chart.series[0]?.points.map(({ x, y, n }) => [x, y, n])).toEqual([['CT', 0.8, 50]]);
});

const standing = (code: string, zone: ReaderStanding['zone']): ReaderStanding => ({
	readerId: `id-${code}`,
	code,
	n: 300,
	excludedN: 12,
	rate: makeRate(20, 300),
	comparison: { observed: 20, expected: 10, ratio: 2, lower: 1.2, upper: 3.1 },
	zone,
	isIncomplete: false
});

describe('the funnel of readers', () => {
	const minimums = { version: 1, reviews: 30, funnelReviews: 50, funnelExpected: 1 };
	const standings = (rows: ReaderStanding[], isComparable = true): ReaderStandings => ({
		rows,
		group: makeRate(90, 3000),
		isComparable,
		notAdjusted: null,
		expectedFalseSignals: 0.01,
		suppressed: 0
	});

	it('takes the zone from the exact tail, and its place from what is comparable', () => {
		const chart = readersFunnel(
			standings([standing('R01', 'within'), standing('R02', 'again'), standing('R03', 'signal')]),
			minimums
		);
		const points = chart.series[0]?.points ?? [];
		expect(points.map(({ tone }) => tone)).toEqual([undefined, 'watch', 'look']);
		expect(points[2]).toMatchObject({ label: 'R03', n: 288, x: 10, href: '/quality/radiologists/id-R03' });
		expect(chart.title).toBe('1 reader at signal, 1 at look again, 1 within expected variation');
	});

	it('leaves out who has no place and says how many', () => {
		const chart = readersFunnel(standings([standing('R01', 'within'), standing('R02', null)]), minimums);
		expect(chart.series[0]?.points.map(({ label }) => label)).toEqual(['R01']);
		expect(chart.notes.at(-1)).toBe('1 reader with fewer than 50 reviews is not placed.');
	});

	it('says why it is empty', () => {
		expect(readersFunnel(standings([], false), minimums).emptyReason).toContain('five readers');
		expect(readersFunnel(standings([]), minimums).emptyReason).toContain('50 reviews');
	});
});

describe('the trend', () => {
	const point = (month: string, given: Partial<TrendPoint> = {}): TrendPoint => ({
		month,
		x: 4,
		n: 100,
		rate: 0.04,
		lower: 0,
		upper: 0.09,
		isBaseline: false,
		signal: null,
		isRun: false,
		isOpen: false,
		...given
	});
	const months = (given: Partial<TrendPoint>) =>
		Array.from({ length: 8 }, (_, at) => point(`2026-0${at + 1}`, given));
	const trend: Trend = {
		points: [
			point('2026-01', { isBaseline: true }),
			point('2026-02', { x: 0, n: 0, rate: null, lower: null, upper: null }),
			point('2026-03', { rate: 0.12, signal: 'above' })
		],
		center: 0.035,
		baseline: { source: 'frozen', version: 2, fromMonth: '2026-01', throughMonth: '2026-01', x: 4, n: 100 },
		annotations: [
			{
				id: 'b',
				kind: 'scanner',
				on: '2026-03-04',
				words: 'New CT',
				facilityCode: 'NMH',
				modality: 'CT',
				byName: 'D'
			},
			{
				id: 'a',
				kind: 'staff',
				on: '2026-01-09',
				words: 'Two left',
				facilityCode: null,
				modality: null,
				byName: 'D'
			},
			{
				id: 'c',
				kind: 'other',
				on: '2020-01-09',
				words: 'Long ago',
				facilityCode: null,
				modality: null,
				byName: 'D'
			}
		],
		isSparse: false
	};

	it('says which month is beyond its limit, in the title and at the point', () => {
		const chart = trendChart(trend, filter, 30);
		expect(plain(chart.title)).toBe('Mar 2026 is above the limit');
		expect(chart.series[0]?.points.map(({ tone }) => tone)).toEqual([undefined, undefined, 'look']);
	});

	it('lists what happened in the months shown, from the oldest', () => {
		const listed = trendChart(trend, filter, 30).annotations ?? [];
		expect(listed.map(({ x, text }) => ({ x: plain(String(x)), text }))).toEqual([
			{ x: 'Jan 2026', text: 'Staff: Two left' },
			{ x: 'Mar 2026', text: 'Scanner: New CT (NMH, CT)' }
		]);
	});

	it.each([
		['No unusual month', [point('2026-01')]],
		['No month has a final score yet', [point('2026-01', { n: 0, rate: null })]],
		[
			'Jan 2026, Feb 2026 are below the limit',
			[point('2026-01', { signal: 'below' }), point('2026-02', { signal: 'below' })]
		],
		['Eight months or more in a row lie on one side of the baseline', months({ rate: 0.06 })],
		['No unusual month', [point('2025-12'), ...months({ rate: 0.06, n: 3 })]]
	])('says “%s”', (title, points) => {
		expect(plain(trendChart({ ...trend, points }, filter, 30).title)).toBe(title);
	});

	it('praises no month below the limit, and says when reviews are still to come', () => {
		const { notes } = trendChart(
			{ ...trend, points: [point('2026-01', { signal: 'below' }), point('2026-02', { isOpen: true })] },
			filter,
			30
		);
		expect(notes.some((note) => note.includes('no success'))).toBe(true);
		expect(notes.some((note) => plain(note).includes('still to come for Feb 2026'))).toBe(true);
	});

	it('draws no rate of fewer reviews than the minimum, and takes no signal from it', () => {
		const chart = trendChart(
			{ ...trend, points: [point('2026-01'), point('2026-02', { n: 29, rate: 0.5, signal: 'above' })] },
			filter,
			30
		);
		expect(chart.title).toBe('No unusual month');
		expect(chart.series[0]?.points[1]?.y).toBeNull();
		expect(chart.notes).toContain('A month with fewer than 30 reviews has no rate of its own: a gap.');
	});

	it('begins with the first month that has a final score, and says so', () => {
		const none = { n: 0, x: 0, rate: null, lower: null, upper: null };
		const chart = trendChart(
			{ ...trend, points: [point('2025-12', none), point('2026-01'), point('2026-02', none)] },
			filter,
			30
		);
		expect(chart.series[0]?.points.map(({ x }) => plain(String(x)))).toEqual(['Jan 2026', 'Feb 2026']);
		expect(chart.notes.map(plain)).toContain('No month before Jan 2026 has a final score.');
	});

	it('calls a baseline frozen only when somebody froze it', () => {
		const labelOf = (source: 'frozen' | 'first-months') =>
			trend.baseline &&
			trendChart({ ...trend, baseline: { ...trend.baseline, source } }, filter, 30).bands?.[0]?.label;
		expect([labelOf('frozen'), labelOf('first-months')]).toEqual(['frozen baseline', 'baseline']);
	});

	it('leads from a month to its cases', () => {
		expect(trendChart(trend, filter, 30).series[0]?.points[0]?.href).toContain('month=2026-01');
	});
});
