import type { Columns } from '#lib/server/db/columns.sqlite.ts';
import type { PeopleTables } from './people.ts';

/** Work that waits: jobs, notices to people, and the mail that tells of them. */
export function workTables(c: Columns, { users }: PeopleTables) {
	/** One queue on both engines. Names and payloads are a format: versioned, not renamed. */
	const jobs = c.table(
		'jobs',
		{
			id: c.text('id').primaryKey(),
			name: c.text('name').notNull(),
			payload: c.json<unknown>('payload').notNull(),
			/** Two jobs with one key are one job while the first has not ended. */
			uniqueKey: c.text('unique_key'),
			/** waiting | running | done | failed */
			status: c.text('status').notNull(),
			runAt: c.instant('run_at').notNull(),
			attempts: c.int('attempts').notNull().default(0),
			/** A worker that died gives its job back after this. */
			lockedUntil: c.instant('locked_until'),
			/** A code, never a message with content. */
			lastError: c.text('last_error'),
			createdAt: c.instant('created_at').notNull(),
			endedAt: c.instant('ended_at')
		},
		(t) => [c.index('jobs_due').on(t.status, t.runAt), c.index('jobs_unique_key').on(t.uniqueKey, t.status)]
	);

	/** What a person is told in the product. Kind and counts only: no patient, no counterpart, no score. */
	const notices = c.table(
		'notices',
		{
			id: c.text('id').primaryKey(),
			userId: c
				.text('user_id')
				.notNull()
				.references(() => users.id, { onDelete: 'cascade' }),
			kind: c.text('kind').notNull(),
			facts: c.json<Readonly<Record<string, string | number>>>('facts').notNull(),
			/** Path in the product that the notice leads to. */
			path: c.text('path').notNull(),
			/** Telling somebody the same thing twice tells them once. */
			onceKey: c.text('once_key'),
			createdAt: c.instant('created_at').notNull(),
			readAt: c.instant('read_at'),
			/** When it was put into a mail; null while it waits for one. */
			mailedAt: c.instant('mailed_at')
		},
		(t) => [
			c.index('notices_user').on(t.userId, t.createdAt),
			c.uniqueIndex('notices_once').on(t.userId, t.onceKey)
		]
	);

	const noticePreferences = c.table('notice_preferences', {
		userId: c
			.text('user_id')
			.primaryKey()
			.references(() => users.id, { onDelete: 'cascade' }),
		/** at-once | daily | weekly | never */
		mail: c.text('mail').notNull(),
		updatedAt: c.instant('updated_at').notNull()
	});

	/** How somebody likes the image viewer; without a row as it comes. */
	const viewerSettings = c.table('viewer_settings', {
		userId: c
			.text('user_id')
			.primaryKey()
			.references(() => users.id, { onDelete: 'cascade' }),
		settings: c.json<unknown>('settings').notNull(),
		updatedAt: c.instant('updated_at').notNull()
	});

	/** Outgoing mail, kept until the server of the recipient's mail took it. */
	const mails = c.table(
		'mails',
		{
			id: c.text('id').primaryKey(),
			userId: c
				.text('user_id')
				.notNull()
				.references(() => users.id, { onDelete: 'cascade' }),
			subject: c.text('subject').notNull(),
			body: c.text('body').notNull(),
			/** A line for the end of the body that nobody else may read, encrypted; forgotten when the mail has left. */
			sealedLine: c.text('sealed_line'),
			/** waiting | sent | failed */
			status: c.text('status').notNull(),
			attempts: c.int('attempts').notNull().default(0),
			createdAt: c.instant('created_at').notNull(),
			sentAt: c.instant('sent_at'),
			lastError: c.text('last_error')
		},
		(t) => [c.index('mails_status').on(t.status, t.createdAt)]
	);

	return { jobs, notices, noticePreferences, viewerSettings, mails };
}
