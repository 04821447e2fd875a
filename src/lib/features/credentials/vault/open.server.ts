import { and, eq } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import { isDocumentType, type DocumentType } from '#lib/core/credentials/documents.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { readSealed, type SealedError } from '#lib/server/vault/files.ts';
import { NAME_PURPOSE } from './store.server.ts';

export type OpenedDocument = {
	readonly bytes: Buffer;
	readonly contentType: DocumentType;
	readonly name: string;
	readonly sha256: string;
};

/**
 * Opens a document for somebody who may: all of them for those who see credentials, the own ones for a radiologist. It is read and
 * checked to its end before anything is given.
 */
export async function openDocument(
	app: App,
	actor: Actor,
	id: string
): Promise<Result<OpenedDocument, 'document-not-found' | SealedError>> {
	const { vaultDocuments: t } = app.db.read.tables;
	const own = actor.radiologistId;
	const seesAll = may(actor, 'credential.view');
	if (!seesAll && own === null) return err('document-not-found');
	const [row] = await app.db.read
		.select()
		.from(t)
		.where(and(eq(t.id, id), seesAll ? undefined : eq(t.radiologistId, own ?? '')));
	if (!row || !isDocumentType(row.contentType)) return err('document-not-found');
	const { contentType, sha256 } = row;
	const read = await readSealed(app, row);
	if (!read.ok) {
		app.log.error({ documentId: id, code: read.error }, 'a document of the vault cannot be opened');
		return read;
	}
	await app.db.transaction((write) =>
		recordAudit(write, {
			type: 'document.opened',
			subjectId: row.radiologistId,
			facts: { documentId: id },
			at: app.clock.now(),
			actor
		})
	);
	return ok({
		bytes: read.value,
		contentType,
		sha256,
		name: app.secrets.unseal(NAME_PURPOSE, row.sealedName)
	});
}
