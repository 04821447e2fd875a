import { describe, expect, it } from 'vitest';
import { makeBallot, type VoteInput } from './vote.ts';

const input: VoteInput = {
	outcome: 'uphold',
	finalScore: null,
	attribution: 'reader',
	action: 'education',
	comment: ' Seen on two planes. ',
	learningPoint: ' '
};

describe('a ballot', () => {
	it('is fixed to the final score of its outcome and trimmed', () => {
		expect(makeBallot('score', '3b', input)).toEqual({
			ok: true,
			value: {
				outcome: 'uphold',
				finalScore: '3b',
				attribution: 'reader',
				action: 'education',
				comment: 'Seen on two planes.',
				learningPoint: null
			}
		});
	});

	it.each([
		['3b', { outcome: 'upgrade' }, 'outcome-inconsistent'],
		['3b', { outcome: 'downgrade' }, 'final-score-required'],
		['2b', { outcome: 'no-discrepancy', attribution: 'reader' }, 'attribution-inconsistent'],
		['2b', { outcome: 'upgrade', finalScore: '3b', comment: ' ' }, 'comment-required']
	] as const)('on %s for %j is refused as %s', (current, change, error) => {
		expect(makeBallot('score', current, { ...input, ...change })).toEqual({ ok: false, error });
	});
});
