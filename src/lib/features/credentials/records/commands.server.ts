import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { refreshCmeJob } from '#lib/core/credentials/cme/jobs.ts';
import { checkPersonJob } from '#lib/core/credentials/gate/jobs.ts';
import { spanOf, type Credential } from '#lib/core/credentials/kinds.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import { enqueueAfter } from '#lib/server/jobs/queue.ts';

/** How a credential came in. */
export type CredentialSource = 'hand' | 'csv' | 'fhir' | 'self' | 'demo';

/** A credential to be recorded. */
export type NewCredential = Credential & {
	readonly radiologistId: string;
	readonly source: CredentialSource;
	readonly documentId?: string | null;
	/** The row that it corrects; a renewal corrects none: it is a term of its own. */
	readonly supersedes?: string | null;
	/** Why a row is corrected. */
	readonly words?: string;
};

export type RecordError =
	| 'radiologist-not-found'
	| 'credential-not-found'
	| 'already-corrected'
	| 'document-not-found'
	| 'own-credential';

/** Who records something; null: the product itself. */
export type Recorder = Pick<Actor, 'id' | 'radiologistId'>;

/**
 * Records a credential in a transaction of the caller, who records the audit entry last. A row is corrected once. Nobody records what is
 * their own: they send it in, and somebody else looks at it.
 */
export async function insertCredential(
	app: Pick<App, 'ids' | 'clock'>,
	write: WriteHandle,
	{ actor, row }: { actor: Recorder | null; row: NewCredential }
): Promise<Result<{ id: string; entry: AuditEntry }, RecordError>> {
	const { credentialRows, radiologists, vaultDocuments } = write.tables;
	const { radiologistId, kind, body, source } = row;
	if (actor?.radiologistId === radiologistId) return err('own-credential');
	const supersedes = row.supersedes ?? null;
	const [person] = await write
		.select({ id: radiologists.id })
		.from(radiologists)
		.where(eq(radiologists.id, radiologistId));
	if (!person) return err('radiologist-not-found');
	if (row.documentId) {
		const [document] = await write
			.select({ id: vaultDocuments.id })
			.from(vaultDocuments)
			.where(and(eq(vaultDocuments.id, row.documentId), eq(vaultDocuments.radiologistId, radiologistId)));
		if (!document) return err('document-not-found');
	}
	if (supersedes !== null) {
		const problem = await findCorrectionProblem(write, { id: supersedes, radiologistId, kind });
		if (problem) return err(problem);
	}
	const id = app.ids();
	const at = app.clock.now();
	await write.insert(credentialRows).values({
		id,
		radiologistId,
		kind,
		body,
		...spanOf(row),
		supersedes,
		words: row.words ?? '',
		documentId: row.documentId ?? null,
		source,
		recordedAt: at,
		recordedBy: actor?.id ?? null
	});
	await checkAnew(app, write, radiologistId);
	const entry: AuditEntry =
		supersedes === null
			? {
					type: 'credential.recorded',
					subjectId: radiologistId,
					facts: { rowId: id, kind, source },
					at,
					actor
				}
			: {
					type: 'credential.corrected',
					subjectId: radiologistId,
					facts: { rowId: id, kind, supersedes },
					at,
					actor
				};
	return ok({ id, entry });
}

/** Records many credentials of a file in a transaction of the caller, who records one audit event of the file. None corrects another. */
export async function insertImported(
	app: Pick<App, 'ids' | 'clock'>,
	write: WriteHandle,
	{ actor, rows }: { actor: Pick<Actor, 'id'>; rows: readonly NewCredential[] }
): Promise<void> {
	const recordedAt = app.clock.now();
	await write.insertRows(
		write.tables.credentialRows,
		rows.map((row) => ({
			id: app.ids(),
			radiologistId: row.radiologistId,
			kind: row.kind,
			body: row.body,
			...spanOf(row),
			source: row.source,
			recordedAt,
			recordedBy: actor.id
		}))
	);
	for (const id of new Set(rows.map(({ radiologistId }) => radiologistId))) await checkAnew(app, write, id);
}

