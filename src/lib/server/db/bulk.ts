import type SqliteDatabase from 'better-sqlite3';
import { getTableColumns, getTableName, sql, type Column } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type pg from 'pg';
import type { WriteHandle } from './database.ts';

/**
 * Inserts many rows of one table fast: by prepared statements of many rows, past the query builder. All rows must have the
 * keys of the first one; columns that it lacks take their defaults.
 */
export type InsertRows = <T extends SQLiteTable>(
	table: T,
	rows: readonly T['$inferInsert'][]
) => Promise<void>;

/** SQLite's limit on parameters of one statement (SQLITE_MAX_VARIABLE_NUMBER). */
const SQLITE_PARAMETERS = 32_766;
const SQLITE_ROWS = 250;
const POSTGRES_ROWS = 5000;

type Shape = {
	readonly table: string;
	readonly keys: readonly string[];
	readonly columns: readonly Column[];
};

function shapeOf(table: SQLiteTable, first: object): Shape {
	const known: Readonly<Record<string, Column>> = getTableColumns(table);
	const keys = Object.keys(first).filter((key) => Object.hasOwn(known, key));
	return {
		table: getTableName(table),
		keys,
		columns: keys.flatMap((key) => known[key] ?? [])
	};
}

const quote = (name: string): string => `"${name}"`;
const columnList = ({ columns }: Shape): string => columns.map(({ name }) => quote(name)).join(', ');

/** A row's value as the driver takes it. */
function driverValue(column: Column | undefined, value: unknown): unknown {
	return value === null || value === undefined ? null : (column?.mapToDriverValue(value) ?? null);
}

const valueOf = (row: object, key: string): unknown => (row as Readonly<Record<string, unknown>>)[key]; // rows are plain objects

/** Bulk inserts on a SQLite connection; its statements are prepared once. */
export function makeSqliteInserter(connection: InstanceType<typeof SqliteDatabase>): InsertRows {
	const statements = new Map<string, SqliteDatabase.Statement>();
	return async (table, rows) => {
		const [first] = rows;
		if (!first) return;
		const shape = shapeOf(table, first);
		const width = shape.keys.length;
		const tuple = `(${shape.keys.map(() => '?').join(', ')})`;
		const most = Math.max(1, Math.min(SQLITE_ROWS, Math.floor(SQLITE_PARAMETERS / width)));
		for (let from = 0; from < rows.length;) {
			// Full statements, then halves and halves again: few different ones, so few to keep prepared.
			const size = Math.min(most, 2 ** Math.floor(Math.log2(rows.length - from)));
			const part = rows.slice(from, from + size);
			from += size;
			const key = `${shape.table} ${part.length} ${shape.keys.join()}`;
			let statement = statements.get(key);
			if (!statement) {
				const tuples = part.map(() => tuple).join(', ');
				statement = connection.prepare(
					`insert into ${quote(shape.table)} (${columnList(shape)}) values ${tuples}`
				);
				statements.set(key, statement);
			}
			const values: unknown[] = [];
			for (const row of part) {
				for (let at = 0; at < width; at++) {
					values.push(driverValue(shape.columns[at], valueOf(row, shape.keys[at] ?? '')));
				}
			}
			statement.run(values);
		}
	};
}

/** Bulk inserts on a PostgreSQL connection: one array a column, so that a statement is parsed once for thousands of rows. */
export function makePostgresInserter(client: Pick<pg.ClientBase, 'query'>): InsertRows {
	return async (table, rows) => {
		const [first] = rows;
		if (!first) return;
		const shape = shapeOf(table, first);
		const arrays = shape.columns.map((column, at) => `$${at + 1}::${column.getSQLType()}[]`);
		const statement = `insert into ${quote(shape.table)} (${columnList(shape)}) select * from unnest(${arrays.join(', ')})`;
		for (let from = 0; from < rows.length; from += POSTGRES_ROWS) {
			const part = rows.slice(from, from + POSTGRES_ROWS);
			await client.query(
				statement,
				shape.keys.map((key, at) => part.map((row) => driverValue(shape.columns[at], valueOf(row, key))))
			);
		}
	};
}

/**
 * Takes the indexes of tables away for a first load and gives back the function that makes them again: one sort at the end
 * costs less than a place in a tree for every row. Only where nobody else reads or writes. Those in `kept` stay: triggers that look other
 * rows up would go through the whole table for every row without them.
 */
export async function dropIndexes(
	write: WriteHandle,
	tables: readonly SQLiteTable[],
	kept: readonly string[] = []
): Promise<(write: WriteHandle) => Promise<void>> {
	const definitions: string[] = [];
	for (const table of tables) {
		const query = write.dialect.indexesOf(getTableName(table));
		const indexes = await write.rows<{ name: string; definition: string }>(query);
		for (const { name, definition } of indexes) {
			if (kept.includes(name)) continue;
			await write.run(sql`drop index ${sql.identifier(name)}`);
			definitions.push(definition);
		}
	}
	return async (handle) => {
		for (const definition of definitions) await handle.run(sql.raw(definition));
	};
}
