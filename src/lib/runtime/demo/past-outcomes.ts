import { nextReleaseAt } from '#lib/core/case/release.ts';
import type { Attribution } from '#lib/core/committee/decision.ts';
import { defaultCommitteePolicy } from '#lib/core/committee/policy.ts';
import type { RecommendedAction } from '#lib/core/committee/vote.ts';
import type { DemoReview } from '#lib/core/demo/group/types.ts';
import { pickWeighted, type Random } from '#lib/core/demo/random.ts';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import { isSignificant, needsCommittee } from '#lib/core/scoring/scale.ts';
import type { PastAudit } from './audit-log.ts';
import type { PastRows } from './past-rounds.ts';
import type { People } from './people.ts';
import { demoReviewPolicy } from './policies.ts';
import type { Seeding } from './seeding.ts';
import { committeeComment, drawRebuttal, rebuttalAnswer } from './words.ts';

const REBUTTAL_SHARE = 0.08;
const WEEK_MS = 7 * DAY_MS;
const attributions: readonly Attribution[] = ['reader', 'both', 'system', 'undetermined', 'reviewer'];

/** All weekly releases from the group's first day to the first one after the data cut, in order. */
export function makeReleases(fromAt: Instant, cutAt: Instant): Instant[] {
	const releases: Instant[] = [];
	for (let at = fromAt - WEEK_MS; at <= cutAt;) {
		at = nextReleaseAt(at, demoReviewPolicy);
		releases.push(at);
	}
	return releases;
}

/** The first release after an instant, by bisection: asking the calendar for each case would take seconds. */
function releaseAfter(releases: readonly Instant[], at: Instant): Instant {
	let low = 0;
	let high = releases.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((releases[middle] ?? Infinity) > at) high = middle;
		else low = middle + 1;
	}
	return releases[low] ?? at + WEEK_MS;
}

type Reviewed = {
	readonly rows: PastRows;
	readonly releases: readonly Instant[];
	readonly random: Random;
	readonly people: People;
	readonly audit: PastAudit;
	readonly caseId: string;
	readonly readerCode: string;
	readonly readerUserId: string;
	readonly reviewerIds: readonly string[];
	readonly review: { readonly id: string };
	readonly simulated: DemoReview;
	readonly submittedAt: Instant;
};

type Final = { finalScore: string; finalAt: Instant; releasedAt: Instant; attribution: string | null };
type Answer = {
	state: string;
	acknowledgedAt: Instant | null;
	rebuttedAt: Instant | null;
	rebuttal: string | null;
	rebuttalAnswer: string | null;
	closedAt: Instant | null;
};

const unanswered: Answer = {
	state: 'final',
	acknowledgedAt: null,
	rebuttedAt: null,
	rebuttal: null,
	rebuttalAnswer: null,
	closedAt: null
};

/** Where a reviewed case stands at the data cut: in committee, final, released, acknowledged, or rebutted and answered. */
export function settleCase(seeding: Seeding, work: Reviewed) {
	const { first } = work.simulated;
	if (!needsCommittee(first.score)) {
		const finalAt = work.submittedAt;
		const releasedAt = releaseAfter(work.releases, finalAt);
		const final = { finalScore: first.score, finalAt, releasedAt, attribution: null };
		return { ...final, ...answerOf(seeding, work, final) };
	}
	const final = decidePast(seeding, work);
	if (final) return { ...final, ...answerOf(seeding, work, final) };
	return {
		...unanswered,
		state: 'in-committee',
		finalScore: null,
		finalAt: null,
		releasedAt: null,
		attribution: null
	};
}

/** A member who neither read nor reviewed the case. */
function pickMember({ random, people, readerCode, reviewerIds }: Reviewed): string {
	const free = people.committee.filter(
		(member) => member.readerCode !== readerCode && !reviewerIds.includes(member.userId)
	);
	return random.pick(free).userId;
}

const actions: readonly RecommendedAction[] = ['none', 'education', 'addendum', 'protocol', 'equipment'];

