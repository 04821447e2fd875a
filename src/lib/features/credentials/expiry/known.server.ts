import { asc, count, eq } from 'drizzle-orm';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { sharedState } from '#lib/server/shared-state.ts';
import { radiologistNames } from '#lib/features/credentials/records/names.server.ts';
import { findCredentialRows, type CredentialRow } from '#lib/features/credentials/records/rows.server.ts';

/** Rows of so many people are read at once, so that nobody else waits while they are. */
const AT_ONCE = 50;

type Known = {
	/** How many rows there were: they are only ever added, so the same number are the same rows. */
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
 * All rows of all radiologists, superseded ones too, by person in the order of their recording. Kept in the process until another row
 * is added: some 30,000 rows of a large group take half a second to read.
 */
export async function knownCredentials(app: Pick<App, 'db'>): Promise<Known> {
	const { read } = app.db;
	const kept = sharedState(app.db, 'known-credentials', () => ({ now: null as Promise<Known> | null }));
	const { credentialRows, radiologists } = read.tables;
	const [found] = await read.select({ n: count() }).from(credentialRows);
	const n = found?.n ?? 0;
	const known = await kept.now?.catch(() => null);
	if (known?.n === n) return known;
	kept.now = (async () => {
		const ids = await read.select({ id: radiologists.id }).from(radiologists).orderBy(asc(radiologists.id));
		const byHolder = new Map<string, readonly CredentialRow[]>();
		for (let at = 0; at < ids.length; at += AT_ONCE) {
			const radiologistIds = ids.slice(at, at + AT_ONCE).map(({ id }) => id);
			const rows = await findCredentialRows(read, { radiologistIds });
			for (const [id, own] of Map.groupBy(rows, ({ radiologistId }) => radiologistId)) byHolder.set(id, own);
		}
		// Rows that came in meanwhile make the number another one, and the next question reads again.
		return { n, byHolder };
	})();
	return kept.now;
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
