import { describe, expect, it } from 'vitest';
import { hasEnded, unsaidProblem } from './case-problems.ts';

describe('unsaidProblem', () => {
	it.each([
		[['score-missing', 'text-too-long|4000'], null],
		[['cause-required', 'stale-draft', 'other'], 'stale-draft'],
		[[], null]
	])('of %j is %s', (problems, expected) => {
		expect(unsaidProblem(problems)).toBe(expected);
	});
});

describe('hasEnded', () => {
	it.each([
		['already-submitted', true],
		['already-expired', true],
		['already-locked', false],
		['already-revealed', false],
		['stale-draft', false],
		[undefined, false]
	])('is said of a case by %s: %s', (code, expected) => {
		expect(hasEnded(code)).toBe(expected);
	});
});
