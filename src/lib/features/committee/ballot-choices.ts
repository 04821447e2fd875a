import { finalScoresFor, outcomes, type Outcome } from '#lib/core/committee/decision.ts';
import type { Score } from '#lib/core/scoring/scale.ts';

/** An outcome on a ballot. */
export type BallotChoice = {
	readonly outcome: Outcome;
	/** Always the same for an outcome, whatever the score: hands learn it. */
	readonly key: string;
	/** The final scores it leaves to choose from; empty where the outcome cannot be chosen here. */
	readonly finals: readonly (Score | null)[];
};

type Position = { readonly outcome: string; readonly finalScore: Score | null };

/** All outcomes in their order. `leaders` are the positions to choose between where the votes are equal, null on a member's vote. */
export function ballotChoices(score: Score, leaders: readonly Position[] | null): BallotChoice[] {
	return outcomes.map((outcome, at) => {
		const isOpen = (final: Score | null): boolean =>
			leaders === null || leaders.some((each) => each.outcome === outcome && each.finalScore === final);
		return { outcome, key: String(at + 1), finals: finalScoresFor(outcome, score).filter(isOpen) };
	});
}
