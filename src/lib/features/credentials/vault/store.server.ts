import { and, count, eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import {
	documentName,
	maxDocuments,
	type DocumentKind,
	type DocumentType
} from '#lib/core/credentials/documents.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { removeSealed, writeSealed } from '#lib/server/vault/files.ts';
import { receiveDocument, type ReceiveError } from '#lib/server/vault/receive.ts';

export const NAME_PURPOSE = 'vault-name';

/** A document on its way in. */
export type Upload = {
	readonly radiologistId: string;
	readonly kind: DocumentKind;
	/** As its owner calls it; never used as a path. */
	readonly name: string;
	readonly source: AsyncIterable<Uint8Array>;
	/** The document that this one is a newer version of. */
	readonly replaces?: string | null;
};

export type StoreError =
	ReceiveError | 'radiologist-not-found' | 'document-not-found' | 'already-replaced' | 'too-many-documents';

type Kept = Omit<Upload, 'source'> & {
	readonly id: string;
	readonly contentType: DocumentType;
	readonly sha256: string;
	readonly sizeBytes: number;
};

/**
 * Takes a document in and lets `work` name it in the database, in a transaction with whatever else it belongs to. The file is on disk
 * before its row and is removed when the row does not come to be; a server that dies in between leaves a file that nobody sees and that
 * the vault is tidied of.
 */
export async function storeWith<T, E>(
	app: App,
	actor: Pick<Actor, 'id'>,
	upload: Upload,
	work: (
		write: WriteHandle,
		stored: { readonly id: string; readonly entry: AuditEntry }
	) => Promise<Result<T, E>>
): Promise<Result<T, E | StoreError>> {
	const received = await receiveDocument(upload.source);
	if (!received.ok) return received;
	const { bytes, contentType } = received.value;
	const id = app.ids();
	const { source: _, ...named } = upload;
	const kept: Kept = { ...named, id, contentType, ...(await writeSealed(app, id, bytes)) };
	const done = await app.db
		.transaction(async (write): Promise<Result<T, E | StoreError>> => {
			const inserted = await insertDocument(app, write, { actor, kept });
			return inserted.ok ? work(write, { id, entry: inserted.value }) : inserted;
		})
		.catch((error: unknown): Result<T, E | StoreError> => {
			if (app.db.read.dialect.isUniqueViolation(error)) return err('already-replaced');
			// Whether the row is there is not known where the database was lost at the end: the file stays.
			throw error;
		});
	if (!done.ok) await removeSealed(app, id);
	return done;
}

async function insertDocument(
	app: App,
	write: WriteHandle,
	{ actor, kept }: { actor: Pick<Actor, 'id'>; kept: Kept }
): Promise<Result<AuditEntry, StoreError>> {
	const { vaultDocuments: t, radiologists } = write.tables;
	const { id, radiologistId, kind, contentType, sha256, sizeBytes } = kept;
	const [person] = await write
		.select({ id: radiologists.id })
		.from(radiologists)
		.where(eq(radiologists.id, radiologistId));
	if (!person) return err('radiologist-not-found');
	const [counted] = await write.select({ n: count() }).from(t).where(eq(t.radiologistId, radiologistId));
	if ((counted?.n ?? 0) >= maxDocuments) return err('too-many-documents');
	const replaces = kept.replaces ?? null;
	const older = replaces === null ? null : await findOlder(write, { id: replaces, radiologistId });
	if (replaces !== null && older === null) return err('document-not-found');
	const version = (older ?? 0) + 1;
	const at = app.clock.now();
	await write.insert(t).values({
		id,
		radiologistId,
		kind,
		sealedName: app.secrets.seal(NAME_PURPOSE, documentName(kept.name, contentType)),
		contentType,
		sizeBytes,
		sha256,
		version,
		replaces,
		uploadedAt: at,
		uploadedBy: actor.id
	});
	const facts = { documentId: id, version, sha256 };
	return ok({ type: 'document.stored', subjectId: radiologistId, facts, at, actor });
}

/** The version of a document of somebody, or null. */
async function findOlder(
	write: WriteHandle,
	{ id, radiologistId }: { id: string; radiologistId: string }
): Promise<number | null> {
	const { vaultDocuments: t } = write.tables;
	const [older] = await write
		.select({ version: t.version })
		.from(t)
		.where(and(eq(t.id, id), eq(t.radiologistId, radiologistId)));
	return older?.version ?? null;
}

/** Puts a document into the vault. */
export function storeDocument(
	app: App,
	actor: Pick<Actor, 'id'>,
	upload: Upload
): Promise<Result<{ id: string }, StoreError>> {
	return storeWith(app, actor, upload, async (write, { id, entry }) => {
		await recordAudit(write, entry);
		return ok({ id });
	});
}
