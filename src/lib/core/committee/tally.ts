import type { Score } from '#lib/core/scoring/scale.ts';
import type { Attribution, Outcome } from './decision.ts';
import type { Ballot, Vote } from './vote.ts';

/** Members as they stand to one question. */
export type Panel = {
	/** Members who may vote: active, without a part in the case, not recused. */
	readonly eligibleIds: readonly string[];
	/** Those who may not, whatever they cast: a part in the case, or stood back. */
	readonly excludedIds: readonly string[];
	/** Whose words go first when several say the same. */
	readonly chairIds: readonly string[];
	/** Votes needed before anything is decided. */
	readonly quorum: number;
};

/** Where votes may meet: an outcome with its final score. */
export type Position = { readonly outcome: Outcome; readonly finalScore: Score | null };

/** What the votes cast so far come to. */
export type Tally =
	/** Fewer votes than the quorum. `isShort`: there are not even as many members who could cast them. */
	| { readonly state: 'open'; readonly cast: number; readonly missing: number; readonly isShort: boolean }
	/** Enough votes, and no position has more than half of them; the leaders in a fixed order. */
	| { readonly state: 'tied'; readonly cast: number; readonly leaders: readonly Position[] }
	| {
			readonly state: 'decided';
			readonly cast: number;
			readonly votesFor: number;
			readonly ballot: Ballot;
			/** Whose words stand for the majority: a chair's, or the last one's. */
			readonly spokesId: string;
	  };

/**
 * Counts the votes on one question. Decided when as many votes as the quorum are cast and more than half of them agree on outcome and
 * final score. The order in which votes are given to this function does not matter; votes of those excluded never count.
 */
export function tallyVotes(votes: readonly Vote[], panel: Panel): Tally {
	const counted = countedVotes(votes, panel);
	const cast = counted.length;
	if (cast < panel.quorum) {
		const able = new Set([...panel.eligibleIds, ...counted.map(({ memberId }) => memberId)]);
		for (const id of panel.excludedIds) able.delete(id);
		return { state: 'open', cast, missing: panel.quorum - cast, isShort: able.size < panel.quorum };
	}
	const groups = [...Map.groupBy(counted, positionKey).entries()].sort(([a], [b]) => (a < b ? -1 : 1));
	const most = Math.max(...groups.map(([, group]) => group.length));
	const leading = groups.filter(([, group]) => group.length === most).map(([, group]) => group);
	const [only] = leading;
	if (only && most * 2 > cast) return decided(only, cast, panel);
	return { state: 'tied', cast, leaders: leading.flatMap(([vote]) => (vote ? [positionOf(vote)] : [])) };
}

/** The votes that count, each member's once. */
export function countedVotes(
	votes: readonly Vote[],
	{ excludedIds }: Pick<Panel, 'excludedIds'>
): readonly Vote[] {
	const latest = new Map<string, Vote>();
	for (const vote of votes) {
		if (excludedIds.includes(vote.memberId)) continue;
		const known = latest.get(vote.memberId);
		if (!known || known.castAt < vote.castAt) latest.set(vote.memberId, vote);
	}
	return [...latest.values()];
}

/** Whether two ballots say the same of the score. */
export function isSamePosition(a: Position, b: Position): boolean {
	return a.outcome === b.outcome && a.finalScore === b.finalScore;
}

/**
 * The attribution of those who agree: what more than half of them say, or else undetermined. An event between two reads is not yet
 * somebody's error, so it takes more than one voice to make it one.
 */
export function jointAttribution(votes: readonly Ballot[]): Attribution {
	return majorityOf(votes.map(({ attribution }) => attribution)) ?? 'undetermined';
}

function decided(majority: readonly Vote[], cast: number, panel: Panel): Tally {
	// A chair first, then the last to vote; the id decides between equal instants, so that the order given does not.
	const speakers = majority.toSorted(
		(a, b) =>
			Number(panel.chairIds.includes(b.memberId)) - Number(panel.chairIds.includes(a.memberId)) ||
			b.castAt - a.castAt ||
			(a.memberId < b.memberId ? -1 : 1)
	);
	const [speaker] = speakers;
	if (!speaker) throw new Error('a majority of nobody');
	return {
		state: 'decided',
		cast,
		votesFor: majority.length,
		spokesId: speaker.memberId,
		ballot: {
			...positionOf(speaker),
			attribution: jointAttribution(majority),
			action: majorityOf(majority.map(({ action }) => action)) ?? speaker.action,
			comment: speakers.find(({ comment }) => comment !== '')?.comment ?? '',
			learningPoint: speakers.find(({ learningPoint }) => learningPoint !== null)?.learningPoint ?? null
		}
	};
}

function positionOf({ outcome, finalScore }: Position): Position {
	return { outcome, finalScore };
}

function positionKey({ outcome, finalScore }: Position): string {
	return `${outcome}:${finalScore ?? ''}`;
}

/** What more than half of the values are; null when nothing is. */
function majorityOf<T extends string>(values: readonly T[]): T | null {
	for (const [value, group] of Map.groupBy(values, (each) => each)) {
		if (group.length * 2 > values.length) return value;
	}
	return null;
}
