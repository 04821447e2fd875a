import { describe, expect, it } from 'vitest';
import { standingOf } from './standing.ts';

const decisions = (...outcomes: string[]) => outcomes.map((outcome) => ({ outcome }));

describe('what stands of an outcome', () => {
	it.each([
		[[], [], true],
		[['uphold'], [true], true],
		[['downgrade'], [true], true],
		[['no-discrepancy'], [true], false],
		[['not-assessable'], [true], false],
		[['uphold', 'uphold'], [true, true], true],
		[['uphold', 'no-discrepancy'], [false, true], false],
		[['uphold', 'downgrade'], [false, true], true],
		[['no-discrepancy', 'uphold'], [true, true], false],
		[['no-discrepancy', 'upgrade'], [false, true], true],
		[['downgrade', 'not-assessable'], [false, true], false]
	] as const)('after %j: the decisions %j, the review’s words %s', (outcomes, stands, reviewStands) => {
		expect(standingOf(decisions(...outcomes))).toEqual({ stands, reviewStands });
	});
});
