import { and, desc, eq, gt } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import { IDLE_LIMIT_MS, sessionIdHash } from '#lib/server/auth/sessions.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

export type OpenSession = {
	/** Hash of the session's id: names it, opens nothing. */
	readonly session: string;
	readonly createdAt: Instant;
	readonly lastSeenAt: Instant;
	readonly absoluteExpiresAt: Instant;
	readonly isThisOne: boolean;
};

/** The person's sessions that still work, the one last used first. `cookie` is the value that this request came with. */
export async function openSessions(
	read: ReadHandle,
	{ userId, cookie, now }: { userId: string; cookie: string; now: Instant }
): Promise<OpenSession[]> {
	const { sessions } = read.tables;
	const rows = await read
		.select({
			session: sessions.idHash,
			createdAt: sessions.createdAt,
			lastSeenAt: sessions.lastSeenAt,
			absoluteExpiresAt: sessions.absoluteExpiresAt
		})
		.from(sessions)
		.where(
			and(
				eq(sessions.userId, userId),
				gt(sessions.absoluteExpiresAt, now),
				gt(sessions.lastSeenAt, now - IDLE_LIMIT_MS)
			)
		)
		.orderBy(desc(sessions.lastSeenAt));
	const own = sessionIdHash(cookie);
	return rows.map((row) => ({ ...row, isThisOne: row.session === own }));
}
