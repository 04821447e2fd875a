import { and, asc, eq, gt, gte, or, sql, type SQL } from 'drizzle-orm';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

const BATCH = 500;
/** How far back reads count as new: many turns of the task, so that one that failed or came late misses nothing. */
const RECENT_MS = DAY_MS;

type Found = { readonly preliminaryId: string; readonly finalId: string; readonly finalAt: Instant | null };

/**
 * Puts every preliminary read beside the final one of its accession: a second read by nature (domain 4.4). Only where another
 * person signed or the text changed, and both have one. Goes through all reads: for once a day. Gives how many pairs are new; running
 * twice makes none twice.
 */
export async function findPairs(app: App): Promise<number> {
	let made = 0;
	let after: string | null = '';
	while (after !== null) {
		const found: Found[] = await unpairedReads(
			app.db.read,
			sql`p.id > ${after} order by p.id limit ${BATCH}`
		);
		made += await keepPairs(app, found);
		after = found.length === BATCH ? (found.at(-1)?.preliminaryId ?? null) : null;
	}
	return made;
}

/** The same for reads that came within the last day, whichever of the two came last. Costs what a day of reads costs, not all of them. */
export async function findRecentPairs(app: App): Promise<number> {
	const { read } = app.db;
	const { reads } = read.tables;
	const since = app.clock.now() - RECENT_MS;
	let made = 0;
	let last: { receivedAt: Instant; id: string } | null = { receivedAt: since, id: '' };
	while (last !== null) {
		const rows: { accession: string; receivedAt: Instant; id: string }[] = await read
			.select({ accession: reads.accession, receivedAt: reads.receivedAt, id: reads.id })
			.from(reads)
			.where(
				and(
					gte(reads.receivedAt, last.receivedAt),
					or(
						gt(reads.receivedAt, last.receivedAt),
						and(eq(reads.receivedAt, last.receivedAt), gt(reads.id, last.id))
					)
				)
			)
			.orderBy(asc(reads.receivedAt), asc(reads.id))
			.limit(BATCH);
		const accessions = [...new Set(rows.map(({ accession }) => accession))];
		if (accessions.length > 0) {
			made += await keepPairs(app, await unpairedReads(read, sql`p.accession in ${accessions}`));
		}
		last = rows.length === BATCH ? (rows.at(-1) ?? null) : null;
	}
	return made;
}

async function unpairedReads(read: ReadHandle, which: SQL): Promise<Found[]> {
	const { reads, reports, readPairs } = read.tables;
	const rows = await read.rows<{ preliminary: string; final: string; at: number | string | null }>(sql`
		select p.id as preliminary, f.id as final, coalesce(f.final_at, f.reported_at) as at
		from ${reads} p
		join ${reads} f on f.accession = p.accession and f.facility_id = p.facility_id and f.kind = 'final'
			and f.status in ('current', 'corrected')
		join ${reports} pt on pt.read_id = p.id and pt.text <> ''
		join ${reports} ft on ft.read_id = f.id and ft.text <> ''
		where p.kind = 'preliminary' and p.status in ('current', 'corrected')
			and (f.reader_id <> p.reader_id or ft.text <> pt.text)
			and not exists (select 1 from ${readPairs} x where x.preliminary_read_id = p.id)
			and ${which}`);
	return rows.map(({ preliminary, final, at }) => ({
		preliminaryId: preliminary,
		finalId: final,
		// PostgreSQL gives a bigint of a hand-written query as text.
		finalAt: at === null ? null : Number(at)
	}));
}

async function keepPairs(app: App, found: readonly Found[]): Promise<number> {
	if (found.length === 0) return 0;
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const { readPairs } = write.tables;
		let added = 0;
		for (const { preliminaryId, finalId, finalAt } of found) {
			const rows = await write
				.insert(readPairs)
				.values({
					id: app.ids(),
					preliminaryReadId: preliminaryId,
					finalReadId: finalId,
					finalAt,
					createdAt: now
				})
				.onConflictDoNothing()
				.returning({ id: readPairs.id });
			added += rows.length;
		}
		return added;
	});
}
