import { err, ok, type Result } from '#lib/core/result.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { Score } from '#lib/core/scoring/scale.ts';
import { plainText } from '#lib/core/text/plain-text.ts';
import {
	decideCase,
	type Attribution,
	type DecisionError,
	type DecisionInput,
	type Outcome,
	type Question
} from './decision.ts';

/** What the committee recommends besides the score. */
export const recommendedActions = [
	'none',
	'addendum',
	'education',
	'protocol',
	'focused-review',
	'equipment'
] as const;
export type RecommendedAction = (typeof recommendedActions)[number];

/** Why a member stands back of their own accord. Coded, so that it can be counted without naming a case. */
export const recusalReasons = ['conflict', 'recognised', 'outside-competence'] as const;
export type RecusalReason = (typeof recusalReasons)[number];

export const MAX_WORDS_CHARS = 4000;

export type VoteInput = DecisionInput & {
	readonly action: RecommendedAction;
	/** What the reader can take from it; may be empty. */
	readonly learningPoint: string;
};

/** What a member holds of a question; valid for the score it was made for. */
export type Ballot = {
	readonly outcome: Outcome;
	/** Null where the case cannot be judged. */
	readonly finalScore: Score | null;
	readonly attribution: Attribution;
	readonly action: RecommendedAction;
	readonly comment: string;
	readonly learningPoint: string | null;
};

/** A ballot as it was cast. */
export type Vote = Ballot & { readonly memberId: string; readonly castAt: Instant };

/** Makes a ballot by the rules that hold for a decision: what nobody could decide, nobody can vote for. */
export function makeBallot(
	question: Question,
	current: Score,
	input: VoteInput
): Result<Ballot, DecisionError> {
	const decision = decideCase(question, current, { ...input, comment: plainText(input.comment) });
	if (!decision.ok) return err(decision.error);
	const { outcome, finalScore, attribution, comment } = decision.value;
	const learningPoint = plainText(input.learningPoint).trim();
	return ok({
		outcome,
		finalScore,
		attribution,
		action: input.action,
		comment,
		learningPoint: learningPoint === '' ? null : learningPoint
	});
}
