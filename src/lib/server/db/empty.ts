import pg from 'pg';

/**
 * Takes everything of the product out of a PostgreSQL database, so that it can be migrated anew: its append-only tables
 * refuse anything less. Functions go with it, but for those of extensions. Only for a database that holds nothing but a
 * demo that was broken off.
 */
export async function emptyPostgres(url: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query('BEGIN');
		await client.query('drop schema if exists drizzle cascade');
		const { rows } = await client.query<{ name: string }>(
			"select quote_ident(tablename) as name from pg_tables where schemaname = 'public'"
		);
		for (const { name } of rows) await client.query(`drop table if exists public.${name} cascade`);
		const functions = await client.query<{ name: string }>(
			`select p.oid::regprocedure::text as name from pg_proc p
				where p.pronamespace = 'public'::regnamespace
				and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`
		);
		for (const { name } of functions.rows) await client.query(`drop function if exists ${name} cascade`);
		await client.query('COMMIT');
	} finally {
		await client.end();
	}
}
