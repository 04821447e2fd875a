import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database, ReadHandle } from './database.ts';
import { migratePostgres, migrateSqlite } from './migrate.ts';
import { openPostgres, openPostgresReader } from './postgres.ts';
import { openSqlite, openSqliteReader } from './sqlite.ts';

export type OpenOptions = {
	/**
	 * `none` leaves writing to the disk to the system and foreign keys to a check at the end: for a SQLite file that counts for
	 * nothing until it is complete, checked and synced.
	 */
	readonly durability?: 'full' | 'none';
};

/** Opens `file:…` or `postgres://…` and brings its schema up to date. */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Database> {
	if (url.startsWith('file:')) {
		const path = url.slice('file:'.length);
		mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
		// Patients are in it: a new file is its owner's alone, and SQLite gives its log the same mode.
		closeSync(openSync(path, 'a', 0o600));
		migrateSqlite(path);
		return openSqlite(path, options);
	}
	await migratePostgres(url);
	return openPostgres(url);
}

/** A connection that reads alone, for a thread of its own, to a database that is up to date. */
export type Reader = { readonly read: ReadHandle; close(): Promise<void> };

/** Opens `file:…` or `postgres://…` for reading alone. */
export function openReader(url: string): Reader {
	return url.startsWith('file:') ? openSqliteReader(url.slice('file:'.length)) : openPostgresReader(url);
}
