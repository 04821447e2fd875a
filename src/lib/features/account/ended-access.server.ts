import { eq } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import { sessionsOf } from '#lib/server/auth/identify.ts';

/**
 * When the access ended of whoever signed in with this cookie: somebody whose account was limited in time, and who is told why the page
 * that they asked for is gone. Null for everybody else.
 */
export async function findEndedAccess(app: App, cookie: string): Promise<Instant | null> {
	const userId = await sessionsOf(app).findUserId(cookie);
	if (userId === null) return null;
	const { users } = app.db.read.tables;
	const [user] = await app.db.read
		.select({ status: users.status, expiresAt: users.expiresAt })
		.from(users)
		.where(eq(users.id, userId));
	const { status, expiresAt = null } = user ?? {};
	return status === 'active' && expiresAt !== null && expiresAt <= app.clock.now() ? expiresAt : null;
}
