import type { Actor } from '#lib/core/actor.ts';
import type { Attribution, Outcome } from '#lib/core/committee/decision.ts';
import { countedVotes, tallyVotes, type Position } from '#lib/core/committee/tally.ts';
import type { RecommendedAction, Vote } from '#lib/core/committee/vote.ts';
import type { Score } from '#lib/core/scoring/scale.ts';
import type { KnownFacts } from '#lib/core/text/scrub.ts';
import { scrubText } from '#lib/features/reviews/scrubbed-report.server.ts';
import { standingOf, type Standing } from './queries.server.ts';
import type { OpenQuestion } from './questions.server.ts';

/** A vote as members see it: what it says, and not whose it is or when it was cast. */
export type ShownVote = {
	readonly outcome: Outcome;
	readonly finalScore: Score | null;
	readonly attribution: Attribution;
	readonly action: RecommendedAction;
	readonly comment: string;
	readonly learningPoint: string;
};

/** Where the voting stands for one member. The others' votes are there only once the own one is cast. */
export type Voting = {
	readonly standing: Standing;
	readonly cast: number;
	readonly quorum: number;
	/** Members who may vote on this case, so few that the quorum cannot be reached when `isShort`. */
	readonly eligible: number;
	readonly isShort: boolean;
	readonly own: ShownVote | null;
	readonly others: readonly ShownVote[];
	/** The positions between which the chair may decide; empty for everybody else. */
	readonly leaders: readonly Position[];
};

/** The voting on a question as one of its members may see it. */
export function votingFor(member: Actor, question: OpenQuestion, known: KnownFacts): Voting {
	const { panel } = question;
	const votes = countedVotes(question.votes, panel);
	const tally = tallyVotes(votes, panel);
	const standing = standingOf(question, member);
	const own = votes.find(({ memberId }) => memberId === member.id);
	const others = own ? votes.filter((vote) => vote !== own) : [];
	return {
		standing,
		cast: tally.cast,
		quorum: panel.quorum,
		eligible: panel.eligibleIds.length,
		isShort: tally.state === 'open' && tally.isShort,
		// Their own words as they are: what is blacked out in them would tell which of the names they tried is right.
		own: own ? showVote(own, null) : null,
		// By what they say: the order of casting would tell who it was in a small committee.
		others: others
			.map((vote) => showVote(vote, known))
			.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
		leaders: standing === 'break-tie' && tally.state === 'tied' ? tally.leaders : []
	};
}

function showVote(vote: Vote, known: KnownFacts | null): ShownVote {
	const clear = (words: string | null): string => (known ? scrubText(words, known) : words) ?? '';
	return {
		outcome: vote.outcome,
		finalScore: vote.finalScore,
		attribution: vote.attribution,
		action: vote.action,
		comment: clear(vote.comment),
		learningPoint: clear(vote.learningPoint)
	};
}
