import { describe, expect, it } from 'vitest';
import { makeRate } from '#lib/core/statistics/rate.ts';
import type { ClassTurnaround } from '#lib/core/turnaround/tally.ts';
import { WEEK_HOURS, type WeekHour } from '#lib/core/turnaround/week-hours.ts';
import { chartCsv } from '#lib/ui/charts/table.ts';
import { quantileStrip, targetRates, weekChart } from './charts.ts';
import { compareTitle, heatTitle } from './words.ts';

/** A class with so many of its finished reads in target. */
const none = {
	estimate: null,
	lower: null,
	upper: null,
	n: 0,
	lowerRank: null,
	upperRank: null,
	coverage: null
};
const aClass = (serviceClass: 'urgent' | 'emergency', met: number, n = 1000): ClassTurnaround => ({
	serviceClass,
	n,
	isSketched: false,
	median: none,
	p90: none,
	p95: none,
	meanMinutes: null,
	inTarget: makeRate(met, n),
	targets: { from: 60, to: 60 },
	notDue: 0,
	open: 0,
	openLate: 0,
	oldestOpenAt: null,
	held: none
});

/** A week in which 19 of 20 reads of each hour were in target, but for one hour. */
function aWeek(met: number): WeekHour[] {
	return Array.from({ length: WEEK_HOURS }, (_, hour) => ({
		hour,
		arrived: 20,
		inTarget: makeRate(hour === 9 ? met : 19, 20)
	}));
}

describe('the sentence of the hours of the week', () => {
	it.each([
		[5, /Monday 09:00.*25\.0/],
		// Worse than usual at 95 %, but not among 168 hours looked at.
		[15, /No hour of the week stands out/],
		[20, /No hour of the week stands out/]
	])('with %i of 20 in one hour says %s', (met, words) => {
		expect(heatTitle(aWeek(met), true)).toMatch(words);
	});

	it('only counts where the clock has no target', () => {
		expect(heatTitle(aWeek(0), false)).toMatch(/When reads come/);
		expect(weekChart(aWeek(0), false)).toMatchObject({ n: 3360, yAxis: { unit: 'count' } });
	});
});

describe('a quantile from a sketch', () => {
	const found = { ...none, estimate: 30, lower: 29, upper: 31, n: 2_000_000 };
	const many = { ...aClass('urgent', 900), n: 2_000_000, median: found, p90: found };

	it('says how exact it is beside the picture and in its file', () => {
		const chart = quantileStrip([{ ...many, isSketched: true }, aClass('emergency', 900)]);
		expect(chartCsv(chart)).toMatch(/From a sketch: .*urgent/i);
		expect(chartCsv(chart)).toMatch(/right within 1\u00a0%/);
		expect(chartCsv(quantileStrip([many]))).not.toMatch(/sketch/);
	});
});

describe('the picture of the hours of the week', () => {
	it('shows the share late with its limits the right way round, and nothing where few were due', () => {
		const hours = aWeek(5).map((hour) => (hour.hour === 10 ? { ...hour, inTarget: makeRate(3, 4) } : hour));
		const [monday] = weekChart(hours, true).series;
		expect(monday?.points[9]).toMatchObject({ x: '09', y: 0.75, n: 20 });
		expect(monday?.points[9]?.lower).toBeLessThan(0.75);
		expect(monday?.points[9]?.upper).toBeGreaterThan(0.75);
		expect(monday?.points[10]).toMatchObject({ x: '10', y: null, n: 4 });
	});
});

describe('the sentence of two periods', () => {
	it.each([
		[900, 900, 'No class differs from the months before in target by more than chance allows'],
		[900, 890, 'No class differs from the months before in target by more than chance allows'],
		[850, 900, 'In target less often than in the months before: Urgent'],
		[900, 850, 'In target more often than in the months before: Urgent']
	])('with %i of 1000 after %i of 1000 says “%s”', (now, then, title) => {
		const pairs = [
			{ now: aClass('urgent', now), then: aClass('urgent', then) },
			{ now: aClass('emergency', 700), then: aClass('emergency', 700) }
		];
		expect(compareTitle(pairs)).toBe(title);
	});

	it('says nothing of what was not due', () => {
		expect(compareTitle([{ now: aClass('urgent', 0, 0), then: aClass('urgent', 9, 10) }])).toMatch(
			/^No class/
		);
	});
});

describe('what stands beside the table', () => {
	const quantile = (n: number, estimate: number) => ({
		...none,
		n,
		estimate,
		lower: estimate - 1,
		upper: estimate + 1
	});
	const ofReads = (serviceClass: 'urgent' | 'emergency', n: number, minutes: number): ClassTurnaround => ({
		...aClass(serviceClass, n, n),
		median: quantile(n, minutes),
		p90: quantile(n, minutes * 2)
	});

	it('takes its sentence from the class with the most reads, and none from too few', () => {
		const rows = [ofReads('emergency', 1, 60), ofReads('urgent', 40, 30)];
		expect(quantileStrip(rows).title).toMatch(/“Urgent”.*30.*1.h/);
		expect(targetRates(rows).title).toMatch(/^Urgent in target/);
		expect(quantileStrip([ofReads('emergency', 35, 60)]).title).toMatch(
			/^No class has enough finished reads/
		);
		expect(targetRates([ofReads('emergency', 29, 60)]).title).toMatch(/^No class has enough due reads/);
		expect(quantileStrip([ofReads('emergency', 0, 60)]).title).toMatch(/^No read of the period/);
	});

	it('draws a median of six reads and no P90 of fewer than 36', () => {
		const shown = quantileStrip([ofReads('emergency', 5, 60), ofReads('urgent', 35, 30)]);
		expect(shown.series.map(({ points }) => points.map(({ x, y }) => [x, y]))).toEqual([
			[['Urgent', 30]],
			[['Urgent', null]]
		]);
	});
});
