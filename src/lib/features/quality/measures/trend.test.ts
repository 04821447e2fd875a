import { describe, expect, it } from 'vitest';
import { monthsThrough } from '#lib/core/month.ts';
import { figuresInput, someFacts } from './fact-samples.ts';
import { factsOf } from './figures.ts';
import { trendOf, TREND_MONTHS } from './trend.ts';

const months = monthsThrough('2026-11', TREND_MONTHS);
const { cases } = factsOf(
	figuresInput(months.flatMap((month, at) => someFacts(100, at < 12 ? 4 : 10, { month })))
);
const asked = { months, mode: 'random', level: 'L3', annotations: [] };
const baselineOf = (fromMonth: string, throughMonth: string, isWhole: boolean) =>
	trendOf(cases, {
		...asked,
		frozen: { fromMonth, throughMonth, x: 30, n: 1000, version: 2 },
		isWhole
	});

describe('a frozen baseline', () => {
	it('is what was counted when it was frozen, for the whole group, wherever its months are', () => {
		const { baseline, center } = baselineOf('2023-01', '2023-12', true);
		expect(baseline).toMatchObject({ source: 'frozen', version: 2, x: 30, n: 1000 });
		expect(center).toBe(0.03);
	});

	it('is counted in its months under a filter', () => {
		const { baseline, center } = baselineOf('2025-12', '2026-11', false);
		expect(baseline).toMatchObject({ source: 'frozen', version: 2, x: 120, n: 1200 });
		expect(center).toBe(0.1);
	});

	it('gives way under a filter to the first months, and says so, when its own have left the chart', () => {
		const { baseline, center } = baselineOf('2024-06', '2025-05', false);
		expect(baseline).toMatchObject({
			source: 'first-months',
			version: null,
			fromMonth: '2024-12',
			throughMonth: '2025-11'
		});
		expect(center).toBe(0.04);
	});
});
