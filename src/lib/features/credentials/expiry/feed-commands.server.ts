import { and, asc, count, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import { hasPermission } from '#lib/core/permissions.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { tokenHash } from '#lib/server/auth/access-tokens.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** 256 bits: nobody tries them out. */
const TOKEN_BYTES = 32;
const MOST_FEEDS = 10;

export const feedScopes = ['own', 'group'] as const;
export type FeedScope = (typeof feedScopes)[number];

export const makeFeedSchema = z.object({ scope: z.enum(feedScopes, 'choose-one') });
export const revokeFeedSchema = z.object({ feed: z.uuid('calendar-feed-not-found') });

/** An address in use, as it is listed; the address itself is kept nowhere. */
export type Feed = {
	readonly id: string;
	readonly scope: FeedScope;
	readonly createdAt: Instant;
	readonly lastUsedAt: Instant | null;
};

/** The calendars that somebody may have: their own credentials, and those of the group. */
export function scopesFor({ roles, radiologistId }: Pick<Actor, 'roles' | 'radiologistId'>): FeedScope[] {
	return feedScopes.filter((scope) =>
		scope === 'own'
			? radiologistId !== null && hasPermission(roles, 'credential.own')
			: hasPermission(roles, 'credential.view')
	);
}

/** Somebody's addresses in use, in the order in which they were made. */
export async function feedsOf(read: ReadHandle, userId: string): Promise<Feed[]> {
	const { calendarFeeds: t } = read.tables;
	const rows = await read
		.select({ id: t.id, scope: t.scope, createdAt: t.createdAt, lastUsedAt: t.lastUsedAt })
		.from(t)
		.where(and(eq(t.userId, userId), isNull(t.revokedAt)))
		.orderBy(asc(t.createdAt), asc(t.id));
	return rows.map(({ scope, ...row }) => ({ ...row, scope: scope === 'group' ? 'group' : 'own' }));
}

/** Makes an address for a calendar program. This is the only time that it can be seen. */
export async function makeFeed(
	app: App,
	actor: Actor,
	{ scope }: z.output<typeof makeFeedSchema>
): Promise<Result<{ address: string }, 'not-permitted' | 'too-many-calendar-feeds'>> {
	if (!scopesFor(actor).includes(scope)) return err('not-permitted');
	const token = Buffer.from(app.random(TOKEN_BYTES)).toString('base64url');
	const id = app.ids();
	const at = app.clock.now();
	return app.db.transaction(
		async (write): Promise<Result<{ address: string }, 'too-many-calendar-feeds'>> => {
			// One after the other, or several at once would each count before the others are there.
			const lock = write.dialect.lockJob(`calendar-feeds ${actor.id}`);
			if (lock) await write.run(lock);
			const { calendarFeeds: t } = write.tables;
			const [own] = await write
				.select({ n: count() })
				.from(t)
				.where(and(eq(t.userId, actor.id), isNull(t.revokedAt)));
			if ((own?.n ?? 0) >= MOST_FEEDS) return err('too-many-calendar-feeds');
			await write
				.insert(t)
				.values({ id, userId: actor.id, scope, tokenHash: tokenHash(token), createdAt: at });
			await recordAudit(write, { type: 'calendar-feed.made', subjectId: id, facts: { scope }, at, actor });
			return ok({ address: `${app.config.origin}/calendar/${token}.ics` });
		}
	);
}

/** Takes an own address back; it ends with the next question. */
export async function revokeFeed(
	app: App,
	actor: Actor,
	{ feed }: z.output<typeof revokeFeedSchema>
): Promise<Result<null, 'calendar-feed-not-found'>> {
	const at = app.clock.now();
	return app.db.transaction(async (write) => {
		const { calendarFeeds: t } = write.tables;
		const [revoked] = await write
			.update(t)
			.set({ revokedAt: at })
			.where(and(eq(t.id, feed), eq(t.userId, actor.id), isNull(t.revokedAt)))
			.returning({ id: t.id });
		if (!revoked) return err('calendar-feed-not-found');
		await recordAudit(write, { type: 'calendar-feed.revoked', subjectId: feed, facts: {}, at, actor });
		return ok(null);
	});
}
