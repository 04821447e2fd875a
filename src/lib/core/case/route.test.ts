import { describe, expect, it } from 'vitest';
import { defaultReviewPolicy } from '#lib/core/review-policy.ts';
import { scores } from '#lib/core/scoring/scale.ts';
import { stateAfter } from './life.ts';
import { routeScore } from './route.ts';

const now = Date.parse('2026-11-18T15:00:00Z');
const batch = Date.parse('2026-11-23T11:00:00Z');

describe('the route of a score', () => {
	it.each([
		['1', 'final', '1', batch],
		['2a', 'final', '2a', batch],
		['2b', 'in-committee', null, null],
		['3a', 'in-committee', null, null],
		['3b', 'in-committee', null, null]
	] as const)('%s leads to %s', (score, state, finalScore, releasedAt) => {
		const routing = routeScore(score, { mode: 'random', now, schedule: defaultReviewPolicy });
		expect(stateAfter('report-revealed', routing.events)).toBe(state);
		expect(routing).toMatchObject({ finalScore, releasedAt, finalAt: finalScore === null ? null : now });
	});

	it('of a known case ends with it, whatever it is', () => {
		for (const score of scores) {
			const routing = routeScore(score, { mode: 'calibration', now, schedule: defaultReviewPolicy });
			expect(stateAfter('report-revealed', routing.events)).toBe('calibrated');
			expect(routing).toMatchObject({ finalScore: null, finalAt: null, releasedAt: null });
		}
	});
});
