import { desc, eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { toIso, type Instant } from '#lib/core/instant.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

export type StoredCheckpoint = {
	readonly id: string;
	/** Number of entries. */
	readonly treeSize: number;
	readonly rootHash: string;
	readonly headHash: string;
	readonly at: Instant;
	readonly keyId: string;
	/** The signed text. */
	readonly note: string;
};

function columnsOf({ tables: { auditCheckpoints: one } }: ReadHandle) {
	return {
		id: one.id,
		treeSize: one.treeSize,
		rootHash: one.rootHash,
		headHash: one.headHash,
		at: one.at,
		keyId: one.keyId,
		note: one.note
	};
}

/** The checkpoint with the most entries; null before the first one. */
export async function newestCheckpoint(read: ReadHandle): Promise<StoredCheckpoint | null> {
	const { auditCheckpoints } = read.tables;
	const [row] = await read
		.select(columnsOf(read))
		.from(auditCheckpoints)
		.orderBy(desc(auditCheckpoints.treeSize))
		.limit(1);
	return row ?? null;
}

/** A checkpoint by its id; null where there is none. */
export async function findCheckpoint(read: ReadHandle, id: string): Promise<StoredCheckpoint | null> {
	const { auditCheckpoints } = read.tables;
	const [row] = await read.select(columnsOf(read)).from(auditCheckpoints).where(eq(auditCheckpoints.id, id));
	return row ?? null;
}

/**
 * The newest checkpoint as whatever is given away names it. Null for whoever has reads of their own: how many entries there are would
 * tell how many they are not shown.
 */
export async function checkpointFor(
	read: ReadHandle,
	{ radiologistId }: Pick<Actor, 'radiologistId'>
): Promise<StoredCheckpoint | null> {
	return radiologistId === null ? newestCheckpoint(read) : null;
}

/** The newest checkpoint as a manifest names it, under the rule of `checkpointFor`; with the signed text. */
export async function statedCheckpoint(
	read: ReadHandle,
	actor: Pick<Actor, 'radiologistId'>
): Promise<{ treeSize: number; rootHash: string; at: string; note: string } | null> {
	const found = await checkpointFor(read, actor);
	if (!found) return null;
	const { treeSize, rootHash, at, note } = found;
	return { treeSize, rootHash, at: toIso(at), note };
}
