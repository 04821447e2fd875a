import type { CaseState } from '#lib/core/case/life.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { scores, type Score } from '#lib/core/scoring/scale.ts';

/** What the committee was asked: a reviewer's 2b, 3a or 3b, or the reader's rebuttal of a released outcome. */
export const questions = ['score', 'rebuttal'] as const;
export type Question = (typeof questions)[number];

/** What a case in these states asks of the committee. */
export const questionOf: Readonly<Record<string, Question>> = {
	'in-committee': 'score',
	rebutted: 'rebuttal'
} satisfies Partial<Record<CaseState, Question>>;
/** States in which a case waits for the committee. */
export const committeeStates: readonly string[] = Object.keys(questionOf);

export const outcomes = ['uphold', 'upgrade', 'downgrade', 'no-discrepancy', 'not-assessable'] as const;
export type Outcome = (typeof outcomes)[number];

/** What the discrepancy is attributed to; an event between two reads is not yet somebody's error (domain: Platts-Mills). */
export const attributions = ['reader', 'reviewer', 'both', 'system', 'undetermined'] as const;
export type Attribution = (typeof attributions)[number];

export type DecisionInput = {
	readonly outcome: Outcome;
	/** Asked for with upgrade and downgrade; the other outcomes fix it themselves. */
	readonly finalScore: Score | null;
	readonly attribution: Attribution;
	readonly comment: string;
};

export type Decision = DecisionInput & { readonly question: Question };

export type DecisionError =
	'final-score-required' | 'outcome-inconsistent' | 'attribution-inconsistent' | 'comment-required';

/**
 * What a committee's choice means for the score under question. More serious is later in 1, 2a, 2b, 3a, 3b; “no discrepancy” is
 * the score 1. The answer to a rebuttal, and every change of a score, is explained.
 */
export function decideCase(
	question: Question,
	current: Score,
	input: DecisionInput
): Result<Decision, DecisionError> {
	const final = finalScoreOf(current, input);
	if (!final.ok) return final;
	const isNobodys = input.outcome === 'no-discrepancy' || input.outcome === 'not-assessable';
	if (isNobodys && (input.attribution === 'reader' || input.attribution === 'both')) {
		return err('attribution-inconsistent');
	}
	const comment = input.comment.trim();
	if (comment === '' && (question === 'rebuttal' || input.outcome !== 'uphold')) {
		return err('comment-required');
	}
	return ok({
		question,
		outcome: input.outcome,
		finalScore: final.value,
		attribution: input.attribution,
		comment
	});
}

/** The final scores an outcome leaves to choose from; one or none where it fixes them. */
export function finalScoresFor(outcome: Outcome, current: Score): readonly (Score | null)[] {
	const at = scores.indexOf(current);
	switch (outcome) {
		case 'uphold':
			return [current];
		case 'upgrade':
			return scores.slice(at + 1);
		case 'downgrade':
			return scores.slice(1, Math.max(at, 1));
		case 'no-discrepancy':
			return current === '1' ? [] : ['1'];
		case 'not-assessable':
			return [null];
	}
}

function finalScoreOf(current: Score, input: DecisionInput): Result<Score | null, DecisionError> {
	const choices = finalScoresFor(input.outcome, current);
	if (choices.length === 0) return err('outcome-inconsistent');
	const [only] = choices;
	if (input.finalScore === null) {
		return choices.length === 1 && only !== undefined ? ok(only) : err('final-score-required');
	}
	return choices.includes(input.finalScore) ? ok(input.finalScore) : err('outcome-inconsistent');
}
