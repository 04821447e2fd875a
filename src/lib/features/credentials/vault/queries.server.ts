import { desc, eq } from 'drizzle-orm';
import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { toZonedDay, type Instant } from '#lib/core/instant.ts';
import { radiologistNames } from '#lib/features/credentials/records/names.server.ts';
import { givenFirst } from '#lib/features/credentials/records/names.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { NAME_PURPOSE } from './store.server.ts';

/** A document as lists show it. */
export type DocumentLine = {
	readonly id: string;
	readonly kind: string;
	readonly name: string;
	readonly contentType: string;
	readonly sizeBytes: number;
	readonly sha256: string;
	readonly version: number;
	readonly uploadedAt: Instant;
	/** The name of who put it there. */
	readonly uploadedBy: string | null;
	/** Earlier versions, newest first; each can still be opened. */
	readonly earlier: readonly {
		readonly id: string;
		readonly version: number;
		readonly uploadedAt: Instant;
	}[];
};

type Row = Omit<DocumentLine, 'earlier'> & { readonly replaces: string | null };

/**
 * The documents of one radiologist, newest first, each with its earlier versions.
 * @param known those that were there at the end of a day, as they stood then; without it those that are there now
 */
export async function documentsOf(
	app: App,
	radiologistId: string,
	known: { readonly on: CalendarDay; readonly timeZone: string } | null = null
): Promise<DocumentLine[]> {
	const { vaultDocuments: t, users } = app.db.read.tables;
	const found = await app.db.read
		.select({
			id: t.id,
			kind: t.kind,
			sealedName: t.sealedName,
			contentType: t.contentType,
			sizeBytes: t.sizeBytes,
			sha256: t.sha256,
			version: t.version,
			replaces: t.replaces,
			uploadedAt: t.uploadedAt,
			uploadedBy: users.name
		})
		.from(t)
		.leftJoin(users, eq(users.id, t.uploadedBy))
		.where(eq(t.radiologistId, radiologistId))
		.orderBy(desc(t.uploadedAt), desc(t.id));
	const rows = found
		.filter(({ uploadedAt }) => known === null || toZonedDay(uploadedAt, known.timeZone) <= known.on)
		.map(({ sealedName, ...row }): Row => ({
			...row,
			name: app.secrets.unseal(NAME_PURPOSE, sealedName)
		}));
	const byId = new Map(rows.map((row) => [row.id, row]));
	const replaced = new Set(rows.map(({ replaces }) => replaces));
	return rows
		.filter(({ id }) => !replaced.has(id))
		.map(({ replaces, ...row }) => ({ ...row, earlier: earlierOf(replaces, byId) }));
}

function earlierOf(id: string | null, byId: ReadonlyMap<string, Row>): DocumentLine['earlier'] {
	const row = id === null ? undefined : byId.get(id);
	if (!row) return [];
	const { version, uploadedAt, replaces } = row;
	return [{ id: row.id, version, uploadedAt }, ...earlierOf(replaces, byId)];
}

/** The name of a radiologist whose documents are shown, or null. */
export async function findPerson(
	read: ReadHandle,
	radiologistId: string
): Promise<{ readonly id: string; readonly name: string } | null> {
	const name = (await radiologistNames(read, givenFirst)).get(radiologistId);
	return name === undefined ? null : { id: radiologistId, name };
}
