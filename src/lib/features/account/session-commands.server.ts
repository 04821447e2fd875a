import { and, eq, ne } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { sessionIdHash } from '#lib/server/auth/sessions.ts';

type Ended = { readonly at: number; readonly actor: Actor; readonly reason: 'signed-out' | 'revoked' };

const ended = ({ at, actor, reason }: Ended) =>
	({ type: 'session.ended', subjectId: actor.id, facts: { reason }, at, actor }) as const;

/** Ends the session that a cookie carries. A session that is over already is no failure. */
export async function signOut(app: App, actor: Actor, cookie: string): Promise<void> {
	await app.db.transaction(async (write) => {
		const { sessions } = write.tables;
		await write.delete(sessions).where(eq(sessions.idHash, sessionIdHash(cookie)));
		await recordAudit(write, ended({ at: app.clock.now(), actor, reason: 'signed-out' }));
	});
}

/** Ends one of the actor's own sessions. */
export async function endSession(
	app: App,
	actor: Actor,
	{ session }: { session: string }
): Promise<Result<null, 'session-not-found'>> {
	return app.db.transaction(async (write) => {
		const { sessions } = write.tables;
		const gone = await write
			.delete(sessions)
			.where(and(eq(sessions.idHash, session), eq(sessions.userId, actor.id)))
			.returning({ session: sessions.idHash });
		if (gone.length === 0) return err('session-not-found');
		await recordAudit(write, ended({ at: app.clock.now(), actor, reason: 'revoked' }));
		return ok(null);
	});
}

/** Ends all of the actor's sessions but the one that `cookie` carries; returns how many. */
export async function endOtherSessions(
	app: App,
	actor: Actor,
	cookie: string
): Promise<Result<number, never>> {
	return app.db.transaction(async (write) => {
		const { sessions } = write.tables;
		const gone = await write
			.delete(sessions)
			.where(and(eq(sessions.userId, actor.id), ne(sessions.idHash, sessionIdHash(cookie))))
			.returning({ session: sessions.idHash });
		const at = app.clock.now();
		await recordAudit(write, ...gone.map(() => ended({ at, actor, reason: 'revoked' })));
		return ok(gone.length);
	});
}
