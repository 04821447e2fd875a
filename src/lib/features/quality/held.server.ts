import { and, asc, eq, isNotNull, min, ne, not, or, sql, type SQL } from 'drizzle-orm';
import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import { periodOfMonth, type Month } from '#lib/core/month.ts';
import { isAnswerHeld, isOwn, isTold } from '#lib/features/reads/own-reads.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Minutes of a radiologist's reads whose rebuttal waits for its answer, or was answered today. */
export async function heldMinutes(app: App, readerId: string): Promise<number[]> {
	const { cases, reads } = app.db.read.tables;
	const rows = await app.db.read
		.select({ finalAt: reads.finalAt })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(eq(reads.readerId, readerId), isAnswerHeld(app.db.read, app.clock.now())));
	return rows.map(({ finalAt }) => minuteOf(finalAt));
}

/** Reads that a radiologist co-signed and is not told the outcome of: who signed each, and its minute, as the rollups tell them apart. */
export async function untoldCoSigned(
	app: App,
	radiologistId: string
): Promise<[reader: string, minute: number][]> {
	const { cases, readCoSigners, reads } = app.db.read.tables;
	const rows = await app.db.read
		.select({ readerId: reads.readerId, at: signedAt(app.db.read) })
		// The order in which they are to be gone through: few have co-signed much.
		.from(readCoSigners)
		.crossJoin(reads)
		.crossJoin(cases)
		.where(coSignedUntold(app, radiologistId))
		.orderBy(asc(reads.id), asc(cases.id));
	return rows.map(({ readerId, at }) => [readerId, minuteOf(at)]);
}

/** Cases with their reads that somebody who reads may be told of: those of others, and own ones once they are released (null: all). */
export function toldTo(app: App, readerId: string | null): SQL | undefined {
	const { read } = app.db;
	return readerId === null ? undefined : or(isTold(read, app.clock.now()), not(isOwn(read, readerId)));
}

/**
 * Tells of the last month of something that was counted once and stays whether it is kept from a reader: while own reads up to that
 * month have outcomes that they are not told yet. What counts these as well would tell them, by its expected numbers too, beside the
 * pages that leave them out.
 */
export async function makeKeptFrom(app: App, readerId: string | null): Promise<(through: Month) => boolean> {
	if (readerId === null) return () => false;
	const { read } = app.db;
	const { cases, readCoSigners, reads } = read.tables;
	const from = { from: min(signedAt(read)) };
	const ofOwn = [
		read
			.select(from)
			.from(cases)
			.innerJoin(reads, eq(reads.id, cases.readId))
			.where(
				and(eq(reads.readerId, readerId), isNotNull(cases.finalScore), not(isTold(read, app.clock.now())))
			),
		read
			.select(from)
			.from(readCoSigners)
			.crossJoin(reads)
			.crossJoin(cases)
			.where(and(coSignedUntold(app, readerId), isNotNull(cases.finalScore)))
	];
	const found = (await Promise.all(ofOwn)).flatMap(([row]) =>
		row === undefined || row.from === null ? [] : [Number(row.from)]
	);
	return (through) => found.some((from) => from < periodOfMonth(through).to);
}

/** Untold cases of the reads that somebody co-signed, in a query over all three; calibration is no review of a reader. */
function coSignedUntold({ clock, db: { read } }: App, radiologistId: string): SQL | undefined {
	const { cases, readCoSigners, reads } = read.tables;
	return and(
		eq(readCoSigners.radiologistId, radiologistId),
		eq(reads.id, readCoSigners.readId),
		eq(cases.readId, reads.id),
		ne(cases.detectionMode, 'calibration'),
		not(isTold(read, clock.now()))
	);
}

function signedAt({ tables: { reads } }: ReadHandle): SQL<number> {
	return sql`coalesce(${reads.finalAt}, ${reads.preliminaryAt})`.mapWith(Number);
}

function minuteOf(at: Instant | null): number {
	return Math.floor((at ?? 0) / MINUTE_MS);
}
