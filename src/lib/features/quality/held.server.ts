import { and, eq, sql, type SQL } from 'drizzle-orm';
import { MINUTE_MS, startOfUtcDay } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';

/** A rebuttal that waits for its answer, or was answered today (feedback/held-answer). */
export function isHeld({ clock, db: { read } }: App): SQL {
	const { cases } = read.tables;
	return sql`(${cases.rebuttedAt} is not null and coalesce(${cases.closedAt}, ${clock.now()}) >= ${startOfUtcDay(clock.now())})`;
}

/** Minutes of a radiologist's reads whose rebuttal waits for its answer, or was answered today. */
export async function heldMinutes(app: App, readerId: string): Promise<number[]> {
	const { cases, reads } = app.db.read.tables;
	const rows = await app.db.read
		.select({ finalAt: reads.finalAt })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(eq(reads.readerId, readerId), isHeld(app)));
	return rows.map(({ finalAt }) => Math.floor((finalAt ?? 0) / MINUTE_MS));
}
