import { sql } from 'drizzle-orm';
import type { Columns } from '#lib/server/db/columns.sqlite.ts';
import type { GroupTables } from './group.ts';
import type { PeopleTables } from './people.ts';
import type { ReadTables } from './reads.ts';

/** From the lottery to the closed loop. */
export function reviewTables(
	c: Columns,
	{ radiologists, users }: PeopleTables,
	{ policies }: GroupTables,
	{ reads }: ReadTables
) {
	const draws = c.table('draws', {
		id: c.text('id').primaryKey(),
		/** Name people use, for instance 2026-W46; part of the committed bytes. */
		label: c.text('label').notNull(),
		periodFrom: c.instant('period_from').notNull(),
		periodTo: c.instant('period_to').notNull(),
		policyId: c
			.text('policy_id')
			.notNull()
			.references(() => policies.id),
		commitment: c.text('commitment').notNull(),
		committedAt: c.instant('committed_at').notNull(),
		/** The seed, sealed under the server's secret until it is revealed with the certificate. */
		sealedSeed: c.text('sealed_seed').notNull(),
		/** Reads received after this instant are not in the frame. */
		frozenAt: c.instant('frozen_at'),
		frameHash: c.text('frame_hash'),
		frameCount: c.int('frame_count'),
		sampledCount: c.int('sampled_count'),
		exclusions: c.json<Readonly<Record<string, number>>>('exclusions'),
		revealedAt: c.instant('revealed_at'),
		/** The certificate's exact bytes. */
		certificate: c.text('certificate'),
		createdBy: c.text('created_by').references(() => users.id)
	});

	const drawStrata = c.table(
		'draw_strata',
		{
			drawId: c
				.text('draw_id')
				.notNull()
				.references(() => draws.id),
			readerId: c
				.text('reader_id')
				.notNull()
				.references(() => radiologists.id),
			modality: c.text('modality').notNull(),
			size: c.int('size').notNull(),
			sampled: c.int('sampled').notNull()
		},
		(t) => [c.primaryKey({ columns: [t.drawId, t.readerId, t.modality] })]
	);

	const cases = c.table(
		'cases',
		{
			id: c.text('id').primaryKey(),
			readId: c
				.text('read_id')
				.notNull()
				.references(() => reads.id),
			drawId: c.text('draw_id').references(() => draws.id),
			detectionMode: c.text('detection_mode').notNull(),
			blindingLevel: c.text('blinding_level').notNull(),
			state: c.text('state').notNull(),
			/** The known case behind a calibration; null for every other mode. */
			calibrationItemId: c.text('calibration_item_id'),
			/** Probability with which the draw took this read. */
			inclusion: c.real('inclusion'),
			dueAt: c.instant('due_at').notNull(),
			createdAt: c.instant('created_at').notNull(),
			/** The outcome that counts: after the committee where one decides. */
			finalScore: c.text('final_score'),
			finalAt: c.instant('final_at'),
			/** When the reader may see the outcome: 2b, 3a, 3b at the decision, the rest in the weekly batch. */
			releasedAt: c.instant('released_at'),
			/** The attributed part: reader | reviewer | both | system | undetermined. */
			attribution: c.text('attribution'),
			acknowledgedAt: c.instant('acknowledged_at'),
			rebuttedAt: c.instant('rebutted_at'),
			rebuttal: c.text('rebuttal'),
			rebuttalAnswer: c.text('rebuttal_answer'),
			closedAt: c.instant('closed_at')
		},
		(t) => [
			// A known case is given to many reviewers; whatever else comes into review does so once a mode.
			c
				.uniqueIndex('cases_read_mode')
				.on(t.readId, t.detectionMode)
				.where(sql`${t.detectionMode} <> 'calibration'`),
			c.index('cases_calibration_item').on(t.calibrationItemId),
			c.index('cases_state_due').on(t.state, t.dueAt),
			c.index('cases_state_id').on(t.state, t.id),
			c.index('cases_final').on(t.finalAt)
		]
	);

	const assignments = c.table(
		'assignments',
		{
			id: c.text('id').primaryKey(),
			caseId: c
				.text('case_id')
				.notNull()
				.references(() => cases.id),
			reviewerId: c
				.text('reviewer_id')
				.notNull()
				.references(() => users.id),
			/** 1 for the first reviewer of a case, 2 for the silent second. */
			ordinal: c.int('ordinal').notNull(),
			/** review | reconsider: a score that its reviewer is asked, or asks, to think over. */
			purpose: c.text('purpose').notNull().default('review'),
			/** What the committee asks, or why the reviewer takes it up again. */
			request: c.text('request'),
			assignedAt: c.instant('assigned_at').notNull(),
			/** An untouched assignment goes back after this. */
			leaseUntil: c.instant('lease_until').notNull(),
			openedAt: c.instant('opened_at'),
			/** open | scored | declined | expired | withdrawn */
			status: c.text('status').notNull(),
			declineReason: c.text('decline_reason'),
			endedAt: c.instant('ended_at')
		},
		(t) => [
			c.index('assignments_reviewer').on(t.reviewerId, t.status),
			c.index('assignments_case').on(t.caseId)
		]
	);

	/** What a reviewer has so far: saved on every change, so that a reload loses nothing. */
	const drafts = c.table('drafts', {
		assignmentId: c
			.text('assignment_id')
			.primaryKey()
			.references(() => assignments.id),
		body: c.json<unknown>('body').notNull(),
		/** Rises by one with each save, so that two tabs notice each other. */
		revision: c.int('revision').notNull(),
		activeMs: c.int('active_ms').notNull().default(0),
		impression: c.text('impression'),
		impressionLockedAt: c.instant('impression_locked_at'),
		reportRevealedAt: c.instant('report_revealed_at'),
		updatedAt: c.instant('updated_at').notNull()
	});

	const reviews = c.table(
		'reviews',
		{
			id: c.text('id').primaryKey(),
			caseId: c
				.text('case_id')
				.notNull()
				.references(() => cases.id),
			assignmentId: c
				.text('assignment_id')
				.notNull()
				.references(() => assignments.id),
			reviewerId: c
				.text('reviewer_id')
				.notNull()
				.references(() => users.id),
			ordinal: c.int('ordinal').notNull(),
			impression: c.text('impression'),
			impressionLockedAt: c.instant('impression_locked_at'),
			reportRevealedAt: c.instant('report_revealed_at'),
			/** 1 | 2a | 2b | 3a | 3b */
			score: c.text('score').notNull(),
			/** miss | overcall | other */
			direction: c.text('direction'),
			cause: c.text('cause'),
			factors: c.json<readonly string[]>('factors').notNull(),
			comment: c.text('comment'),
			/** adequate | limited | inadequate */
			imageQuality: c.text('image_quality'),
			/** What hampers the images, as codes of the taxonomy, and words to the site. */
			imageIssues: c.json<readonly string[]>('image_issues').notNull().default([]),
			siteComment: c.text('site_comment'),
			/** clear | adequate | poor */
			reportQuality: c.text('report_quality'),
			greatCatch: c.bool('great_catch').notNull().default(false),
			/** Worth showing to others, whatever the score. */
			learningValue: c.bool('learning_value').notNull().default(false),
			/** The patient's care may have to change now. */
			needsCorrection: c.bool('needs_correction').notNull().default(false),
			/** Time on the case without idle time. */
			activeMs: c.int('active_ms').notNull(),
			taxonomyVersion: c.text('taxonomy_version').notNull(),
			submittedAt: c.instant('submitted_at').notNull(),
			/** A score is superseded, never overwritten: the id of the review that replaced this one. */
			supersededBy: c.text('superseded_by')
		},
		(t) => [
			c.uniqueIndex('reviews_assignment').on(t.assignmentId),
			c.index('reviews_case').on(t.caseId),
			c.index('reviews_reviewer').on(t.reviewerId, t.submittedAt)
		]
	);

	/** Findings marked on an image, in the original object's coordinates. */
	const marks = c.table(
		'marks',
		{
			id: c.text('id').primaryKey(),
			reviewId: c
				.text('review_id')
				.notNull()
				.references(() => reviews.id),
			kind: c.text('kind').notNull(),
			sopUid: c.text('sop_uid').notNull(),
			frameNumber: c.int('frame_number').notNull(),
			/** Of the original object; null where it has none. */
			frameOfReferenceUid: c.text('frame_of_reference_uid'),
			/** Points in patient millimetres [[x,y,z]…]; empty where the image has no plane. */
			points: c.json<readonly (readonly number[])[]>('points').notNull(),
			/** The same points as [column,row] of the image. */
			pointsPx: c.json<readonly (readonly number[])[]>('points_px').notNull(),
			label: c.text('label')
		},
		(t) => [c.index('marks_review').on(t.reviewId)]
	);

	const committeeDecisions = c.table(
		'committee_decisions',
		{
			id: c.text('id').primaryKey(),
			caseId: c
				.text('case_id')
				.notNull()
				.references(() => cases.id),
			reviewId: c
				.text('review_id')
				.notNull()
				.references(() => reviews.id),
			memberId: c
				.text('member_id')
				.notNull()
				.references(() => users.id),
			/** score | rebuttal: what the committee was asked. */
			question: c.text('question').notNull(),
			/** uphold | upgrade | downgrade | no-discrepancy | not-assessable */
			outcome: c.text('outcome').notNull(),
			finalScore: c.text('final_score'),
			attribution: c.text('attribution').notNull(),
			comment: c.text('comment').notNull(),
			/** none | addendum | education | protocol | focused-review | equipment */
			action: c.text('action').notNull().default('none'),
			/** What the reader can take from it. */
			learningPoint: c.text('learning_point'),
			/** Votes needed, cast, and cast for this outcome; members who stood back. */
			quorum: c.int('quorum').notNull().default(1),
			votesCast: c.int('votes_cast').notNull().default(1),
			votesFor: c.int('votes_for').notNull().default(1),
			recusals: c.int('recusals').notNull().default(0),
			/** Whether the chair decided between equal votes. */
			isChairs: c.bool('is_chairs').notNull().default(false),
			decidedAt: c.instant('decided_at').notNull()
		},
		(t) => [c.index('committee_decisions_case').on(t.caseId)]
	);

	return { draws, drawStrata, cases, assignments, drafts, reviews, marks, committeeDecisions };
}

export type ReviewTables = ReturnType<typeof reviewTables>;
