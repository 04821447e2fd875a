import { describe, expect, it } from 'vitest';
import { pChart } from '#lib/core/statistics/p-chart.ts';
import { controlChart } from './control.ts';
import type { Annotation } from '#lib/core/charts/model.ts';
import { chartCsv, chartTable } from './table.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

function chartOf(x: number[], n: number[], annotations: Annotation[] = []) {
	const center = 0.03;
	const limits = pChart({ x, n, center, k: 3 });
	return controlChart({
		title: 'April 2026 is above the limit',
		periods: x.map((found, at) => ({
			name: `month ${at + 1}`,
			x: found,
			n: n[at] ?? 0,
			value: limits.y[at] ?? null,
			lower: limits.lcl[at] ?? null,
			upper: limits.ucl[at] ?? null,
			signal: limits.signals.includes(at + 1) ? ('above' as const) : null,
			isBaseline: at < 2
		})),
		center,
		baselineLabel: 'frozen baseline',
		annotations,
		periodTitle: 'Month',
		rateTitle: 'Any discrepancy',
		notes: [],
		emptyReason: 'Nothing yet'
	});
}

describe('the monthly control chart', () => {
	const chart = chartOf([3, 4, 0, 30, 2], [100, 200, 0, 200, 100], [{ x: 'month 3', text: 'New scanner' }]);

	it('has limits that follow the number of reviews', () => {
		const upper = chart.series.find(({ name }) => name === 'Upper limit');
		expect(upper?.points.map(({ y }) => y?.toFixed(4))).toEqual([
			'0.0812',
			'0.0662',
			undefined,
			'0.0662',
			'0.0812'
		]);
	});

	it('marks the month that signals and no other', () => {
		expect(chart.series[0]?.points.map(({ tone }) => tone)).toEqual([
			undefined,
			undefined,
			undefined,
			'look',
			undefined
		]);
	});

	it('leaves a gap for a month without reviews, and lists it', () => {
		expect(chart.series[0]?.points[2]).toEqual({ x: 'month 3', y: null, n: 0 });
		const rows = chartTable(chart).rows.map((row) => row.slice(0, 3).map(({ text }) => plain(text)));
		expect(rows[2]).toEqual(['month 3', '—', '0']);
	});

	it('shades the baseline and keeps what happened in the file', () => {
		expect(chart.bands).toEqual([{ from: 'month 1', to: 'month 2', label: 'frozen baseline' }]);
		expect(chartCsv(chart)).toContain('# month 3: New scanner');
	});

	it('draws no lower limit that nothing can cross', () => {
		expect(chart.series.map(({ name }) => name)).toEqual(['Any discrepancy', 'Baseline', 'Upper limit']);
		expect(chartOf([300, 0], [10_000, 10_000]).series.map(({ name }) => name)).toContain('Lower limit');
	});
});
