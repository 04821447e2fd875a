import { describe, expect, it } from 'vitest';
import { outcomes } from '#lib/core/committee/decision.ts';
import { scores } from '#lib/core/scoring/scale.ts';
import { ballotChoices } from './ballot-choices.ts';

describe('the choices of a ballot', () => {
	it.each(scores)('stand under the same keys with a %s as with every other score', (score) => {
		expect(ballotChoices(score, null).map(({ outcome, key }) => [outcome, key])).toEqual(
			outcomes.map((outcome, at) => [outcome, String(at + 1)])
		);
	});

	it.each([
		['2b', ['uphold', 'upgrade', 'downgrade', 'no-discrepancy', 'not-assessable']],
		['3b', ['uphold', 'downgrade', 'no-discrepancy', 'not-assessable']],
		['1', ['uphold', 'upgrade', 'not-assessable']]
	] as const)('with a %s offer %j', (score, expected) => {
		const offered = ballotChoices(score, null).filter(({ finals }) => finals.length > 0);
		expect(offered.map(({ outcome }) => outcome)).toEqual(expected);
	});

	it('between equal votes are those that lead, under the keys they always have', () => {
		const leaders = [
			{ outcome: 'downgrade', finalScore: '2a' },
			{ outcome: 'not-assessable', finalScore: null }
		] as const;
		const offered = ballotChoices('3b', leaders).filter(({ finals }) => finals.length > 0);
		expect(offered).toEqual([
			{ outcome: 'downgrade', key: '3', finals: ['2a'] },
			{ outcome: 'not-assessable', key: '5', finals: [null] }
		]);
	});
});
