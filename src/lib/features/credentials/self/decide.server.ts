import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { CredentialBody } from '#lib/core/credentials/kinds.ts';
import { credentialOf, isProposalKind } from '#lib/core/credentials/proposals.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { correctOnce } from '#lib/features/credentials/cme/commands.server.ts';
import { insertCredential, type RecordError } from '#lib/features/credentials/records/commands.server.ts';
import { groupToday } from '#lib/features/credentials/records/today.server.ts';
import type { SentFile } from '#lib/features/credentials/vault/form.server.ts';
import { storeWith, type StoreError } from '#lib/features/credentials/vault/store.server.ts';
import { notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { insertAccepted, type AcceptActivityError } from './accept-activity.server.ts';

export type DecideError =
	RecordError | 'proposal-not-found' | 'already-looked-at' | 'own-proposal' | AcceptActivityError;

type Decision = {
	readonly status: 'accepted' | 'refused';
	readonly words: string;
	readonly becameId: string | null;
};

async function findOpen(write: WriteHandle, actor: Actor, id: string) {
	const { credentialProposals: t } = write.tables;
	const [found] = await write.select().from(t).where(eq(t.id, id));
	if (!found) return err('proposal-not-found');
	// Nobody decides about what is their own, whoever typed it.
	if (found.radiologistId === actor.radiologistId || found.proposedBy === actor.id)
		return err('own-proposal');
	return found.status === 'waiting' ? ok(found) : err('already-looked-at');
}

type Proposed = {
	readonly id: string;
	readonly kind: string;
	readonly radiologistId: string;
	readonly proposedBy: string;
};

/** Writes down what was decided and tells its sender. False where somebody else was quicker. */
async function settle(
	app: App,
	write: WriteHandle,
	given: { actor: Actor; proposal: Proposed; decision: Decision; entries: readonly AuditEntry[] }
): Promise<boolean> {
	const { actor, proposal, decision, entries } = given;
	const { id, kind, radiologistId, proposedBy } = proposal;
	const { credentialProposals: t } = write.tables;
	const now = app.clock.now();
	const moved = await write
		.update(t)
		.set({ ...decision, decidedAt: now, decidedBy: actor.id })
		.where(and(eq(t.id, id), eq(t.status, 'waiting')))
		.returning({ id: t.id });
	if (moved.length === 0) return false;
	await notify(write, { ids: app.ids, now }, [proposedBy], {
		kind: 'proposal.decided',
		facts: {},
		path: kind === 'cme-activity' ? '/me/cme' : '/me/credentials',
		onceKey: `proposal.decided/${id}`
	});
	const facts = { proposalId: id, status: decision.status };
	await recordAudit(write, ...entries, {
		type: 'proposal.decided',
		subjectId: radiologistId,
		facts,
		at: now,
		actor
	});
	return true;
}

/**
 * Accepts what was sent in, as it is or as the coordinator has changed it: it becomes a term of its own with its document, in the same
 * transaction, and counts as unverified until somebody has checked it at the source; or an activity of continuing education.
 */
export async function acceptProposal(
	app: App,
	actor: Actor,
	{
		id,
		fields,
		words
	}: { readonly id: string; readonly fields: Readonly<Record<string, string>>; readonly words: string }
): Promise<Result<{ id: string; rowId: string }, DecideError>> {
	const accept = async (write: WriteHandle): Promise<Result<{ id: string; rowId: string }, DecideError>> => {
		const found = await findOpen(write, actor, id);
		if (!found.ok) return found;
		const isActivity = found.value.kind === 'cme-activity';
		const insert = isActivity ? insertAccepted : insertTerm;
		const inserted = await insert(app, write, { actor, proposal: found.value, fields });
		if (!inserted.ok) return inserted;
		const { id: rowId, entry } = inserted.value;
		const decision: Decision = { status: 'accepted', words, becameId: rowId };
		const isFirst = await settle(app, write, { actor, proposal: found.value, decision, entries: [entry] });
		return isFirst ? ok({ id, rowId }) : err('already-looked-at');
	};
	return correctOnce(app, () => app.db.transaction(accept));
}

type Waiting = {
	readonly kind: string;
	readonly body: unknown;
	readonly radiologistId: string;
	readonly documentId: string | null;
};

async function insertTerm(
	app: App,
	write: WriteHandle,
	given: { actor: Actor; proposal: Waiting; fields: Readonly<Record<string, string>> }
): Promise<Result<{ id: string; entry: AuditEntry }, DecideError>> {
	const { actor, proposal, fields } = given;
	const { kind, body, radiologistId, documentId } = proposal;
	if (!isProposalKind(kind)) return err('proposal-not-found');
	const stored = body as Readonly<Record<string, unknown>>; // bodies are objects
	const made = credentialOf(kind, fields, stored);
	if (!made.ok) return err({ fields: made.error });
	const row = { ...made.value, radiologistId, source: 'self', documentId } as const;
	return insertCredential(app, write, { actor, row });
}

/** Refuses what was sent in, with words to its sender. */
export async function refuseProposal(
	app: App,
	actor: Actor,
	{ id, words }: { readonly id: string; readonly words: string }
): Promise<Result<{ id: string }, DecideError>> {
	return app.db.transaction(async (write): Promise<Result<{ id: string }, DecideError>> => {
		const found = await findOpen(write, actor, id);
		if (!found.ok) return found;
		const decision: Decision = { status: 'refused', words, becameId: null };
		const isFirst = await settle(app, write, { actor, proposal: found.value, decision, entries: [] });
		return isFirst ? ok({ id }) : err('already-looked-at');
	});
}

/** Records the check at the source of what a proposal became, with the file that shows it where there is one. */
export async function checkAccepted(
	app: App,
	actor: Actor,
	given: {
		readonly id: string;
		readonly check: Omit<CredentialBody<'verification'>, 'of'>;
		readonly file: SentFile | null;
	}
): Promise<Result<{ rowId: string }, DecideError | StoreError>> {
	const { credentialProposals: t } = app.db.read.tables;
	const [found] = await app.db.read.select().from(t).where(eq(t.id, given.id));
	// Certificates of education are looked at as an activity is accepted.
	if (!found?.becameId || found.kind === 'cme-activity') return err('proposal-not-found');
	const { radiologistId, becameId } = found;
	if (radiologistId === actor.radiologistId) return err('own-proposal');
	if (given.check.verifiedOn > (await groupToday(app)))
		return err({ fields: { verifiedOn: 'check-in-the-future' } });
	const body = { ...given.check, of: becameId };
	const record = async (
		write: WriteHandle,
		document: { id: string; entry: AuditEntry } | null
	): Promise<Result<{ rowId: string }, DecideError>> => {
		const { credentialRows: rows } = write.tables;
		const [newer] = await write.select({ id: rows.id }).from(rows).where(eq(rows.supersedes, becameId));
		// What stands now is another row: a check of the old one would count for nothing.
		if (newer) return err('already-corrected');
		const row = {
			kind: 'verification',
			body,
			radiologistId,
			source: 'hand',
			documentId: document?.id ?? null
		} as const;
		const inserted = await insertCredential(app, write, { actor, row });
		if (!inserted.ok) return inserted;
		await recordAudit(write, ...(document ? [document.entry] : []), inserted.value.entry);
		return ok({ rowId: inserted.value.id });
	};
	if (!given.file) return app.db.transaction((write) => record(write, null));
	return storeWith(app, actor, { radiologistId, kind: 'verification', ...given.file }, record);
}
