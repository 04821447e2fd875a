import type { SQL } from 'drizzle-orm';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { InsertRows } from './bulk.ts';
import type { BytesRow } from './copy-rows.ts';
import type { Dialect } from './dialect.ts';
import type { Tables } from './schema/tables.ts';

/** The query builder as both engines offer it: every query is awaited. */
type QueryBuilder = BaseSQLiteDatabase<'async', unknown>;

/** A handle for queries. It cannot write: on SQLite its connection is read-only, on PostgreSQL its transactions are. */
export type ReadHandle = Pick<QueryBuilder, 'select' | 'selectDistinct' | '$with' | 'with'> & {
	readonly tables: Tables;
	readonly dialect: Dialect;
	/** Rows of a hand-written query. `T` is trusted: keep the columns of the SQL beside it. */
	rows<T extends Record<string, unknown>>(query: SQL): Promise<T[]>;
	/** Rows of a hand-written query whose columns are texts, but for the last one, which is bytes: the way for many or large ones. */
	bytesRows(query: SQL): Promise<BytesRow[]>;
};

/** A handle inside a transaction: what it writes is kept together or not at all. */
export type WriteHandle = ReadHandle &
	Pick<QueryBuilder, 'insert' | 'update' | 'delete'> & {
		/** Marks the transaction, so that a plain read handle is not taken for it. */
		readonly inTransaction: true;
		/** Runs a statement without rows. */
		run(statement: SQL): Promise<void>;
		/** Inserts many rows at the speed of the engine. */
		insertRows: InsertRows;
	};

/** An open database of either engine. */
export type Database = {
	readonly engine: 'sqlite' | 'postgres';
	readonly read: ReadHandle;
	/** A text that stays the same only while nobody, in whatever process, has committed anything: what was decided under it still holds. */
	version(): Promise<string>;
	/**
	 * Runs `work` in one transaction: committed when it resolves, rolled back when it throws. When it resolves to an
	 * expected failure (`{ ok: false }`) it is rolled back as well, and the failure is returned.
	 * Keep it short: no network, no hashing of passwords inside.
	 */
	transaction<T>(work: (write: WriteHandle) => Promise<T>): Promise<T>;
	close(): Promise<void>;
};

/** Thrown inside a transaction to roll back and still return a value. */
export class RolledBack extends Error {
	readonly outcome: unknown;
	constructor(outcome: unknown) {
		super('rolled back');
		this.outcome = outcome;
	}
}

/** Whether a transaction's outcome is an expected failure, for which nothing may be kept. */
export function isFailure(outcome: unknown): boolean {
	return typeof outcome === 'object' && outcome !== null && 'ok' in outcome && outcome.ok === false;
}
