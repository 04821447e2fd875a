import { and, not, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { isOwn } from '#lib/features/reads/own-reads.server.ts';
import { unseenReads } from '#lib/features/reads/unseen.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/**
 * The condition under which somebody may handle what was asked about a read: they neither read nor co-signed it, and have no part
 * in judging it. A reader learns of a review when its outcome is released, and of a complaint not at all.
 */
export function seenReads(read: ReadHandle, actor: Actor): SQL | undefined {
	const unseen = unseenReads(read, actor) ?? undefined;
	return actor.radiologistId === null ? unseen : and(unseen, not(isOwn(read, actor.radiologistId)));
}
