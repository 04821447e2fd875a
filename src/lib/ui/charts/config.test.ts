import { describe, expect, it } from 'vitest';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { chartConfig, highestValue, tickStep } from './config.ts';
import { funnelChart } from './funnel.ts';
import type { Look } from './look.ts';
import type { ChartModel } from './model.ts';
import { ratesChart } from './rates.ts';

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

const funnel = funnelChart({
	units: [
		{ label: 'R01', rate: makeRate(9, 300) },
		{ label: 'R02', rate: makeRate(25, 300) }
	],
	target: 0.03,
	suppressed: 0,
	minimumN: 50
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

	it('steps where the model says steps', () => {
		expect(chartConfig(steps, look).data.datasets[0]).toMatchObject({ stepped: 'before', showLine: true });
	});

	it('leaves room for the ends of intervals', () => {
		expect(highestValue(rates)).toBe(makeRate(9, 412).upper);
	});
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
