import { and, eq, inArray, isNotNull, min, ne, not, notInArray, or, sql, type SQL } from 'drizzle-orm';
import { releasedStates } from '#lib/core/case/life.ts';
import { MINUTE_MS, startOfUtcDay } from '#lib/core/instant.ts';
import { periodOfMonth, type Month } from '#lib/core/month.ts';
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

/** Cases with their reads that somebody who reads may be told of: those of others, and own ones once they are released (null: all). */
export function toldTo(app: App, readerId: string | null): SQL | undefined {
	if (readerId === null) return undefined;
	const { cases, reads } = app.db.read.tables;
	return or(ne(reads.readerId, readerId), and(inArray(cases.state, releasedStates), not(isHeld(app))));
}

/**
 * Tells of the last month of something that was counted once and stays whether it is kept from a reader: while reads of theirs up to that
 * month have outcomes that they are not told yet. What counts these as well would tell them, by its expected numbers too, beside the
 * pages that leave them out.
 */
export async function makeKeptFrom(app: App, readerId: string | null): Promise<(through: Month) => boolean> {
	if (readerId === null) return () => false;
	const { cases, reads } = app.db.read.tables;
	const [untold] = await app.db.read
		.select({ from: min(sql`coalesce(${reads.finalAt}, ${reads.preliminaryAt})`) })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(
			and(
				eq(reads.readerId, readerId),
				isNotNull(cases.finalScore),
				or(notInArray(cases.state, releasedStates), isHeld(app))
			)
		);
	const from = untold?.from;
	if (from === null || from === undefined) return () => false;
	return (through) => Number(from) < periodOfMonth(through).to;
}
