import {
	blob,
	check,
	index,
	integer,
	primaryKey,
	real,
	sqliteTable,
	text,
	uniqueIndex
} from 'drizzle-orm/sqlite-core';

/** The column vocabulary of the schema, bound to SQLite. Its types are the types of both engines. */
export const sqliteColumns = {
	table: sqliteTable,
	text: (name: string) => text(name),
	int: (name: string) => integer(name),
	/** Whole numbers beyond 31 bits. */
	big: (name: string) => integer(name),
	real: (name: string) => real(name),
	bool: (name: string) => integer(name, { mode: 'boolean' }),
	/** Unix milliseconds. */
	instant: (name: string) => integer(name),
	/** An opaque snapshot, never queried into. */
	json: <T>(name: string) => text(name, { mode: 'json' }).$type<T>(),
	blob: (name: string) => blob(name, { mode: 'buffer' }),
	index,
	uniqueIndex,
	check,
	primaryKey
};

export type Columns = typeof sqliteColumns;
