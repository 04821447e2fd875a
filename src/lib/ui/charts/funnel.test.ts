import { describe, expect, it } from 'vitest';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { funnelChart } from './funnel.ts';
import { chartTable } from './table.ts';

const target = 0.03;
const unit = (label: string, x: number, n: number) => ({ label, rate: makeRate(x, n) });

function chartOf(...units: ReturnType<typeof unit>[]) {
	return funnelChart({ units, target, suppressed: 0, minimumN: 50 });
}

describe('the funnel plot', () => {
	it.each([
		[15, undefined],
		[16, 'watch'],
		[19, 'watch'],
		[20, 'look']
	])('puts %d events in 300 at 3 %% in zone %s', (x, tone) => {
		expect(chartOf(unit('R01', x, 300)).series[0]?.points[0]?.tone).toBe(tone);
	});

	it('draws a point above a line exactly when it is flagged', () => {
		for (const n of [50, 100, 237, 300]) {
			for (let x = 0; x <= 30; x += 1) {
				const chart = chartOf(unit('R01', x, n));
				const y = chart.series[0]?.points[0]?.y ?? 0;
				const limitAt = (at: number) => chart.series[at]?.points.find((point) => point.x === n)?.y ?? 1;
				const expected = y > limitAt(3) ? 'look' : y > limitAt(2) ? 'watch' : undefined;
				expect(chart.series[0]?.points[0]?.tone, `${x} of ${n}`).toBe(expected);
			}
		}
	});

	it('praises nobody for a low rate', () => {
		expect(chartOf(unit('R01', 0, 900)).series[0]?.points[0]?.tone).toBeUndefined();
	});

	it('says the finding in its title', () => {
		expect(chartOf(unit('R01', 9, 300), unit('R02', 25, 300)).title).toBe('1 of 2 readers at signal');
		expect(chartOf(unit('R01', 9, 300), unit('R02', 16, 300)).title).toBe(
			'1 of 2 readers at look again, none at signal'
		);
		expect(chartOf(unit('R01', 9, 300), unit('R02', 8, 300)).title).toBe(
			'All 2 readers are within expected variation'
		);
	});

	it('says who is left out', () => {
		const chart = funnelChart({ units: [unit('R01', 3, 100)], target, suppressed: 4, minimumN: 50 });
		expect(chart.notes.at(-1)).toContain('4 readers with fewer than 50 reviews');
	});

	it('is empty and says why without units', () => {
		const chart = chartOf();
		expect(chart.series.flatMap((series) => series.points)).toEqual([]);
		expect(chart.emptyReason).toContain('50 reviews');
	});

	it('stays small however many reviews there are', () => {
		const chart = chartOf(unit('R01', 900, 40_000));
		expect(chart.series[2]?.points.length).toBeLessThanOrEqual(402);
	});

	it('tables each reader with the limits that apply to it', () => {
		const table = chartTable(chartOf(unit('R01', 9, 300)));
		expect(table.columns.map((column) => column.label)).toEqual([
			'Point',
			'Reviews',
			'Discrepancy rate',
			'95 % interval',
			'Group',
			'95 % look again',
			'99.8 % signal',
			'Note'
		]);
		expect(table.rows[0]?.map((cell) => cell.raw).slice(4, 7)).toEqual([0.03, 15.5 / 300, 19.5 / 300]);
	});
});
