import { describe, expect, it } from 'vitest';
import { classifyRatio } from '#lib/core/statistics/funnel-classify.ts';
import { ratioFunnelChart, ratioLimit, type RatioUnit } from './ratio-funnel.ts';
import { chartTable } from './table.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

function unit(label: string, observed: number, expected: number): RatioUnit {
	const { zone } = classifyRatio(observed, expected);
	const tone = zone === 'high-alarm' ? 'look' : zone === 'high-alert' ? 'watch' : undefined;
	return { label, observed, expected, lower: 0.5, upper: 2, n: 300, ...(tone ? { tone } : {}) };
}

function chartOf(...units: RatioUnit[]) {
	return ratioFunnelChart({ title: 'Found', units, notes: [], emptyReason: 'Too few' });
}

describe('the funnel of observed against expected', () => {
	it('draws a point above a line exactly when it is flagged', () => {
		for (const expected of [1.03, 2.5, 7.31, 16.3, 40.02]) {
			for (let observed = 0; observed <= 80; observed += 1) {
				const chart = chartOf(unit('R01', observed, expected), unit('R02', 1, 0.9), unit('R03', 45, 44));
				const at = chart.series[0]?.points[0];
				const limitAt = (which: number) =>
					chart.series[which]?.points.find((point) => point.x === expected)?.y ?? 0;
				const y = at?.y ?? 0;
				const drawn = y > limitAt(3) ? 'look' : y > limitAt(2) ? 'watch' : undefined;
				expect(at?.tone, `${observed} of ${expected}`).toBe(drawn);
			}
		}
	});

	it('steps where one more event is needed, and falls between the steps', () => {
		const points = ratioLimit(0.025, 2, 12, []);
		const rises = points.filter((point, at) => {
			const before = points[at - 1];
			return before !== undefined && (point.y ?? 0) > (before.y ?? 0);
		});
		const isVertical = rises.every((point) => points.filter(({ x }) => x === point.x).length === 2);
		expect([rises.length > 5, isVertical]).toEqual([true, true]);
	});

	it('stays small however many events there are', () => {
		const points = ratioLimit(0.001, 10, 40_000, []);
		expect(points.length).toBeLessThanOrEqual(800);
		expect(points.every(({ y }) => Number.isFinite(y))).toBe(true);
	});

	it('tables counts, interval, limits and zone', () => {
		const table = chartTable(chartOf(unit('R01', 39, 16)));
		expect(table.columns.map(({ label }) => label)).toEqual([
			'Point',
			'Expected discrepancies',
			'Observed / expected',
			'95 % interval',
			'n',
			'As expected',
			'95 % look again',
			'99.8 % signal',
			'Note'
		]);
		expect(table.rows[0]?.map(({ text }) => plain(text))).toEqual([
			'R01',
			'16.0',
			'2.44 ×',
			'0.50 ×–2.00 ×',
			'300',
			'1.00 ×',
			'1.53 ×',
			'1.91 ×',
			'39 observed, 16.0 expected, signal'
		]);
	});

	it('is empty and says why', () => {
		expect(chartOf()).toMatchObject({ n: 0, emptyReason: 'Too few' });
		expect(chartOf().series.flatMap(({ points }) => points)).toEqual([]);
	});
});