/** The gate looks at this person's reads again once the transaction has ended, and the rules of education at what they did. */
async function checkAnew(
	app: Pick<App, 'ids' | 'clock'>,
	write: WriteHandle,
	radiologistId: string
): Promise<void> {
	const at = { ids: app.ids, now: app.clock.now() };
	const key = `${checkPersonJob.name} ${radiologistId}`;
	await enqueueAfter(write, at, checkPersonJob, { payload: { radiologistId }, key });
	const educationKey = `${refreshCmeJob.name} ${radiologistId}`;
	await enqueueAfter(write, at, refreshCmeJob, { payload: { radiologistId }, key: educationKey });
}

async function findCorrectionProblem(
	write: WriteHandle,
	{ id, radiologistId, kind }: { id: string; radiologistId: string; kind: string }
): Promise<RecordError | null> {
	const { credentialRows: t } = write.tables;
	const [old] = await write
		.select({ isVoid: t.isVoid })
		.from(t)
		.where(and(eq(t.id, id), eq(t.radiologistId, radiologistId), eq(t.kind, kind)));
	if (!old || old.isVoid) return 'credential-not-found';
	const [newer] = await write.select({ id: t.id }).from(t).where(eq(t.supersedes, id));
	return newer ? 'already-corrected' : null;
}

/**
 * Records a credential of somebody: a term, a check at the source, an order, a fact. Nothing that was recorded before changes.
 * @param refuse asked in the transaction, one after the other, why it is not to be recorded
 */
export async function recordCredential<E extends string = never>(
	app: App,
	actor: Recorder | null,
	row: NewCredential,
	refuse?: (read: ReadHandle) => Promise<E | null>
): Promise<Result<{ id: string }, RecordError | E>> {
	return correctOnce(app, () =>
		app.db.transaction(async (write): Promise<Result<{ id: string }, RecordError | E>> => {
			const lock = refuse ? write.dialect.lockImport() : null;
			if (lock) await write.run(lock);
			const refusal = await refuse?.(write);
			if (refusal) return err(refusal);
			const inserted = await insertCredential(app, write, { actor, row });
			if (!inserted.ok) return inserted;
			await recordAudit(write, inserted.value.entry);
			return ok({ id: inserted.value.id });
		})
	);
}

/** Takes back a row that should never have been recorded; what was known before stays known as of then. */
export async function takeBackCredential(
	app: App,
	actor: Recorder,
	{ id, words }: { readonly id: string; readonly words: string }
): Promise<Result<{ id: string }, RecordError>> {
	return correctOnce(app, () =>
		app.db.transaction(async (write): Promise<Result<{ id: string }, RecordError>> => {
			const { credentialRows: t } = write.tables;
			const [old] = await write.select().from(t).where(eq(t.id, id));
			if (!old) return err('credential-not-found');
			const { radiologistId, kind } = old;
			if (actor.radiologistId === radiologistId) return err('own-credential');
			const problem = await findCorrectionProblem(write, { id, radiologistId, kind });
			if (problem) return err(problem);
			const rowId = app.ids();
			const at = app.clock.now();
			await write.insert(t).values({
				...old,
				id: rowId,
				supersedes: id,
				isVoid: true,
				words,
				source: 'hand',
				recordedAt: at,
				recordedBy: actor.id
			});
			await checkAnew(app, write, radiologistId);
			const facts = { rowId, kind, supersedes: id };
			await recordAudit(write, { type: 'credential.taken-back', subjectId: radiologistId, facts, at, actor });
			return ok({ id: rowId });
		})
	);
}

/** Two who correct the same row at once: it is unique, so the second one is told. */
async function correctOnce<T, E extends string>(
	app: App,
	work: () => Promise<Result<T, RecordError | E>>
): Promise<Result<T, RecordError | E>> {
	try {
		return await work();
	} catch (error) {
		if (app.db.read.dialect.isUniqueViolation(error)) return err('already-corrected');
		throw error;
	}
}
