import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from './database.ts';
import { migratePostgres, migrateSqlite } from './migrate.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';

/** Opens `file:…` or `postgres://…` and brings its schema up to date. */
export async function openDatabase(url: string): Promise<Database> {
	if (url.startsWith('file:')) {
		const path = url.slice('file:'.length);
		mkdirSync(dirname(path), { recursive: true });
		migrateSqlite(path);
		return openSqlite(path);
	}
	await migratePostgres(url);
	return openPostgres(url);
}
