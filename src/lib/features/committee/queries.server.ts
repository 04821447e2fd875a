import { eq } from 'drizzle-orm';
import { hasPermission } from '#lib/core/permissions.ts';
import type { Actor } from '#lib/core/actor.ts';
import type { BlindedCase } from '#lib/core/case/blinding.ts';
import { questionOf, type Question } from '#lib/core/committee/decision.ts';
import { isRecused } from '#lib/core/committee/recusal.ts';
import { tallyVotes } from '#lib/core/committee/tally.ts';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import type { Score } from '#lib/core/scoring/scale.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { involvedIn } from './involved.server.ts';
import { openQuestions, type OpenQuestion } from './questions.server.ts';

type Member = Pick<Actor, 'id' | 'radiologistId'> & Partial<Pick<Actor, 'roles'>>;

/** What a question asks of a member: an own vote, patience, or the casting vote between equal votes. */
export type Standing = 'vote' | 'wait' | 'break-tie';

/** One question before the committee, blind to both names. */
export type CommitteeItem = {
	readonly caseId: string;
	readonly case: BlindedCase;
	readonly question: Question;
	/** The score under question: the reviewer's, or the released one that was rebutted. */
	readonly score: Score;
	readonly standing: Standing;
	/** Votes cast of those needed; what they say is nobody's to know before the own vote. */
	readonly votes: { readonly cast: number; readonly quorum: number };
	/** Fewer members may vote than votes are needed. */
	readonly isShort: boolean;
	/** Starts of UTC days: the hour would tell a shift. */
	readonly waitingSince: Instant;
	readonly dueOn: Instant;
};

/**
 * The questions open to this member: what asks for an act of theirs first, then oldest first. Own reads and own reviews are not listed,
 * and not hinted at.
 */
export async function committeeQueue(read: ReadHandle, member: Member): Promise<CommitteeItem[]> {
	const questions = await openQuestions(read);
	return questions
		.filter(({ involved }) => !isRecused(member, involved))
		.map((question) => itemOf(question, member))
		.sort((a, b) => Number(a.standing === 'wait') - Number(b.standing === 'wait'));
}

const PAGE = 50;

/** A page of the questions open to this member, how many ask for an act of theirs, and where the next page begins. */
export async function committeePage(
	read: ReadHandle,
	member: Member,
	after: string | null
): Promise<{ rows: CommitteeItem[]; asked: number; next: string | null }> {
	const queue = await committeeQueue(read, member);
	const rest = afterPlace(queue, after);
	const rows = rest.slice(0, PAGE);
	const last = rows.at(-1);
	return {
		rows,
		asked: queue.filter(({ standing }) => standing !== 'wait').length,
		next: rest.length > PAGE && last ? placeOf(last) : null
	};
}

/** Where an item stands, as the address carries it: whether it waits for others, since which day, and its case. */
function placeOf({ standing, waitingSince, caseId }: CommitteeItem): string {
	return `${standing === 'wait' ? 1 : 0}.${waitingSince}.${caseId}`;
}

/** What follows a place. Where its question was decided meanwhile, its whole day comes again, so that nothing is passed over. */
function afterPlace(queue: CommitteeItem[], after: string | null): CommitteeItem[] {
	const found = /^([01])\.(\d{1,16})\.[\w-]{1,64}$/.exec(after ?? '');
	if (!found) return queue;
	const at = queue.findIndex((item) => placeOf(item) === after);
	if (at >= 0) return queue.slice(at + 1);
	const [waits, day] = [Number(found[1]), Number(found[2])];
	return queue.filter(({ standing, waitingSince }) => {
		const later = Number(standing === 'wait') - waits;
		return later > 0 || (later === 0 && waitingSince >= day);
	});
}

function itemOf(question: OpenQuestion, member: Member): CommitteeItem {
	const tally = tallyVotes(question.votes, question.panel);
	return {
		caseId: question.caseId,
		case: question.case,
		question: question.question,
		score: question.score,
		standing: standingOf(question, member),
		votes: { cast: tally.cast, quorum: question.panel.quorum },
		isShort: tally.state === 'open' && tally.isShort,
		waitingSince: startOfUtcDay(question.waitingAt),
		dueOn: startOfUtcDay(question.dueAt)
	};
}

/** What a question asks of a member. */
export function standingOf({ votes, panel }: OpenQuestion, member: Member): Standing {
	if (!votes.some(({ memberId }) => memberId === member.id)) return 'vote';
	const isTied = tallyVotes(votes, panel).state === 'tied';
	return isTied && hasPermission(member.roles ?? [], 'committee.chair') ? 'break-tie' : 'wait';
}

/**
 * The door of a committee member to images: a case that is or was before the committee and in which they have no part.
 * Null tells nothing about why.
 */
export async function committeeDoor(
	read: ReadHandle,
	member: Member,
	caseId: string
): Promise<{ caseId: string } | null> {
	const { cases, committeeDecisions } = read.tables;
	const [row] = await read
		.select({ readId: cases.readId, state: cases.state })
		.from(cases)
		.where(eq(cases.id, caseId));
	if (!row) return null;
	const people = (await involvedIn(read, [{ caseId, readId: row.readId }])).get(caseId);
	if (!people || isRecused(member, people)) return null;
	if (row.state in questionOf) return { caseId };
	const [decided] = await read
		.select({ id: committeeDecisions.id })
		.from(committeeDecisions)
		.where(eq(committeeDecisions.caseId, caseId))
		.limit(1);
	return decided ? { caseId } : null;
}
