import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, toUtcDay, type Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { tokenHash, tokenPrefix } from '#lib/server/auth/access-tokens.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { CreateAccessToken } from './access-token-schemas.ts';

/** 256 bits: nobody tries them out. */
const TOKEN_BYTES = 32;
const LISTED = 200;

/** A token as it is listed; what it says itself is kept nowhere. */
export type AccessToken = {
	readonly id: string;
	readonly name: string;
	readonly canRead: boolean;
	readonly canStore: boolean;
	readonly createdAt: Instant;
	readonly expiresAt: Instant;
	readonly revokedAt: Instant | null;
	readonly lastUsedAt: Instant | null;
};

/** The tokens of machines, the latest first. */
export async function listAccessTokens(read: ReadHandle): Promise<AccessToken[]> {
	const { accessTokens } = read.tables;
	return read
		.select({
			id: accessTokens.id,
			name: accessTokens.name,
			canRead: accessTokens.canRead,
			canStore: accessTokens.canStore,
			createdAt: accessTokens.createdAt,
			expiresAt: accessTokens.expiresAt,
			revokedAt: accessTokens.revokedAt,
			lastUsedAt: accessTokens.lastUsedAt
		})
		.from(accessTokens)
		.orderBy(desc(accessTokens.id))
		.limit(LISTED);
}

/** Makes a token for a machine. This is the only time that it can be seen. */
export async function createAccessToken(
	app: App,
	actor: Actor,
	{ name, may, days }: CreateAccessToken
): Promise<Result<{ name: string; token: string }, 'required'>> {
	if (may.length === 0) return err('required');
	const token = `${tokenPrefix}${Buffer.from(app.random(TOKEN_BYTES)).toString('base64url')}`;
	const id = app.ids();
	const at = app.clock.now();
	const expiresAt = at + days * DAY_MS;
	const [canRead, canStore] = [may.includes('read'), may.includes('store')];
	await app.db.transaction(async (write) => {
		await write.insert(write.tables.accessTokens).values({
			id,
			name,
			tokenHash: tokenHash(token),
			canRead,
			canStore,
			createdBy: actor.id,
			createdAt: at,
			expiresAt
		});
		const facts = { read: canRead, store: canStore, until: toUtcDay(expiresAt) };
		await recordAudit(write, { type: 'access-token.created', subjectId: id, facts, at, actor });
	});
	return ok({ name, token });
}

/** Takes a token away; it ends with the next request. */
export async function revokeAccessToken(
	app: App,
	actor: Actor,
	id: string
): Promise<Result<null, 'access-token-not-found'>> {
	return app.db.transaction(async (write) => {
		const { accessTokens } = write.tables;
		const at = app.clock.now();
		const [revoked] = await write
			.update(accessTokens)
			.set({ revokedAt: at })
			.where(and(eq(accessTokens.id, id), isNull(accessTokens.revokedAt)))
			.returning({ id: accessTokens.id });
		if (!revoked) return err('access-token-not-found');
		await recordAudit(write, { type: 'access-token.revoked', subjectId: id, facts: {}, at, actor });
		return ok(null);
	});
}
