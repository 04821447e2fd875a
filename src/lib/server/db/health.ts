import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';

/** Whether the database answers a query and takes a transaction. */
export async function isHealthy(db: Database): Promise<boolean> {
	try {
		await db.read.rows(sql`select 1 as one`);
		return await db.transaction(async (write) => (await write.rows(sql`select 1 as one`)).length === 1);
	} catch {
		return false;
	}
}
