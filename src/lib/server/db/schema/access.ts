import type { Columns } from '#lib/server/db/columns.sqlite.ts';
import type { PeopleTables } from './people.ts';

/** Keys with which machines come in where people sign in. */
export function accessTables(c: Columns, { users }: PeopleTables) {
	const accessTokens = c.table(
		'access_tokens',
		{
			id: c.text('id').primaryKey(),
			/** What it is for, as its maker calls it. */
			name: c.text('name').notNull(),
			/** SHA-256 of the token, hex; the token itself is shown once and kept nowhere. */
			tokenHash: c.text('token_hash').notNull(),
			canRead: c.bool('can_read').notNull(),
			canStore: c.bool('can_store').notNull(),
			createdBy: c
				.text('created_by')
				.notNull()
				.references(() => users.id),
			createdAt: c.instant('created_at').notNull(),
			expiresAt: c.instant('expires_at').notNull(),
			revokedAt: c.instant('revoked_at'),
			/** The latest use, written down once an hour. */
			lastUsedAt: c.instant('last_used_at')
		},
		(t) => [c.uniqueIndex('access_tokens_hash').on(t.tokenHash)]
	);
	return { accessTokens };
}
