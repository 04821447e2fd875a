import { eq, sql } from 'drizzle-orm';
import type { WriteHandle } from '#lib/server/db/database.ts';

/**
 * Locks a read to the end of the transaction: of two people who do the same about it at once, the second sees what the first did.
 * What is to be seen is queried after it.
 */
export async function lockRead(write: WriteHandle, readId: string): Promise<void> {
	const { reads } = write.tables;
	await write
		.update(reads)
		.set({ status: sql`${reads.status}` })
		.where(eq(reads.id, readId));
}
