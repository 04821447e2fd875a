import type { WriteHandle } from '#lib/server/db/database.ts';

export type EventRow = WriteHandle['tables']['readEvents']['$inferInsert'];

const ROWS_A_STATEMENT = 500;

/** Adds events; what is known already changes nothing. Part of the caller's transaction. */
export async function appendEvents(write: WriteHandle, rows: readonly EventRow[]): Promise<void> {
	for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
		await write
			.insert(write.tables.readEvents)
			.values(rows.slice(from, from + ROWS_A_STATEMENT))
			.onConflictDoNothing();
	}
}
