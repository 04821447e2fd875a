import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scores, type Score } from '#lib/core/scoring/scale.ts';
import {
	attributions,
	decideCase,
	finalScoresFor,
	outcomes,
	type Attribution,
	type Outcome
} from './decision.ts';

type Row = [Score, Outcome, Score | null, Attribution, Score | null | string];

describe('a committee decision', () => {
	it.each<Row>([
		['3b', 'uphold', null, 'reader', '3b'],
		['3b', 'uphold', '3b', 'reader', '3b'],
		['3b', 'uphold', '2b', 'reader', 'outcome-inconsistent'],
		['2b', 'upgrade', '3b', 'reader', '3b'],
		['2b', 'upgrade', null, 'reader', 'final-score-required'],
		['2b', 'upgrade', '2a', 'reader', 'outcome-inconsistent'],
		['3a', 'upgrade', null, 'both', '3b'],
		['3b', 'upgrade', null, 'reader', 'outcome-inconsistent'],
		['3b', 'downgrade', '2a', 'reader', '2a'],
		['3b', 'downgrade', null, 'reader', 'final-score-required'],
		['2b', 'downgrade', null, 'reader', '2a'],
		['3b', 'downgrade', '1', 'reader', 'outcome-inconsistent'],
		['2a', 'downgrade', null, 'reader', 'outcome-inconsistent'],
		['3a', 'no-discrepancy', null, 'reviewer', '1'],
		['3a', 'no-discrepancy', '2a', 'reviewer', 'outcome-inconsistent'],
		['3a', 'no-discrepancy', null, 'reader', 'attribution-inconsistent'],
		['1', 'no-discrepancy', null, 'reviewer', 'outcome-inconsistent'],
		['3b', 'not-assessable', null, 'undetermined', null],
		['3b', 'not-assessable', '3b', 'undetermined', 'outcome-inconsistent'],
		['3b', 'not-assessable', null, 'both', 'attribution-inconsistent']
	])('on %s: %s to %s, attributed to %s, gives %s', (current, outcome, finalScore, attribution, expected) => {
		const input = { outcome, finalScore, attribution, comment: 'Seen on two planes.' };
		const decision = decideCase('score', current, input);
		if (expected === null || scores.some((score) => score === expected)) {
			expect(decision).toMatchObject({ ok: true, value: { finalScore: expected } });
		} else {
			expect(decision).toEqual({ ok: false, error: expected });
		}
	});

	it.each([
		['score', 'uphold', '', true],
		['rebuttal', 'uphold', ' ', false],
		['score', 'no-discrepancy', '', false],
		['rebuttal', 'uphold', 'The density is on two planes.', true]
	] as const)(
		'on a %s with %s and the comment %j is accepted: %s',
		(question, outcome, comment, accepted) => {
			const input = { outcome, finalScore: null, attribution: 'undetermined' as const, comment };
			expect(decideCase(question, '2b', input).ok).toBe(accepted);
		}
	);

	it('gives a final score that its outcome allows, whatever is put in', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...scores),
				fc.constantFrom(...outcomes),
				fc.constantFrom(null, ...scores),
				fc.constantFrom(...attributions),
				(current, outcome, finalScore, attribution) => {
					const input = { outcome, finalScore, attribution, comment: 'Why.' };
					const decision = decideCase('score', current, input);
					if (!decision.ok) return;
					expect(finalScoresFor(outcome, current)).toContain(decision.value.finalScore);
					expect(decision.value.finalScore === null).toBe(outcome === 'not-assessable');
					if (outcome === 'uphold') expect(decision.value.finalScore).toBe(current);
				}
			)
		);
	});
});
