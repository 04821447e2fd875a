import { describe, expect, it } from 'vitest';
import { makeWeekTally, WEEK_HOURS } from './week-hours.ts';

describe('the hours of the week', () => {
	it('count arrivals whatever became of them, and rates of what is due', () => {
		const tally = makeWeekTally();
		for (const standing of ['met', 'missed', 'met', 'not-due', null] as const) tally.add(9, standing);
		const hours = tally.hours();
		expect(hours).toHaveLength(WEEK_HOURS);
		expect(hours[9]).toMatchObject({ hour: 9, arrived: 5, inTarget: { x: 2, n: 3 } });
		expect(hours[10]).toMatchObject({ arrived: 0, inTarget: { n: 0, estimate: null } });
	});
});
