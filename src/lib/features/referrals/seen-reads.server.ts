import { and, eq, ne, sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { unseenReads } from '#lib/features/reads/unseen.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/**
 * The condition under which somebody may handle what was asked about a read: they neither read nor co-signed it, and have no part
 * in judging it. A reader learns of a review when its outcome is released, and of a complaint not at all.
 */
export function seenReads(read: ReadHandle, actor: Actor): SQL | undefined {
	const { reads, readCoSigners } = read.tables;
	if (actor.radiologistId === null) return unseenReads(read, actor) ?? undefined;
	const coSigned = read
		.select({ one: sql`1` })
		.from(readCoSigners)
		.where(and(eq(readCoSigners.readId, reads.id), eq(readCoSigners.radiologistId, actor.radiologistId)));
	return and(
		unseenReads(read, actor) ?? undefined,
		ne(reads.readerId, actor.radiologistId),
		sql`not exists ${coSigned}`
	);
}
