import { createHash } from 'node:crypto';
import { and, eq, gt, isNull, lt, or } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { HOUR_MS } from '#lib/core/instant.ts';
import type { Permission } from '#lib/core/permissions.ts';
import type { App } from '#lib/server/app.ts';

/** How every token begins, so that one that was left somewhere is known for what it is. */
export const tokenPrefix = 'ovr_';

/** Use is written down at most this often, so that reading does not write. */
const USED_EVERY_MS = HOUR_MS;

/** What is kept of a token: SHA-256, hex. It is random and long, so that no slower hash is needed. */
export function tokenHash(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

/** The machine that a token stands for; null for one that is unknown, revoked or over. */
export async function findTokenActor(app: App, token: string): Promise<Actor | null> {
	const { accessTokens } = app.db.read.tables;
	const now = app.clock.now();
	const [row] = await app.db.read
		.select()
		.from(accessTokens)
		.where(
			and(
				eq(accessTokens.tokenHash, tokenHash(token)),
				isNull(accessTokens.revokedAt),
				gt(accessTokens.expiresAt, now)
			)
		);
	if (!row) return null;
	if (row.lastUsedAt === null || now - row.lastUsedAt >= USED_EVERY_MS) {
		await app.db.transaction((write) =>
			write
				.update(accessTokens)
				.set({ lastUsedAt: now })
				.where(
					and(
						eq(accessTokens.id, row.id),
						or(isNull(accessTokens.lastUsedAt), lt(accessTokens.lastUsedAt, now))
					)
				)
		);
	}
	const grants: Permission[] = [];
	if (row.canRead) grants.push('image.read');
	if (row.canStore) grants.push('image.store');
	return { id: row.id, name: row.name, email: '', roles: [], radiologistId: null, scope: null, grants };
}

/**
 * The token in an Authorization header: after `Bearer`, or as the password of `Basic`. Null for a header that is meant for somebody
 * else, such as a proxy.
 */
export function tokenIn(authorization: string | null): string | null {
	const [, scheme = '', value = ''] =
		/^(bearer|basic) +([\w.~+/=-]{1,512})$/i.exec(authorization?.trim() ?? '') ?? [];
	// Many DICOM systems know user and password alone; the user is of no account.
	const token =
		scheme.toLowerCase() === 'basic'
			? Buffer.from(value, 'base64')
					.toString('utf8')
					.replace(/^[^:]*:/, '')
			: value;
	return token.startsWith(tokenPrefix) ? token : null;
}
