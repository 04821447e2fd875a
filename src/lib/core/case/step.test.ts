import { describe, expect, it } from 'vitest';
import { stateAfter } from './life.ts';
import { eventsSoFar, isReportOpen, reviewStep } from './step.ts';

describe('the step of a review', () => {
	it.each([
		['L3', null, null, 'impression', false],
		['L3', 10, null, 'reveal', false],
		['L3', 10, 20, 'score', true],
		['L2', null, null, 'score', true],
		['L1', null, null, 'score', true],
		['L0', null, null, 'score', true]
	] as const)('at %s, locked %s, revealed %s, is %s', (level, locked, revealed, step, isOpen) => {
		const progress = { level, impressionLockedAt: locked, reportRevealedAt: revealed };
		expect(reviewStep(progress)).toBe(step);
		expect(isReportOpen(progress)).toBe(isOpen);
	});

	it.each([
		[{ openedAt: null, impressionLockedAt: null, reportRevealedAt: null }, 'assigned'],
		[{ openedAt: 1, impressionLockedAt: null, reportRevealedAt: null }, 'opened'],
		[{ openedAt: 1, impressionLockedAt: 2, reportRevealedAt: null }, 'impression-locked'],
		[{ openedAt: 1, impressionLockedAt: 2, reportRevealedAt: 3 }, 'report-revealed']
	] as const)('replays %j to the state %s', (progress, state) => {
		expect(stateAfter('assigned', eventsSoFar({ level: 'L3', ...progress }))).toBe(state);
	});
});
