import { describe, expect, it } from 'vitest';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { dataPoints, hasData, type ChartModel } from '#lib/core/charts/model.ts';
import { ratesChart } from './rates.ts';
import { scoreMixChart } from './score-mix.ts';
import { chartCsv, chartTable } from './table.ts';
import { turnaroundChart } from './turnaround.ts';
import { describePoint, summarise } from './values.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const mix = (one: number, a: number, b: number) => ({ '1': one, '2a': a, '2b': b, '3a': 0, '3b': 0 });

function rates(...given: [string, number, number][]) {
	return ratesChart({
		title: 'CT differs',
		rates: given.map(([name, x, n]) => ({ name, rate: makeRate(x, n) })),
		groupTitle: 'Modality',
		rateTitle: 'Discrepancy rate',
		minimumN: 30
	});
}

describe('the score mix', () => {
	const chart = scoreMixChart([
		{ name: 'CT', counts: mix(90, 8, 2) },
		{ name: 'MR', counts: mix(50, 0, 0) },
		{ name: 'US', counts: mix(0, 0, 0) }
	]);

	it('leaves concurring reviews to the rest and empty groups out', () => {
		expect(chart.series.map((series) => series.name)).toEqual(['2a', '2b', '3a', '3b']);
		expect(chart.series[0]?.points.map((point) => [point.x, point.y])).toEqual([
			['CT', 0.08],
			['MR', 0]
		]);
	});

	it('says how many concur and of how many', () => {
		expect([plain(chart.title), chart.n]).toEqual(['Reviewers concur with 93.3 % of the reads', 150]);
	});

	it('says so when there is nothing', () => {
		expect(hasData(scoreMixChart([]))).toBe(false);
	});
});

describe('rates with intervals', () => {
	it('keep the order given and hide what rests on too few', () => {
		const chart = rates(['CT', 9, 412], ['MR', 1, 20], ['CR', 2, 600]);
		expect(chart.series[0]?.points.map((point) => point.x)).toEqual(['CT', 'CR']);
		expect([chart.n, chart.notes.at(-1)]).toEqual([1012, '1 with fewer than 30 reviews not shown.']);
	});

	it('describe a point with interval and n', () => {
		const chart = rates(['CT', 9, 412]);
		const [point] = dataPoints(chart);
		expect(point && plain(describePoint(chart, point))).toBe('CT: 2.2 % (1.2–4.1, n 412)');
	});
});

describe('turnaround', () => {
	const none = { value: null, lower: null, upper: null };
	const chart = turnaroundChart('STAT reads take 27 minutes', [
		{
			name: 'STAT',
			n: 200,
			median: { value: 27, lower: 25, upper: 30 },
			p90: { value: 58, lower: 50, upper: 71 }
		},
		{ name: 'Routine', n: 3, median: { value: 190, lower: null, upper: null }, p90: none }
	]);

	it('draws only quantiles that are defined', () => {
		expect(dataPoints(chart).map((point) => [point.x, point.y])).toEqual([
			['STAT', 27],
			['STAT', 58],
			['Routine', 190]
		]);
	});

	it('writes an interval that does not exist as none', () => {
		const texts = chartTable(chart).rows.map((row) => row.map((cell) => plain(cell.text)));
		expect(texts[0]).toEqual(['STAT', 'Median', '27 min', '25 min–30 min', '200']);
		expect(texts[2]).toEqual(['Routine', 'Median', '3 h 10 min', '—', '3']);
	});
});

describe('the table of a chart', () => {
	it('has exactly the values that are drawn', () => {
		const chart = rates(['CT', 9, 412], ['CR', 2, 600]);
		const drawn = dataPoints(chart).map((point) => point.y);
		expect(chartTable(chart).rows.map((row) => row[1]?.raw)).toEqual(drawn);
	});

	it('becomes CSV that no spreadsheet runs', () => {
		const chart: ChartModel = { ...rates(['=1+1', 9, 412], ['A, "B"', 2, 600]), title: 'Two' };
		const lines = chartCsv(chart).split('\r\n');
		expect(lines[1]).toMatch(/^'=1\+1,0\.0218/);
		expect(lines[2]).toMatch(/^"A, ""B""",0\.0033/);
		expect(lines).toContain('# Two');
	});
});

it('summarises the ends of a chart', () => {
	expect(plain(summarise(rates(['CT', 9, 412], ['CR', 2, 600])))).toBe(
		'CT differs. n 1 012. Highest CT: 2.2 % (1.2–4.1, n 412); lowest CR: 0.33 % (0.09–1.21, n 600)'
	);
});
