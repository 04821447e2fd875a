import type { SQL } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { makePostgresInserter } from './bulk.ts';
import { copyOut } from './copy-out.ts';
import type { BytesRow } from './copy-rows.ts';
import type { Reader } from './open.ts';
import { isFailure, RolledBack, type Database, type ReadHandle, type WriteHandle } from './database.ts';
import { postgresDialect } from './dialect.ts';
import { postgresTables } from './schema/postgres.ts';

const INT8 = 20;
const NUMERIC = 1700;
// Counts and sums come back as numbers, as they do from SQLite; none here passes 2^53.
pg.types.setTypeParser(INT8, Number);
pg.types.setTypeParser(NUMERIC, Number);

function makeReadHandle(db: NodePgDatabase, copy: (query: SQL) => Promise<BytesRow[]>): ReadHandle {
	return {
		select: db.select.bind(db),
		selectDistinct: db.selectDistinct.bind(db),
		$with: db.$with.bind(db),
		with: db.with.bind(db),
		tables: postgresTables,
		dialect: postgresDialect,
		rows: async <T>(query: SQL) => (await db.execute(query)).rows as T[],
		bytesRows: copy
		// The builders of both engines take the same calls for all that the features use (tests/db).
	} as unknown as ReadHandle;
}

function makeWriteHandle(client: pg.PoolClient): WriteHandle {
	const db = drizzle({ client });
	return {
		...makeReadHandle(db, (query) => copyOut(client, query)),
		insert: db.insert.bind(db),
		update: db.update.bind(db),
		delete: db.delete.bind(db),
		inTransaction: true,
		run: async (statement: SQL) => {
			await db.execute(statement);
		},
		insertRows: makePostgresInserter(client)
	} as unknown as WriteHandle;
}

/** To begin a process takes longer than nearly all that is asked here: others help only with what takes seconds. */
const ALONE = '-c parallel_setup_cost=100000';
/** Connections cost some hundredths of a second to open, and people come back to a page within minutes. */
const IDLE_MS = 5 * 60_000;

function openReadPool(url: string, max: number): pg.Pool {
	const pool = new pg.Pool({
		connectionString: url,
		max,
		idleTimeoutMillis: IDLE_MS,
		options: `-c default_transaction_read_only=on -c statement_timeout=60000 ${ALONE}`
	});
	// A connection that breaks while idle is replaced by the pool; the next query reports what is wrong.
	pool.on('error', () => undefined);
	return pool;
}

function makePoolHandle(pool: pg.Pool): ReadHandle {
	return makeReadHandle(drizzle({ client: pool }), async (query) => {
		const client = await pool.connect();
		try {
			return await copyOut(client, query);
		} finally {
			client.release();
		}
	});
}

/** Opens a PostgreSQL database for reading alone, by one connection. */
export function openPostgresReader(url: string): Reader {
	const pool = openReadPool(url, 1);
	return { read: makePoolHandle(pool), close: () => pool.end() };
}

/** Opens a PostgreSQL database: a pool for reading whose transactions cannot write, and a pool for writing. */
export function openPostgres(url: string): Database {
	const readPool = openReadPool(url, 8);
	const writePool = new pg.Pool({
		connectionString: url,
		max: 8,
		options: `-c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000 ${ALONE}`
	});
	writePool.on('error', () => undefined);

	return {
		engine: 'postgres',
		read: makePoolHandle(readPool),
		// Two equal snapshots see the same transactions as committed.
		version: async () => {
			const { rows } = await readPool.query<{ at: string }>({
				name: 'data-version',
				text: 'select pg_current_snapshot()::text as at'
			});
			return rows[0]?.at ?? '';
		},
		transaction: async <T>(work: (write: WriteHandle) => Promise<T>): Promise<T> => {
			const client = await writePool.connect();
			try {
				await client.query('BEGIN');
				const outcome = await work(makeWriteHandle(client));
				if (isFailure(outcome)) throw new RolledBack(outcome);
				await client.query('COMMIT');
				return outcome;
			} catch (error) {
				await client.query('ROLLBACK').catch(() => undefined);
				if (error instanceof RolledBack) return error.outcome as T; // the outcome of `work`
				throw error;
			} finally {
				client.release();
			}
		},
		close: async () => {
			await readPool.end();
			await writePool.end();
		}
	};
}
