import { desc, eq } from 'drizzle-orm';
import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { LEASE_MS } from './claim.ts';

/** A worker at rest does something each minute; one at work renews its lease. Longer silence means that there is none. */
export const SILENT_MS = 5 * MINUTE_MS;

/** When a worker last gave a sign of life: a job that it ended, or whose lease it renewed. Null before the first. */
export async function lastSignOfLife(read: ReadHandle): Promise<Instant | null> {
	const { jobs } = read.tables;
	const [done] = await read
		.select({ at: jobs.endedAt })
		.from(jobs)
		.where(eq(jobs.status, 'done'))
		.orderBy(desc(jobs.runAt))
		.limit(1);
	const running = await read
		.select({ lockedUntil: jobs.lockedUntil })
		.from(jobs)
		.where(eq(jobs.status, 'running'));
	const signs = [
		done?.at ?? null,
		...running.map(({ lockedUntil }) => lockedUntil && lockedUntil - LEASE_MS)
	];
	const known = signs.filter((at) => at !== null);
	return known.length === 0 ? null : Math.max(...known);
}

/** Whether no worker has given a sign of life for so long that none can be running. */
export function isSilent(lastSignAt: Instant | null, now: Instant): boolean {
	return lastSignAt === null || now - lastSignAt > SILENT_MS;
}
