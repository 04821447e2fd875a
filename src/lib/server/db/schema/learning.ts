import type { Columns } from '#lib/server/db/columns.sqlite.ts';
import type { PeopleTables } from './people.ts';
import type { ReadTables } from './reads.ts';

/** Peer learning, sequestered from scores: no row here points at a case, a review or a reviewer. */
export function learningTables(c: Columns, { users }: PeopleTables, { reads }: ReadTables) {
	const learningCases = c.table(
		'learning_cases',
		{
			id: c.text('id').primaryKey(),
			/** The read whose images are shown; anonymised before anybody else sees them. */
			readId: c.text('read_id').references(() => reads.id),
			/** opportunity | great-catch | near-miss: of equal rank */
			kind: c.text('kind').notNull(),
			/** own | colleague | review: who found it; a review's author is not kept. */
			source: c.text('source').notNull(),
			submittedBy: c.text('submitted_by').references(() => users.id),
			title: c.text('title').notNull(),
			/** What happened, and what can be learned, in the submitter's words. */
			story: c.text('story').notNull(),
			/** What the room is asked before the learning points; empty for the usual question. */
			question: c.text('question').notNull().default(''),
			learningPoints: c.text('learning_points').notNull(),
			/** A cause of the taxonomy, or null. */
			cause: c.text('cause'),
			factors: c.json<readonly string[]>('factors').notNull(),
			/** submitted | accepted | shown | set-aside */
			status: c.text('status').notNull(),
			setAsideReason: c.text('set_aside_reason'),
			/** When the radiologist whose read it is asked for another case, why, and what was answered. */
			objectedAt: c.instant('objected_at'),
			objection: c.text('objection'),
			objectionAnswer: c.text('objection_answer'),
			submittedAt: c.instant('submitted_at').notNull(),
			decidedBy: c.text('decided_by').references(() => users.id),
			decidedAt: c.instant('decided_at')
		},
		(t) => [c.index('learning_cases_status').on(t.status, t.submittedAt)]
	);

	const conferences = c.table(
		'conferences',
		{
			id: c.text('id').primaryKey(),
			title: c.text('title').notNull(),
			startsAt: c.instant('starts_at').notNull(),
			place: c.text('place').notNull().default(''),
			/** planned | running | held | cancelled */
			status: c.text('status').notNull(),
			startedAt: c.instant('started_at'),
			endedAt: c.instant('ended_at'),
			/** When those involved were told of it beforehand. */
			toldAt: c.instant('told_at'),
			/** When the learning points went to everybody. */
			sentAt: c.instant('sent_at'),
			createdBy: c
				.text('created_by')
				.notNull()
				.references(() => users.id),
			createdAt: c.instant('created_at').notNull()
		},
		(t) => [c.index('conferences_starts').on(t.startsAt)]
	);

	const conferenceCases = c.table(
		'conference_cases',
		{
			conferenceId: c
				.text('conference_id')
				.notNull()
				.references(() => conferences.id),
			learningCaseId: c
				.text('learning_case_id')
				.notNull()
				.references(() => learningCases.id),
			position: c.int('position').notNull(),
			/** What the meeting took away from this case. */
			learningPoint: c.text('learning_point').notNull().default(''),
			shownAt: c.instant('shown_at')
		},
		(t) => [c.primaryKey({ columns: [t.conferenceId, t.learningCaseId] })]
	);

	const attendances = c.table(
		'attendances',
		{
			conferenceId: c
				.text('conference_id')
				.notNull()
				.references(() => conferences.id),
			userId: c
				.text('user_id')
				.notNull()
				.references(() => users.id),
			/** self | coordinator: who recorded it. */
			recordedBy: c.text('recorded_by').notNull(),
			at: c.instant('at').notNull()
		},
		(t) => [
			c.primaryKey({ columns: [t.conferenceId, t.userId] }),
			c.index('attendances_user').on(t.userId, t.at)
		]
	);

	const improvementActions = c.table(
		'improvement_actions',
		{
			id: c.text('id').primaryKey(),
			title: c.text('title').notNull(),
			description: c.text('description').notNull().default(''),
			conferenceId: c.text('conference_id').references(() => conferences.id),
			learningCaseId: c.text('learning_case_id').references(() => learningCases.id),
			ownerId: c
				.text('owner_id')
				.notNull()
				.references(() => users.id),
			/** YYYY-MM-DD */
			dueOn: c.text('due_on').notNull(),
			/** open | done | dropped */
			status: c.text('status').notNull(),
			result: c.text('result'),
			createdBy: c
				.text('created_by')
				.notNull()
				.references(() => users.id),
			createdAt: c.instant('created_at').notNull(),
			closedAt: c.instant('closed_at')
		},
		(t) => [c.index('improvement_actions_status').on(t.status, t.dueOn)]
	);

	return { learningCases, conferences, conferenceCases, attendances, improvementActions };
}
