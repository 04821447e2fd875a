import { asc, count, eq } from 'drizzle-orm';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { sharedState } from '#lib/server/shared-state.ts';
import { radiologistNames } from '#lib/features/credentials/records/names.server.ts';
import { findCredentialRows, type CredentialRow } from '#lib/features/credentials/records/rows.server.ts';

/** Rows of so many people are read at once, so that nobody else waits while they are. */
const AT_ONCE = 50;

type Known = {
	/** How many rows there were. */
	readonly n: number;
	readonly byHolder: ReadonlyMap<string, readonly CredentialRow[]>;
};

/** Somebody whose credentials are kept. */
export type Person = {
	readonly id: string;
	readonly name: string;
	readonly section: string;
};

/**
 * All rows of all radiologists, superseded ones too, by person in the order of their recording. Kept in the process: of whom a row was added
 * is read again, and nobody else. The list of somebody is the same object as long as nothing was added.
 */
export async function knownCredentials(app: Pick<App, 'db'>): Promise<Known> {
	const { read } = app.db;
	const kept = sharedState(app.db, 'known-credentials', () => ({ now: Promise.resolve(nothing) }));
	const counts = await countsOf(read);
	// One after the other: who comes while another reads goes on from what that one has read.
	const before = kept.now.catch(() => nothing);
	kept.now = before.then((known) => readAgain(read, known, counts));
	return kept.now;
}

const nothing: Known = { n: 0, byHolder: new Map() };

async function readAgain(
	read: ReadHandle,
	known: Known,
	counts: ReadonlyMap<string, number>
): Promise<Known> {
	// More than were counted were there when somebody else came later and read sooner: they are not fewer now.
	const stale = [...counts].filter(([id, n]) => (known.byHolder.get(id)?.length ?? 0) < n).map(([id]) => id);
	if (stale.length === 0) return known;
	const byHolder = new Map(known.byHolder);
	for (let at = 0; at < stale.length; at += AT_ONCE) {
		const rows = await findCredentialRows(read, { radiologistIds: stale.slice(at, at + AT_ONCE) });
		for (const [id, own] of Map.groupBy(rows, ({ radiologistId }) => radiologistId)) byHolder.set(id, own);
	}
	return { n: [...byHolder.values()].reduce((sum, { length }) => sum + length, 0), byHolder };
}

/** How many rows there are of each: they are only ever added, so the same number are the same rows. */
async function countsOf(read: ReadHandle): Promise<ReadonlyMap<string, number>> {
	const { credentialRows: t } = read.tables;
	const rows = await read.select({ id: t.radiologistId, n: count() }).from(t).groupBy(t.radiologistId);
	return new Map(rows.map(({ id, n }) => [id, n]));
}

/** The radiologists who are active, by their name. */
export async function activePeople(read: ReadHandle): Promise<Person[]> {
	const { radiologists: t } = read.tables;
	const rows = await read
		.select({ id: t.id, section: t.section })
		.from(t)
		.where(eq(t.active, true))
		.orderBy(asc(t.familyName), asc(t.givenName), asc(t.id));
	const names = await radiologistNames(read);
	return rows.map(({ id, section }) => ({ id, section, name: names.get(id) ?? '' }));
}
