import { describe, expect, it } from 'vitest';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { highestValue, tickStep } from '#lib/core/charts/range.ts';
import { chartConfig } from './config.ts';
import { tickText } from './values.ts';
import type { Look } from './look.ts';
import type { ChartModel } from '#lib/core/charts/model.ts';
import { ratesChart } from './rates.ts';
import { ratioFunnelChart } from './ratio-funnel.ts';

const look: Look = {
	palette: ['#111111', '#222222', '#333333', '#444444', '#555555', '#666666'],
	text: '#000000',
	muted: '#777777',
	grid: '#eeeeee',
	surface: '#ffffff',
	watch: '#aa7700',
	look: '#aa0044',
	font: 'Inter',
	isStill: true
};

const unit = { lower: 0.5, upper: 2, n: 300, expected: 10 };
const funnel = ratioFunnelChart({
	title: '1 of 2 at signal',
	units: [
		{ ...unit, label: 'R01', observed: 9 },
		{ ...unit, label: 'R02', observed: 25, tone: 'look' }
	],
	notes: [],
	emptyReason: ''
});

const rates = ratesChart({
	title: 'CT differs',
	rates: [{ name: 'CT', rate: makeRate(9, 412) }],
	groupTitle: 'Modality',
	rateTitle: 'Rate',
	minimumN: 30
});

const steps: ChartModel = {
	kind: 'steps',
	title: 'Limits',
	n: 2,
	xAxis: { title: 'Reviews', unit: 'count' },
	yAxis: { title: 'Rate', unit: 'share' },
	series: [
		{
			name: 'Rate',
			role: 'data',
			points: [
				{ x: 1, y: 0.1 },
				{ x: 2, y: 0.2 }
			]
		}
	],
	notes: []
};

describe('what chart.js gets', () => {
	it.each([
		['funnel', funnel],
		['rates', rates],
		['steps', steps]
	])('smooths nothing in %s', (_, model) => {
		const { datasets } = chartConfig(model, look).data;
		expect(datasets.map((dataset) => ('tension' in dataset ? dataset.tension : 0))).toEqual(
			datasets.map(() => 0)
		);
	});

	it('does not move when the person wants no motion', () => {
		expect(chartConfig(rates, look).options?.animation).toBe(false);
	});

	it('gives a flagged point its shape and its colour', () => {
		const [readers] = chartConfig(funnel, look).data.datasets;
		expect(readers).toMatchObject({
			pointStyle: ['circle', 'rectRot'],
			pointBorderColor: ['#111111', '#aa0044']
		});
	});

	it('names the flagged point beside it, and no other', () => {
		expect(chartConfig(funnel, look).data.datasets[0]).toMatchObject({ pointLabels: ['', 'R02'] });
	});

	it('steps where the model says steps', () => {
		expect(chartConfig(steps, look).data.datasets[0]).toMatchObject({ stepped: 'before', showLine: true });
	});

	it('leaves room for the ends of intervals', () => {
		expect(highestValue(rates)).toBe(makeRate(9, 412).upper);
	});
});

describe('a heat map', () => {
	const heat: ChartModel = {
		...steps,
		kind: 'heat',
		xAxis: { title: 'Hour', unit: 'name' },
		series: [
			{
				name: 'Monday',
				role: 'data',
				points: [
					{ x: '00', y: 10 },
					{ x: '01', y: null },
					{ x: '02', y: 30 }
				]
			}
		]
	};

	it('colours between its lowest and its highest value, and nothing where there is none', () => {
		expect(chartConfig(heat, look).data.datasets[0]).toMatchObject({ heat: [0, null, 1], showLine: false });
	});

	it('of one value is neither pale nor full', () => {
		const alone = { ...heat, series: [{ ...heat.series[0], points: [{ x: '00', y: 5 }] }] } as ChartModel; // one of the above
		expect(chartConfig(alone, look).data.datasets[0]).toMatchObject({ heat: [0.5] });
	});
});

it.each([
	[0.02, 'share', '2\u00a0%'],
	[1.5, 'ratio', '1.5\u00a0×'],
	[15, 'events', '15'],
	[90, 'minutes', '1\u00a0h\u00a030\u00a0min']
] as const)('writes the tick %d of a %s as “%s”', (value, unit, expected) => {
	expect(tickText(value, unit)).toBe(expected);
});

describe('ticks of minutes', () => {
	it.each([
		[50, 10],
		[560, 120],
		[5000, 1440]
	])('up to %d stand %d apart', (highest, step) => {
		expect(tickStep('minutes', highest)).toBe(step);
	});

	it('of other units are chosen by chart.js', () => {
		expect(tickStep('share', 0.2)).toBeUndefined();
	});
});
