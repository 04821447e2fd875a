import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3';
import { migrate as applySqlite } from 'drizzle-orm/better-sqlite3/migrator';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import { migrate as applyPostgres } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

const MIGRATION_LOCK = 7460;

/** The folder of the generated migrations: found upwards, since the built server lies deeper than the sources. */
function migrationsFolder(engine: 'sqlite' | 'postgres'): string {
	let folder = dirname(fileURLToPath(import.meta.url));
	while (!existsSync(join(folder, 'drizzle', engine, 'meta', '_journal.json'))) {
		const parent = dirname(folder);
		if (parent === folder) throw new Error(`the folder drizzle/${engine} with the migrations is missing`);
		folder = parent;
	}
	return join(folder, 'drizzle', engine);
}

/** Applies outstanding migrations to the SQLite file at `path`. */
export function migrateSqlite(path: string): void {
	const connection = new SqliteDatabase(path);
	try {
		connection.pragma('journal_mode = WAL');
		connection.pragma('busy_timeout = 30000');
		applySqlite(drizzleSqlite({ client: connection }), { migrationsFolder: migrationsFolder('sqlite') });
	} finally {
		connection.close();
	}
}

/** Applies outstanding migrations to a PostgreSQL database; several processes may start at once. */
export async function migratePostgres(url: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
		await applyPostgres(drizzlePostgres({ client }), { migrationsFolder: migrationsFolder('postgres') });
	} finally {
		await client.end();
	}
}
