import type { ReadHandle } from '#lib/server/db/database.ts';

/** One facility's part of a topic in one UTC month (`YYYY-MM`) or day (`YYYY-MM-DD`). Stored ones may be of all facilities (`''`). */
export type Cell = { readonly facilityId: string; readonly period: string };

/** The `facilityId` of a cell over all facilities. */
export const ALL_FACILITIES = '';

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
	/**
	 * One body of those of all facilities of a period, in the order of their ids: kept beside them, so that a page over all facilities
	 * opens one cell a period. Without it there is none.
	 */
	readonly merge?: (bodies: readonly Uint8Array[]) => Uint8Array;
	/** Every cell that raw rows have. */
	readonly cells: (read: ReadHandle) => Promise<Cell[]>;
};
