import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scores } from '#lib/core/scoring/scale.ts';
import { attributions, outcomes } from './decision.ts';
import { isSamePosition, tallyVotes, type Panel } from './tally.ts';
import { recommendedActions, type Vote } from './vote.ts';

const members = ['m1', 'm2', 'm3', 'm4', 'm5'];

function panel(given: Partial<Panel> = {}): Panel {
	return { eligibleIds: members, excludedIds: [], chairIds: ['m5'], quorum: 2, ...given };
}

function vote(memberId: string, given: Partial<Vote> = {}): Vote {
	return {
		memberId,
		outcome: 'uphold',
		finalScore: '3b',
		attribution: 'reader',
		action: 'none',
		comment: `Words of ${memberId}.`,
		learningPoint: null,
		castAt: Number(memberId.slice(1)),
		...given
	};
}

const lower = { outcome: 'downgrade', finalScore: '2a' } as const;

describe('a tally', () => {
	it.each([
		['no vote', [], { state: 'open', cast: 0, missing: 2, isShort: false }],
		['one of two', [vote('m1')], { state: 'open', cast: 1, missing: 1 }],
		['two that agree', [vote('m1'), vote('m2')], { state: 'decided', cast: 2, votesFor: 2 }],
		['two that do not', [vote('m1'), vote('m2', lower)], { state: 'tied', cast: 2 }],
		[
			'two of three',
			[vote('m1'), vote('m2', lower), vote('m3', lower)],
			{ state: 'decided', cast: 3, votesFor: 2, ballot: lower }
		],
		[
			'two of four: half is not more than half',
			[
				vote('m1'),
				vote('m2'),
				vote('m3', lower),
				vote('m4', { outcome: 'not-assessable', finalScore: null })
			],
			{ state: 'tied', cast: 4, leaders: [{ outcome: 'uphold', finalScore: '3b' }] }
		],
		[
			'the same outcome with two final scores',
			[vote('m1', lower), vote('m2', { ...lower, finalScore: '2b' })],
			{ state: 'tied' }
		]
	])('of %s', (_what, votes, expected) => {
		expect(tallyVotes(votes, panel())).toMatchObject(expected);
	});

	it('with a quorum of one is decided by the first vote', () => {
		expect(tallyVotes([vote('m1')], panel({ quorum: 1 }))).toMatchObject({ state: 'decided', votesFor: 1 });
	});

	it('counts nobody who has a part in the case or stood back', () => {
		const votes = [vote('m1'), vote('m2'), vote('m3', lower)];
		expect(tallyVotes(votes, panel({ excludedIds: ['m2'] }))).toMatchObject({ state: 'tied', cast: 2 });
		expect(tallyVotes(votes, panel({ excludedIds: ['m1', 'm2'] }))).toMatchObject({ state: 'open', cast: 1 });
	});

	it('says when there are fewer members than votes needed, and decides nothing', () => {
		const few = panel({ eligibleIds: ['m1'], excludedIds: ['m2', 'm3'], quorum: 2 });
		expect(tallyVotes([vote('m1')], few)).toEqual({ state: 'open', cast: 1, missing: 1, isShort: true });
		// Somebody who voted and has left the committee since still counts.
		expect(tallyVotes([vote('m4')], few)).toMatchObject({ isShort: false });
	});

	it('leaves the attribution open unless more than half of those who agree name the same', () => {
		const split = [vote('m1'), vote('m2', { attribution: 'system' })];
		expect(tallyVotes(split, panel())).toMatchObject({ ballot: { attribution: 'undetermined' } });
		const clear = [...split, vote('m3')];
		expect(tallyVotes(clear, panel({ quorum: 3 }))).toMatchObject({ ballot: { attribution: 'reader' } });
	});

	it('speaks with the words of the chair, else of the last who agreed and wrote some', () => {
		expect(tallyVotes([vote('m1'), vote('m2')], panel())).toMatchObject({
			spokesId: 'm2',
			ballot: { comment: 'Words of m2.' }
		});
		expect(tallyVotes([vote('m5', { castAt: 0 }), vote('m2')], panel())).toMatchObject({
			spokesId: 'm5',
			ballot: { comment: 'Words of m5.' }
		});
		expect(tallyVotes([vote('m1'), vote('m2', { comment: '' })], panel())).toMatchObject({
			spokesId: 'm2',
			ballot: { comment: 'Words of m1.' }
		});
	});

	const anyVote = fc.record({
		memberId: fc.constantFrom(...members),
		outcome: fc.constantFrom(...outcomes),
		finalScore: fc.constantFrom(null, ...scores),
		attribution: fc.constantFrom(...attributions),
		action: fc.constantFrom(...recommendedActions),
		comment: fc.constantFrom('', 'One.', 'Two.'),
		learningPoint: fc.constantFrom(null, 'Look twice.'),
		castAt: fc.integer({ min: 0, max: 3 })
	});
	const anyVotes = fc.uniqueArray(anyVote, { selector: ({ memberId }) => memberId, maxLength: 5 });
	const anyPanel = fc.record({
		eligibleIds: fc.subarray(members),
		excludedIds: fc.subarray(members),
		chairIds: fc.subarray(members),
		quorum: fc.integer({ min: 1, max: 5 })
	});

	it('does not depend on the order in which votes are given', () => {
		fc.assert(
			fc.property(
				anyVotes.chain((votes) =>
					fc.tuple(
						fc.constant(votes),
						fc.shuffledSubarray(votes, { minLength: votes.length, maxLength: votes.length })
					)
				),
				anyPanel,
				([votes, shuffled], given) => {
					expect(tallyVotes(shuffled, given)).toEqual(tallyVotes(votes, given));
				}
			)
		);
	});

	it('is the same with and without the votes of those excluded', () => {
		fc.assert(
			fc.property(anyVotes, anyPanel, (votes, given) => {
				const others = votes.filter(({ memberId }) => !given.excludedIds.includes(memberId));
				expect(tallyVotes(votes, given)).toEqual(tallyVotes(others, given));
			})
		);
	});

	it('is decided only with the quorum and by more than half, and every counted vote is in the sum', () => {
		fc.assert(
			fc.property(anyVotes, anyPanel, (votes, given) => {
				const tally = tallyVotes(votes, given);
				const counted = votes.filter(({ memberId }) => !given.excludedIds.includes(memberId));
				expect(tally.cast).toBe(counted.length);
				if (tally.state === 'open') {
					expect(tally.cast + tally.missing).toBe(given.quorum);
					return;
				}
				expect(tally.cast).toBeGreaterThanOrEqual(given.quorum);
				if (tally.state === 'tied') {
					expect(tally.leaders.length).toBeGreaterThan(0);
					return;
				}
				const agreeing = counted.filter((one) => isSamePosition(one, tally.ballot));
				expect(tally.votesFor).toBe(agreeing.length);
				expect(tally.votesFor * 2).toBeGreaterThan(tally.cast);
				expect(agreeing.map(({ memberId }) => memberId)).toContain(tally.spokesId);
			})
		);
	});
});
