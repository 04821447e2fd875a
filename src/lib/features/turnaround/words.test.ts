import { describe, expect, it } from 'vitest';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { WEEK_HOURS, type WeekHour } from '#lib/core/turnaround/week-hours.ts';
import { weekChart } from './charts.ts';
import { heatTitle } from './words.ts';

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
