import type { Columns } from '#lib/server/db/columns.sqlite.ts';
import type { GroupTables } from './group.ts';
import type { ImagingTables } from './imaging.ts';
import type { PeopleTables } from './people.ts';
import type { ReadTables } from './reads.ts';
import type { ReviewTables } from './review.ts';

/** What follows from a review: votes, corrections that reach the patient, words to the site, checks of burned-in pixels. */
export function loopTables(
	c: Columns,
	{ users }: PeopleTables,
	{ facilities }: GroupTables,
	{ studies }: ImagingTables,
	{ reads }: ReadTables,
	{ cases, reviews, committeeDecisions }: ReviewTables
) {
	/** One member's vote on one question. Changed by voting again until the question is decided. */
	const committeeVotes = c.table(
		'committee_votes',
		{
			id: c.text('id').primaryKey(),
			caseId: c
				.text('case_id')
				.notNull()
				.references(() => cases.id),
			/** score | rebuttal */
			question: c.text('question').notNull(),
			/** The review under question: a reconsidered score is voted on anew. */
			reviewId: c
				.text('review_id')
				.notNull()
				.references(() => reviews.id),
			memberId: c
				.text('member_id')
				.notNull()
				.references(() => users.id),
			outcome: c.text('outcome').notNull(),
			finalScore: c.text('final_score'),
			attribution: c.text('attribution').notNull(),
			/** none | addendum | education | protocol | focused-review | equipment */
			action: c.text('action').notNull(),
			comment: c.text('comment').notNull(),
			/** What the reader can take from it. */
			learningPoint: c.text('learning_point'),
			/** What the member marked on the images, as drafts keep it; null where nothing. */
			marks: c.json<readonly unknown[]>('marks'),
			castAt: c.instant('cast_at').notNull(),
			/** The decision that counted it; null while the question is open. */
			decisionId: c.text('decision_id').references(() => committeeDecisions.id)
		},
		(t) => [
			c.uniqueIndex('committee_votes_member').on(t.caseId, t.question, t.reviewId, t.memberId),
			c.index('committee_votes_decision').on(t.decisionId)
		]
	);

	/** A member who stands back from a case of their own accord. Those involved are kept out without asking. */
	const committeeRecusals = c.table(
		'committee_recusals',
		{
			caseId: c
				.text('case_id')
				.notNull()
				.references(() => cases.id),
			memberId: c
				.text('member_id')
				.notNull()
				.references(() => users.id),
			/** conflict | recognised | outside-competence */
			reason: c.text('reason').notNull(),
			at: c.instant('at').notNull()
		},
		(t) => [c.primaryKey({ columns: [t.caseId, t.memberId] })]
	);

	/** A finding that matters to the patient now: the way back to the facility, apart from who was at fault. */
	const corrections = c.table(
		'corrections',
		{
			id: c.text('id').primaryKey(),
			readId: c
				.text('read_id')
				.notNull()
				.references(() => reads.id),
			caseId: c
				.text('case_id')
				.notNull()
				.references(() => cases.id),
			/** flagged | score | committee | coordinator: what opened it. */
			openedBecause: c.text('opened_because').notNull(),
			/** What the facility must know, in clinical words. */
			finding: c.text('finding').notNull(),
			/** open | informed | received | closed | not-needed */
			status: c.text('status').notNull(),
			openedAt: c.instant('opened_at').notNull(),
			/** When the facility must have been informed. */
			dueAt: c.instant('due_at').notNull(),
			informedAt: c.instant('informed_at'),
			informedBy: c.text('informed_by').references(() => users.id),
			/** Who at the facility was told, and how: telephone | secure-message | in-person | fax */
			informedWhom: c.text('informed_whom'),
			informedHow: c.text('informed_how'),
			/** Who confirmed that it was received. */
			receivedAt: c.instant('received_at'),
			receivedFrom: c.text('received_from'),
			/** The report version that carries the correction. */
			addendumReadId: c.text('addendum_read_id').references(() => reads.id),
			addendumAt: c.instant('addendum_at'),
			closedAt: c.instant('closed_at'),
			closedBy: c.text('closed_by').references(() => users.id),
			/** Why no correction was needed, or why it was closed without an addendum. */
			closingWords: c.text('closing_words'),
			/** When the overdue alarm was raised; null while it was not. */
			alarmedAt: c.instant('alarmed_at')
		},
		(t) => [
			c.uniqueIndex('corrections_case').on(t.caseId),
			c.index('corrections_status_due').on(t.status, t.dueAt)
		]
	);

	/** What a review says of the images to those who made them. */
	const siteNotes = c.table(
		'site_notes',
		{
			id: c.text('id').primaryKey(),
			facilityId: c
				.text('facility_id')
				.notNull()
				.references(() => facilities.id),
			reviewId: c
				.text('review_id')
				.notNull()
				.references(() => reviews.id),
			readId: c
				.text('read_id')
				.notNull()
				.references(() => reads.id),
			modality: c.text('modality').notNull(),
			imageQuality: c.text('image_quality'),
			issues: c.json<readonly string[]>('issues').notNull(),
			comment: c.text('comment').notNull(),
			/** open | acknowledged | closed */
			status: c.text('status').notNull(),
			raisedAt: c.instant('raised_at').notNull(),
			answer: c.text('answer'),
			answeredBy: c.text('answered_by').references(() => users.id),
			answeredAt: c.instant('answered_at')
		},
		(t) => [
			c.uniqueIndex('site_notes_review').on(t.reviewId),
			c.index('site_notes_facility').on(t.facilityId, t.status, t.raisedAt)
		]
	);

	/** A study of a kind that may carry names in its pixels: held from reviewers until somebody has looked. */
	const pixelChecks = c.table(
		'pixel_checks',
		{
			id: c.text('id').primaryKey(),
			studyId: c
				.text('study_id')
				.notNull()
				.references(() => studies.id),
			/** Why it is held: a code of `core/dicom`. */
			reason: c.text('reason').notNull(),
			/** waiting | cleared | masked | refused */
			status: c.text('status').notNull(),
			/** Rectangles to blank, by series, as columns and rows of the image. */
			regions: c.json<unknown>('regions').notNull(),
			createdAt: c.instant('created_at').notNull(),
			decidedBy: c.text('decided_by').references(() => users.id),
			decidedAt: c.instant('decided_at')
		},
		(t) => [
			c.uniqueIndex('pixel_checks_study').on(t.studyId),
			c.index('pixel_checks_status').on(t.status, t.createdAt)
		]
	);

	return { committeeVotes, committeeRecusals, corrections, siteNotes, pixelChecks };
}

export type LoopTables = ReturnType<typeof loopTables>;
