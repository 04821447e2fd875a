import SqliteDatabase from 'better-sqlite3';
import type { SQL } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { makeSqliteInserter } from './bulk.ts';
import type { BytesRow } from './copy-rows.ts';
import type { OpenOptions, Reader } from './open.ts';
import { isFailure, RolledBack, type Database, type ReadHandle, type WriteHandle } from './database.ts';
import { sqliteDialect } from './dialect.ts';
import { sqliteTables } from './schema/sqlite.ts';

type Connection = InstanceType<typeof SqliteDatabase>;

const CACHE_KIB = 64 * 1024;

function makeReadHandle(connection: Connection): ReadHandle {
	const db = drizzle({ client: connection });
	return {
		select: db.select.bind(db),
		selectDistinct: db.selectDistinct.bind(db),
		$with: db.$with.bind(db),
		with: db.with.bind(db),
		tables: sqliteTables,
		dialect: sqliteDialect,
		rows: async <T>(query: SQL) => db.all(query) as T[],
		bytesRows: async (query: SQL) =>
			db.values<(string | Uint8Array | null)[]>(query).map((row): BytesRow => {
				const bytes = row.at(-1);
				const texts = row.slice(0, -1).map((value) => (typeof value === 'string' ? value : null));
				return { texts, bytes: bytes instanceof Uint8Array ? bytes : null };
			})
		// better-sqlite3 answers at once; awaiting its builders gives the asynchronous form of the shared handle.
	} as unknown as ReadHandle;
}

function makeWriteHandle(connection: Connection): WriteHandle {
	const db = drizzle({ client: connection });
	return {
		...makeReadHandle(connection),
		insert: db.insert.bind(db),
		update: db.update.bind(db),
		delete: db.delete.bind(db),
		inTransaction: true,
		run: async (statement: SQL) => {
			db.run(statement);
		},
		insertRows: makeSqliteInserter(connection)
	} as unknown as WriteHandle;
}

function connectReader(path: string): Connection {
	const reader = new SqliteDatabase(path, { readonly: true });
	reader.pragma('busy_timeout = 10000');
	reader.pragma(`cache_size = -${CACHE_KIB}`);
	reader.pragma('mmap_size = 134217728');
	return reader;
}

/** Opens the SQLite file at `path` for reading alone. */
export function openSqliteReader(path: string): Reader {
	const connection = connectReader(path);
	return {
		read: makeReadHandle(connection),
		close: async () => {
			connection.close();
		}
	};
}

/**
 * Opens the SQLite file at `path`: one writer with `synchronous=FULL`, so that what was committed survives a power
 * cut, and one read-only reader. Writers queue; a transaction may await, so others must not run inside it.
 */
export function openSqlite(path: string, { durability = 'full' }: OpenOptions = {}): Database {
	const writer = new SqliteDatabase(path);
	writer.pragma('journal_mode = WAL');
	writer.pragma(durability === 'full' ? 'synchronous = FULL' : 'synchronous = OFF');
	writer.pragma(durability === 'full' ? 'foreign_keys = ON' : 'foreign_keys = OFF');
	// Fewer, larger checkpoints: an import writes many pages of many indexes again and again.
	writer.pragma('wal_autocheckpoint = 8000');
	writer.pragma('busy_timeout = 10000');
	writer.pragma(`cache_size = -${CACHE_KIB}`);
	const reader = connectReader(path);

	const write = makeWriteHandle(writer);
	// Changes when another connection commits, in this process or another (sqlite.org/pragma.html#pragma_data_version).
	const dataVersion = reader.prepare('PRAGMA data_version').pluck();
	let queue: Promise<unknown> = Promise.resolve();

	const inTurn = async <T>(work: (handle: WriteHandle) => Promise<T>): Promise<T> => {
		writer.exec('BEGIN IMMEDIATE');
		try {
			const outcome = await work(write);
			if (isFailure(outcome)) throw new RolledBack(outcome);
			writer.exec('COMMIT');
			return outcome;
		} catch (error) {
			if (writer.inTransaction) writer.exec('ROLLBACK');
			if (error instanceof RolledBack) return error.outcome as T; // the outcome of `work`, thrown three lines above
			throw error;
		}
	};

	return {
		engine: 'sqlite',
		read: makeReadHandle(reader),
		version: async () => String(dataVersion.get()),
		transaction: (work) => {
			const turn = queue.then(() => inTurn(work));
			queue = turn.catch(() => undefined);
			return turn;
		},
		close: async () => {
			await queue;
			reader.close();
			writer.close();
		}
	};
}
