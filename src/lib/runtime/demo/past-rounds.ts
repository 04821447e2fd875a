import type { DemoReviewRound } from '#lib/core/demo/group/types.ts';
import type { Random } from '#lib/core/demo/random.ts';
import type { Instant } from '#lib/core/instant.ts';
import { defaultTaxonomy } from '#lib/core/scoring/built-in-taxonomies.ts';
import { needsCommittee, type Score } from '#lib/core/scoring/scale.ts';
import type { Tables } from '#lib/server/db/schema/tables.ts';
import type { PastEvent } from './audit-log.ts';
import { demoImageIssues } from './site-notes.ts';
import { ownImpression } from './words.ts';

type AssignmentRow = Tables['assignments']['$inferInsert'];
type ReviewRow = Tables['reviews']['$inferInsert'];

/** Rows of the past, filled case by case and written together. */
export type PastRows = {
	readonly cases: Tables['cases']['$inferInsert'][];
	readonly assignments: Tables['assignments']['$inferInsert'][];
	readonly reviews: Tables['reviews']['$inferInsert'][];
	readonly decisions: Tables['committeeDecisions']['$inferInsert'][];
};

/** A submitted round as rows and events. */
export type ScoredRound = {
	readonly assignment: AssignmentRow;
	readonly review: ReviewRow & { readonly id: string };
	readonly events: readonly PastEvent[];
};

/** Share of the time on a case before the impression is locked. */
const IMPRESSION_SHARE = 0.55;
const REVEAL_MS = 2500;
const IDLE_FACTOR = 1.3;

/** The second-level codes of a cause. */
function typesOf(cause: string): string[] {
	return (defaultTaxonomy.causes.find(({ code }) => code === cause)?.types ?? []).map(({ code }) => code);
}

/** Everything about one reviewer's finished work on a case, at level L3: impression, report, score. */
export function scoredRound(
	random: Random,
	given: {
		idAt: (at: Instant) => string;
		blindId: () => string;
		caseId: string;
		reviewerId: string;
		ordinal: number;
		round: DemoReviewRound;
		submittedAt: Instant;
		leaseUntil: Instant;
		report: string;
	}
): ScoredRound {
	const { idAt, blindId, caseId, reviewerId, ordinal, round, submittedAt, leaseUntil } = given;
	const { score, direction, cause, assignedAt } = round;
	const activeMs = round.secondsOnCase * 1000;
	const openedAt = Math.max(assignedAt + 1, Math.round(submittedAt - activeMs * IDLE_FACTOR));
	const impressionLockedAt = Math.round(openedAt + (submittedAt - openedAt) * IMPRESSION_SHARE);
	const reportRevealedAt = Math.min(impressionLockedAt + REVEAL_MS, submittedAt);
	const assignmentId = blindId();
	const id = idAt(submittedAt);
	const about = { subjectId: caseId, actorId: reviewerId };
	const review = {
		id,
		caseId,
		assignmentId,
		reviewerId,
		ordinal,
		impression: ownImpression(given.report, round),
		impressionLockedAt,
		reportRevealedAt,
		score,
		direction,
		cause: cause === null ? null : `${cause}/${random.pick(typesOf(cause))}`,
		factors: score !== '1' && random.next() < 0.6 ? [random.pick(defaultTaxonomy.factors).code] : [],
		comment: round.comment,
		imageQuality: random.next() < 0.93 ? 'adequate' : random.next() < 0.85 ? 'limited' : 'inadequate',
		greatCatch: score === '1' && random.next() < 0.004,
		activeMs,
		taxonomyVersion: defaultTaxonomy.edition,
		submittedAt
	};
	return {
		assignment: {
			id: assignmentId,
			caseId,
			reviewerId,
			ordinal,
			assignedAt,
			leaseUntil,
			openedAt,
			status: 'scored',
			declineReason: null,
			endedAt: submittedAt
		},
		review: { ...review, imageIssues: demoImageIssues(id, review.imageQuality) },
		events: [
			{
				type: 'case.assigned',
				subjectId: caseId,
				actorId: null,
				at: assignedAt,
				facts: { assignmentId, ordinal }
			},
			{ type: 'case.opened', ...about, at: openedAt, facts: { assignmentId } },
			{ type: 'impression.locked', ...about, at: impressionLockedAt, facts: { assignmentId } },
			{ type: 'report.revealed', ...about, at: reportRevealedAt, facts: { assignmentId } },
			{ type: 'review.submitted', ...about, at: submittedAt, facts: { assignmentId, reviewId: id, score } },
			...(ordinal === 1 ? [routed(caseId, id, score, submittedAt)] : [])
		]
	};
}

/** Where the leading score took its case. */
function routed(caseId: string, reviewId: string, score: Score, at: Instant): PastEvent {
	const about = { subjectId: caseId, actorId: null, at };
	return needsCommittee(score)
		? { type: 'case.referred', ...about, facts: { reviewId } }
		: { type: 'case.finalised', ...about, facts: { score } };
}

/** An assignment that did not lead to a score, with its events. */
export function unscoredRound(given: {
	blindId: () => string;
	caseId: string;
	reviewerId: string;
	ordinal: number;
	assignedAt: Instant;
	leaseUntil: Instant;
	end: { status: 'declined' | 'withdrawn'; at: Instant; reason: string | null } | null;
}): { assignment: AssignmentRow; events: PastEvent[] } {
	const { blindId, caseId, reviewerId, ordinal, assignedAt, leaseUntil, end } = given;
	const id = blindId();
	const events: PastEvent[] = [
		{
			type: 'case.assigned',
			subjectId: caseId,
			actorId: null,
			at: assignedAt,
			facts: { assignmentId: id, ordinal }
		}
	];
	if (end?.reason) {
		const facts = { assignmentId: id, reason: end.reason };
		events.push({ type: 'case.declined', subjectId: caseId, actorId: reviewerId, at: end.at, facts });
	}
	return {
		assignment: {
			id,
			caseId,
			reviewerId,
			ordinal,
			assignedAt,
			leaseUntil,
			openedAt: null,
			status: end?.status ?? 'open',
			declineReason: end?.reason ?? null,
			endedAt: end?.at ?? null
		},
		events
	};
}
