import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

const BATCH = 500;

type Found = { readonly preliminaryId: string; readonly finalId: string; readonly finalAt: Instant | null };

/**
 * Puts every preliminary read beside the final one of its accession: a second read by nature (domain 4.4). Only where another
 * person signed or the text changed, and both have one. Gives how many pairs are new; running twice makes none twice.
 */
export async function findPairs(app: App): Promise<number> {
	let made = 0;
	let after: string | null = '';
	while (after !== null) {
		const found: Found[] = await unpairedReads(app.db.read, after);
		const now = app.clock.now();
		made += await app.db.transaction(async (write) => {
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
		after = found.length === BATCH ? (found.at(-1)?.preliminaryId ?? null) : null;
	}
	return made;
}

async function unpairedReads(read: ReadHandle, after: string): Promise<Found[]> {
	const { reads, reports, readPairs } = read.tables;
	const rows = await read.rows<{ preliminary: string; final: string; at: number | string | null }>(sql`
		select p.id as preliminary, f.id as final, coalesce(f.final_at, f.reported_at) as at
		from ${reads} p
		join ${reads} f on f.accession = p.accession and f.facility_id = p.facility_id and f.kind = 'final'
			and f.status in ('current', 'corrected')
		join ${reports} pt on pt.read_id = p.id and pt.text <> ''
		join ${reports} ft on ft.read_id = f.id and ft.text <> ''
		where p.kind = 'preliminary' and p.status in ('current', 'corrected') and p.id > ${after}
			and (f.reader_id <> p.reader_id or ft.text <> pt.text)
			and not exists (select 1 from ${readPairs} x where x.preliminary_read_id = p.id)
		order by p.id
		limit ${BATCH}`);
	return rows.map(({ preliminary, final, at }) => ({
		preliminaryId: preliminary,
		finalId: final,
		// PostgreSQL gives a bigint of a hand-written query as text.
		finalAt: at === null ? null : Number(at)
	}));
}
