import { createHash } from 'node:crypto';
import { and, eq, lt, sql } from 'drizzle-orm';
import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia';
import { HOUR_MS, MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';

/** No session outlives this, however busy. */
export const ABSOLUTE_LIMIT_MS = 12 * HOUR_MS;
/** A session unused for this long is over. */
export const IDLE_LIMIT_MS = HOUR_MS;
/** Use of a session is written down at most this often, so that reading pages does not write. */
const SEEN_EVERY_MS = MINUTE_MS;

declare module 'lucia' {
	interface Register {
		Lucia: Lucia;
		DatabaseSessionAttributes: { createdAt: Instant; hasSecondFactor: boolean };
	}
}

/** The name under which a session is stored: SHA-256 of its id, hex. */
export function sessionIdHash(id: string): string {
	return createHash('sha256').update(id).digest('hex');
}

/** Keeps only a hash of each session id; Lucia is always given back the raw id that it asked for. */
function makeAdapter(app: App): Adapter {
	const { sessions } = app.db.read.tables;
	const toSession = (row: typeof sessions.$inferSelect, id: string): DatabaseSession => ({
		id,
		userId: row.userId,
		expiresAt: new Date(row.expiresAt),
		attributes: { createdAt: row.createdAt, hasSecondFactor: row.hasSecondFactor }
	});
	return {
		async getSessionAndUser(id) {
			const [row] = await app.db.read
				.select()
				.from(sessions)
				.where(eq(sessions.idHash, sessionIdHash(id)));
			return row ? [toSession(row, id), { id: row.userId, attributes: {} }] : [null, null];
		},
		async getUserSessions(userId) {
			const rows = await app.db.read.select().from(sessions).where(eq(sessions.userId, userId));
			return rows.map((row) => toSession(row, row.idHash));
		},
		async setSession(session) {
			const { createdAt, hasSecondFactor } = session.attributes;
			await app.db.transaction((write) =>
				write.insert(sessions).values({
					idHash: sessionIdHash(session.id),
					userId: session.userId,
					expiresAt: session.expiresAt.getTime(),
					absoluteExpiresAt: createdAt + ABSOLUTE_LIMIT_MS,
					lastSeenAt: createdAt,
					hasSecondFactor,
					createdAt
				})
			);
		},
		async updateSessionExpiration(id, expiresAt) {
			await app.db.transaction((write) =>
				write
					.update(sessions)
					.set({ expiresAt: expiresAt.getTime() })
					.where(eq(sessions.idHash, sessionIdHash(id)))
			);
		},
		async deleteSession(id) {
			await app.db.transaction((write) =>
				write.delete(sessions).where(eq(sessions.idHash, sessionIdHash(id)))
			);
		},
		async deleteUserSessions(userId) {
			await app.db.transaction((write) => write.delete(sessions).where(eq(sessions.userId, userId)));
		},
		async deleteExpiredSessions() {
			await app.db.transaction((write) =>
				write.delete(sessions).where(lt(sessions.expiresAt, app.clock.now()))
			);
		}
	};
}

export type SessionCookie = {
	readonly name: string;
	readonly value: string;
	readonly options: {
		path: '/';
		httpOnly: true;
		sameSite: 'lax';
		secure: boolean;
		maxAge?: number;
	};
};

/** Whose session it is, and whether it began with a second factor. */
export type OpenedBy = { readonly userId: string; readonly hasSecondFactor: boolean };

export type Sessions = {
	readonly cookieName: string;
	/** Starts a session; the cookie carries the only copy of its id. */
	start(userId: string, begun?: { readonly hasSecondFactor: boolean }): Promise<SessionCookie>;
	/** Whom a cookie's value stands for, or null when the session is unknown or over. */
	find(cookieValue: string): Promise<OpenedBy | null>;
	/** The user a cookie's value stands for, or null when the session is unknown or over. */
	findUserId(cookieValue: string): Promise<string | null>;
	end(cookieValue: string): Promise<void>;
	endAll(userId: string): Promise<void>;
	readonly blankCookie: SessionCookie;
};

/** Sessions for an app. The only place that knows Lucia. */
export function makeSessions(app: App): Sessions {
	const secure = app.config.origin.startsWith('https:');
	// The prefix makes browsers refuse the cookie from anywhere but this very origin; it needs https.
	const cookieName = secure ? '__Host-overread' : 'overread-session';
	const lucia = new Lucia(makeAdapter(app), {
		sessionExpiresIn: new TimeSpan(ABSOLUTE_LIMIT_MS / HOUR_MS, 'h'),
		sessionCookie: { name: cookieName }
	});
	const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
	const { sessions } = app.db.read.tables;

	const find = async (cookieValue: string): Promise<OpenedBy | null> => {
		const now = app.clock.now();
		const [limits] = await app.db.read
			.select({
				lastSeenAt: sessions.lastSeenAt,
				absoluteExpiresAt: sessions.absoluteExpiresAt,
				hasSecondFactor: sessions.hasSecondFactor
			})
			.from(sessions)
			.where(eq(sessions.idHash, sessionIdHash(cookieValue)));
		if (!limits) return null;
		if (now >= limits.absoluteExpiresAt || now - limits.lastSeenAt >= IDLE_LIMIT_MS) {
			await lucia.invalidateSession(cookieValue);
			return null;
		}
		const { session } = await lucia.validateSession(cookieValue);
		if (!session) return null;
		if (now - limits.lastSeenAt >= SEEN_EVERY_MS) {
			const idHash = sessionIdHash(cookieValue);
			await app.db.transaction((write) =>
				write
					.update(sessions)
					.set({ lastSeenAt: sql`${now}` })
					.where(and(eq(sessions.idHash, idHash), lt(sessions.lastSeenAt, now)))
			);
		}
		return { userId: session.userId, hasSecondFactor: limits.hasSecondFactor };
	};

	return {
		cookieName,
		async start(userId, { hasSecondFactor } = { hasSecondFactor: false }) {
			const session = await lucia.createSession(userId, { createdAt: app.clock.now(), hasSecondFactor });
			return {
				name: cookieName,
				value: session.id,
				options: { ...options, maxAge: ABSOLUTE_LIMIT_MS / 1000 }
			};
		},
		findUserId: async (cookieValue) => (await find(cookieValue))?.userId ?? null,
		find,
		end: (cookieValue) => lucia.invalidateSession(cookieValue),
		endAll: (userId) => lucia.invalidateUserSessions(userId),
		blankCookie: { name: cookieName, value: '', options: { ...options, maxAge: 0 } }
	};
}
