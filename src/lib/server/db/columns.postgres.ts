import {
	bigint,
	boolean,
	check,
	customType,
	doublePrecision,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	uniqueIndex
} from 'drizzle-orm/pg-core';
import type { Columns } from './columns.sqlite.ts';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

const bound = {
	table: pgTable,
	text: (name: string) => text(name),
	int: (name: string) => integer(name),
	big: (name: string) => bigint(name, { mode: 'number' }),
	real: (name: string) => doublePrecision(name),
	bool: (name: string) => boolean(name),
	instant: (name: string) => bigint(name, { mode: 'number' }),
	json: (name: string) => jsonb(name),
	blob: (name: string) => bytea(name),
	index,
	uniqueIndex,
	check,
	primaryKey
};

/**
 * The same vocabulary bound to PostgreSQL. The cast is the one place where the engines' builder types meet:
 * the values they build behave alike for everything that the schema and the queries use (tests/db).
 */
export const postgresColumns = bound as unknown as Columns;
