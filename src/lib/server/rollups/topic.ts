import type { ReadHandle } from '#lib/server/db/database.ts';

/** One facility's part of a topic in one UTC month (`YYYY-MM`) or day (`YYYY-MM-DD`). */
export type Cell = { readonly facilityId: string; readonly period: string };

/**
 * Something that dashboards count. Its cells are worked out from the rows themselves; triggers of the database mark a cell in the
 * transaction that changes anything it rests on (`drizzle/*\/0015_rollups_and_signals.sql`).
 */
export type RollupTopic = {
	/** The name that the triggers write. */
	readonly name: string;
	/** Rises when `make` writes other bytes for the same rows. */
	readonly format: number;
	/** The bytes of a cell from raw rows, always the same for the same rows; null where there is nothing. */
	readonly make: (read: ReadHandle, cell: Cell) => Promise<Uint8Array | null>;
	/** Every cell that raw rows have. */
	readonly cells: (read: ReadHandle) => Promise<Cell[]>;
};
