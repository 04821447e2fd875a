import { sql, type SQL } from 'drizzle-orm';
import { postgresGuards, sqliteGuards, type Guard } from './audit-guards.ts';

/** What the two engines say differently. Nothing else asks which engine runs. */
export type Dialect = {
	/** Whether an error is a violated unique or primary key. */
	isUniqueViolation(error: unknown): boolean;
	/** Whether the database refused the values of one row, while it is well itself. */
	isRefusedValue(error: unknown): boolean;
	/** Takes the lock under which audit events are chained; held to the end of the transaction. */
	lockAudit(): SQL | null;
	/**
	 * Takes the lock under which imports write, one after the other; held to the end of the transaction. It comes before the locks of
	 * rows, as the one of the audit chain comes after them.
	 */
	lockImport(): SQL | null;
	/** Takes the lock under which reviewers are chosen, one run after the other; held to the end of the transaction, before those of rows. */
	lockAssignment(): SQL | null;
	/** Takes the lock under which failed sign-ins are counted; held to the end of the transaction. */
	lockSignIn(): SQL | null;
	/** Takes the lock under which jobs with this key are put into the queue; held to the end of the transaction. */
	lockJob(key: string): SQL | null;
	/** Takes the lock under which rollups are worked out, one after the other; held to the end of the transaction. */
	lockRollups(): SQL | null;
	/** What makes a query of rows to be changed pass over those that another transaction is changing; ends the query. */
	skipLocked: SQL;
	/** UTC month `YYYY-MM` of an instant column. */
	utcMonth(instant: SQL): SQL<string>;
	/** UTC day `YYYY-MM-DD` of an instant column. */
	utcDay(instant: SQL): SQL<string>;
	/** The indexes of a table besides its primary key, as `name` and the `definition` that makes each again. */
	indexesOf(table: string): SQL;
	/** The triggers of a table, as `name` and what it does as `definition`. */
	triggersOf(table: string): SQL;
	/** The triggers that keep the audit log as it was written. */
	auditGuards: readonly Guard[];
};

function code(error: unknown): string {
	for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
		if ('code' in at && typeof at.code === 'string') return at.code;
	}
	return '';
}

export const sqliteDialect: Dialect = {
	isUniqueViolation: (error) =>
		['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'].includes(code(error)),
	isRefusedValue: (error) => /^SQLITE_(CONSTRAINT|TOOBIG|MISMATCH|RANGE)/.test(code(error)),
	// There is one writer, so the chain cannot fork.
	lockAudit: () => null,
	lockImport: () => null,
	lockAssignment: () => null,
	lockSignIn: () => null,
	lockJob: () => null,
	lockRollups: () => null,
	skipLocked: sql``,
	utcMonth: (instant) => sql<string>`strftime('%Y-%m', ${instant} / 1000, 'unixepoch')`,
	utcDay: (instant) => sql<string>`strftime('%Y-%m-%d', ${instant} / 1000, 'unixepoch')`,
	indexesOf: (table) =>
		sql`select name, sql as definition from sqlite_master
			where type = 'index' and tbl_name = ${table} and sql is not null order by name`,
	triggersOf: (table) =>
		sql`select name, sql as definition from sqlite_master
			where type = 'trigger' and tbl_name = ${table} order by name`,
	auditGuards: sqliteGuards
};

export const postgresDialect: Dialect = {
	isUniqueViolation: (error) => code(error) === '23505',
	// Classes of PostgreSQL: data exception, integrity constraint violation, program limit exceeded.
	isRefusedValue: (error) => /^(22|23|54)/.test(code(error)),
	lockAudit: () => sql`select pg_advisory_xact_lock(7461)`,
	lockImport: () => sql`select pg_advisory_xact_lock(7465)`,
	lockAssignment: () => sql`select pg_advisory_xact_lock(7466)`,
	lockSignIn: () => sql`select pg_advisory_xact_lock(7463)`,
	lockJob: (key) => sql`select pg_advisory_xact_lock(7464, hashtext(${key}))`,
	lockRollups: () => sql`select pg_advisory_xact_lock(7467)`,
	skipLocked: sql`for update skip locked`,
	utcMonth: (instant) =>
		sql<string>`to_char(to_timestamp(${instant} / 1000.0) at time zone 'UTC', 'YYYY-MM')`,
	utcDay: (instant) =>
		sql<string>`to_char(to_timestamp(${instant} / 1000.0) at time zone 'UTC', 'YYYY-MM-DD')`,
	indexesOf: (table) =>
		sql`select i.relname as name, pg_get_indexdef(i.oid) as definition
			from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
			where t.relname = ${table} and not x.indisprimary order by i.relname`,
	triggersOf: (table) =>
		sql`select t.tgname as name, case when t.tgqual is null then '' else 'sometimes ' end
				|| cast(t.tgtype as text) || ' ' || cast(t.tgenabled as text) || ' ' || p.prosrc as definition
			from pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_class c on c.oid = t.tgrelid
			where c.relname = ${table} and not t.tgisinternal order by t.tgname`,
	auditGuards: postgresGuards
};
