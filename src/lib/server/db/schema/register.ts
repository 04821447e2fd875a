import type { Columns } from '#lib/server/db/columns.sqlite.ts';
import type { evidenceTables } from './evidence.ts';
import type { PeopleTables } from './people.ts';

type EvidenceTables = ReturnType<typeof evidenceTables>;

/** How reports come to be, and who has them: runs in the background, schedules, and every copy that was taken. */
export function registerTables(c: Columns, { users }: PeopleTables, { exports }: EvidenceTables) {
	/** A report that is made again and again, each time for the span that has just ended. */
	const reportSchedules = c.table(
		'report_schedules',
		{
			id: c.text('id').primaryKey(),
			kind: c.text('kind').notNull(),
			/** pdf | xlsx | csv | json */
			format: c.text('format').notNull(),
			/** What is asked for, but for its period. */
			request: c.json<Readonly<Record<string, unknown>>>('request').notNull(),
			/** The radiologist whom it is about, who learns of it from nobody else; null where it is about many. */
			aboutId: c.text('about_id'),
			/** monthly | quarterly | half-yearly | yearly */
			cadence: c.text('cadence').notNull(),
			/** Days after the end of a span on which its report is made: reviews come in late. */
			afterDays: c.int('after_days').notNull(),
			purpose: c.text('purpose').notNull(),
			recipient: c.text('recipient').notNull(),
			/** Users who are told and may take what was made. */
			readers: c.json<readonly string[]>('readers').notNull(),
			/** Days for which what was made can be taken; null without end. */
			lifeDays: c.int('life_days'),
			/** Whose permission and scope each report is made with. */
			ownerId: c
				.text('owner_id')
				.notNull()
				.references(() => users.id),
			createdAt: c.instant('created_at').notNull(),
			/** The span that is next, as calendar days. */
			nextFromOn: c.text('next_from_on').notNull(),
			nextThroughOn: c.text('next_through_on').notNull(),
			nextDueAt: c.instant('next_due_at').notNull(),
			pausedAt: c.instant('paused_at'),
			endedAt: c.instant('ended_at')
		},
		(t) => [c.index('report_schedules_due').on(t.nextDueAt)]
	);

	/** A report that was asked for: made in the background, seen on its page, kept as what was asked. */
	const reportRuns = c.table(
		'report_runs',
		{
			id: c.text('id').primaryKey(),
			/** The id that its file has, in the register and on the disk: however often it is begun anew, there is one. */
			exportId: c.text('export_id').notNull(),
			kind: c.text('kind').notNull(),
			format: c.text('format').notNull(),
			request: c.json<Readonly<Record<string, unknown>>>('request').notNull(),
			fromOn: c.text('from_on').notNull(),
			throughOn: c.text('through_on').notNull(),
			purpose: c.text('purpose').notNull(),
			recipient: c.text('recipient').notNull(),
			lifeDays: c.int('life_days'),
			askedBy: c
				.text('asked_by')
				.notNull()
				.references(() => users.id),
			askedAt: c.instant('asked_at').notNull(),
			scheduleId: c.text('schedule_id').references(() => reportSchedules.id),
			/** waiting | running | done | failed | cancelled */
			status: c.text('status').notNull(),
			/** making | writing | keeping; null before it runs. */
			stage: c.text('stage'),
			/** Steps of the stage that are done, of so many; both 0 where they cannot be counted. */
			stepsDone: c.int('steps_done').notNull().default(0),
			stepsOf: c.int('steps_of').notNull().default(0),
			startedAt: c.instant('started_at'),
			endedAt: c.instant('ended_at'),
			/** Why it failed: a code. */
			errorCode: c.text('error_code')
		},
		(t) => [
			c.index('report_runs_asked').on(t.askedBy, t.id),
			c.index('report_runs_status').on(t.status),
			// One report a span of a schedule, however many workers look.
			c.uniqueIndex('report_runs_span').on(t.scheduleId, t.fromOn)
		]
	);

	/** Who may take an export besides whoever asked for it. */
	const exportReaders = c.table(
		'export_readers',
		{
			exportId: c
				.text('export_id')
				.notNull()
				.references(() => exports.id),
			userId: c
				.text('user_id')
				.notNull()
				.references(() => users.id)
		},
		(t) => [c.primaryKey({ columns: [t.exportId, t.userId] }), c.index('export_readers_user').on(t.userId)]
	);

	/** Append-only; triggers refuse update and delete. Each copy of an export that somebody took, by the hash of its bytes. */
	const exportTakes = c.table(
		'export_takes',
		{
			id: c.text('id').primaryKey(),
			exportId: c
				.text('export_id')
				.notNull()
				.references(() => exports.id),
			/** From 1, without a gap. */
			copy: c.int('copy').notNull(),
			takenBy: c
				.text('taken_by')
				.notNull()
				.references(() => users.id),
			takenAt: c.instant('taken_at').notNull(),
			/** What the copy says of itself; empty where the form bears no mark and the bytes are those of the export. */
			watermark: c.text('watermark').notNull(),
			sizeBytes: c.big('size_bytes').notNull(),
			sha256: c.text('sha256').notNull()
		},
		(t) => [
			c.uniqueIndex('export_takes_copy').on(t.exportId, t.copy),
			c.index('export_takes_sha256').on(t.sha256)
		]
	);

	return { reportSchedules, reportRuns, exportReaders, exportTakes };
}
