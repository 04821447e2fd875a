import { asc, inArray } from 'drizzle-orm';
import { toUtcDay, type Instant } from '#lib/core/instant.ts';
import { makeRow } from '#lib/core/reports/columns.ts';
import type { TableSection } from '#lib/core/reports/model.ts';
import { plain } from '#lib/features/reports/quality/columns.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { Sheet } from './personnel-facts.server.ts';

const words = messages.credentialReports.personnel;

/** A document of the vault, by the hash of its content: its name stays sealed. */
export type HeldDocument = {
	readonly radiologistId: string;
	readonly kind: string;
	readonly sha256: string;
	readonly uploadedAt: Instant;
};

/** The newest version of every document of some people. */
export async function sheetDocuments(read: ReadHandle, ids: readonly string[]): Promise<HeldDocument[]> {
	if (ids.length === 0) return [];
	const { vaultDocuments: t } = read.tables;
	const rows = await read
		.select({
			id: t.id,
			replaces: t.replaces,
			radiologistId: t.radiologistId,
			kind: t.kind,
			sha256: t.sha256,
			uploadedAt: t.uploadedAt
		})
		.from(t)
		.where(inArray(t.radiologistId, [...ids]))
		.orderBy(asc(t.kind), asc(t.uploadedAt), asc(t.id));
	const replaced = new Set(rows.map(({ replaces }) => replaces));
	return rows
		.filter(({ id }) => !replaced.has(id))
		.map(({ id: _id, replaces: _old, ...document }) => document);
}

/** The documents by whose they are, with the hash by which a copy is compared. */
export function documentTable({ people }: Sheet, documents: readonly HeldDocument[]): TableSection {
	const columns = [
		plain('text', 'physician', messages.credentialReports.physician),
		plain('text', 'kind', words.kind),
		plain('day', 'uploaded', words.uploaded),
		plain('code', 'sha256', words.sha256)
	];
	return {
		kind: 'table',
		id: 'documents',
		title: words.documentsTitle,
		columns,
		rows: people.flatMap(({ holder, name }) =>
			documents
				.filter(({ radiologistId }) => radiologistId === holder.id)
				.map(({ kind, uploadedAt, sha256 }) =>
					makeRow('body', columns, {
						physician: name,
						kind: wordOf(messages.vault.kinds, kind),
						uploaded: toUtcDay(uploadedAt),
						sha256
					})
				)
		),
		empty: words.noDocuments
	};
}