/** How the members voted: mostly two of two, sometimes two of three after equal votes, seldom by the chair's casting vote. */
function pastVotes(random: Random) {
	const kind = pickWeighted(random, [0.82, 0.13, 0.05]);
	return {
		action: actions[pickWeighted(random, [0.6, 0.2, 0.12, 0.05, 0.03])] ?? 'none',
		quorum: defaultCommitteePolicy.quorum,
		votesCast: kind === 1 ? 3 : 2,
		votesFor: kind === 2 ? 1 : 2,
		recusals: random.next() < 0.06 ? 1 : 0,
		isChairs: kind === 2
	};
}

function decidePast(seeding: Seeding, work: Reviewed): Final | null {
	const { random, rows, audit, caseId, review, simulated } = work;
	const { decision } = simulated;
	if (!decision || decision.decidedAt === null) return null;
	const { decidedAt, outcome, finalScore } = decision;
	const memberId = pickMember(work);
	const id = seeding.idAt(decidedAt);
	const attribution = attributions[pickWeighted(random, [0.78, 0.08, 0.07, 0.05, 0.02])] ?? 'reader';
	rows.decisions.push({
		id,
		caseId,
		reviewId: review.id,
		memberId,
		question: 'score',
		outcome,
		finalScore,
		attribution,
		comment: committeeComment(random, outcome),
		...pastVotes(random),
		decidedAt
	});
	const facts = { decisionId: id, outcome, finalScore };
	audit.add({ type: 'committee.decided', subjectId: caseId, actorId: memberId, at: decidedAt, facts });
	// What matters to the patient reaches the reader at once, the rest with the batch.
	const releasedAt = isSignificant(finalScore) ? decidedAt : releaseAfter(work.releases, decidedAt);
	return { finalScore, finalAt: decidedAt, releasedAt, attribution };
}

/** An outcome without an answer: released in its week, or still to come. */
function unread({ cutAt }: Seeding, { audit, caseId }: Reviewed, { releasedAt: at }: Final): Answer {
	if (at > cutAt) return unanswered;
	audit.add({ type: 'feedback.released', subjectId: caseId, at, actorId: null, facts: {} });
	return { ...unanswered, state: 'feedback-released' };
}

/** What the reader did with a released outcome. */
function answerOf(seeding: Seeding, work: Reviewed, final: Final): Answer {
	const { feedback } = work.simulated;
	if (!feedback || feedback.acknowledgedAt === null) return unread(seeding, work, final);
	const at = final.releasedAt + (feedback.acknowledgedAt - feedback.releasedAt);
	if (at > seeding.cutAt) return unread(seeding, work, final);
	const subject = { subjectId: work.caseId, at };
	if (final.attribution === null || work.random.next() >= REBUTTAL_SHARE) {
		work.audit.add({ type: 'feedback.acknowledged', ...subject, actorId: work.readerUserId, facts: {} });
		return { ...unanswered, state: 'acknowledged', acknowledgedAt: at };
	}
	work.audit.add({ type: 'feedback.rebutted', ...subject, actorId: work.readerUserId, facts: {} });
	const rebutted = { ...unanswered, rebuttedAt: at, rebuttal: drawRebuttal(work.random) };
	const closedAt = Math.round(at + (2 + 9 * work.random.next()) * DAY_MS);
	if (closedAt > seeding.cutAt) return { ...rebutted, state: 'rebutted' };
	const answer = rebuttalAnswer(work.random);
	answerRebuttal(seeding, work, { final, closedAt, answer });
	return { ...rebutted, state: 'closed', rebuttalAnswer: answer, closedAt };
}

function answerRebuttal(
	seeding: Seeding,
	work: Reviewed,
	{ final, closedAt, answer }: { final: Final; closedAt: Instant; answer: string }
): void {
	const { rows, audit, caseId, review } = work;
	const memberId = pickMember(work);
	const id = seeding.idAt(closedAt);
	rows.decisions.push({
		id,
		caseId,
		reviewId: review.id,
		memberId,
		question: 'rebuttal',
		outcome: 'uphold',
		finalScore: final.finalScore,
		attribution: final.attribution ?? 'undetermined',
		comment: answer,
		...pastVotes(work.random),
		decidedAt: closedAt
	});
	const about = { subjectId: caseId, actorId: memberId, at: closedAt };
	const { finalScore } = final;
	audit.add(
		{ type: 'committee.decided', ...about, facts: { decisionId: id, outcome: 'uphold', finalScore } },
		{ type: 'feedback.answered', ...about, facts: { outcome: 'uphold' } }
	);
}
