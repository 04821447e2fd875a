import { and, count, eq, ne } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import {
	credentialOf,
	proposalForms,
	type FieldFaults,
	type ProposalKind,
	type Proposed
} from '#lib/core/credentials/proposals.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { findCredentialRow } from '#lib/features/credentials/records/rows.server.ts';
import type { SentFile } from '#lib/features/credentials/vault/form.server.ts';
import { storeWith, type StoreError } from '#lib/features/credentials/vault/store.server.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';

/** The most that wait of one person: credentials, and activities of continuing education. */
const mostWaiting = { credentials: 20, activities: 50 } as const;

/** What a radiologist sends in about themselves. */
export type Sending = {
	readonly kind: ProposalKind;
	/** The row that it renews. */
	readonly about: string | null;
	readonly fields: Readonly<Record<string, string>>;
	readonly file: SentFile | null;
};

export type SendError =
	StoreError | 'not-a-radiologist' | 'credential-not-found' | InsertError | { readonly fields: FieldFaults };

/** Keeps what a radiologist sends in, with its document, until a coordinator has looked at it. Nothing counts before that. */
export async function sendProposal(
	app: App,
	actor: Actor,
	{ kind, about, fields, file }: Sending
): Promise<Result<{ id: string }, SendError>> {
	const { radiologistId } = actor;
	if (radiologistId === null) return err('not-a-radiologist');
	const renewed = about === null ? null : await findCredentialRow(app.db.read, about);
	if (about !== null && (renewed?.radiologistId !== radiologistId || renewed.kind !== kind || renewed.isVoid))
		return err('credential-not-found');
	const made = credentialOf(kind, fields, renewed?.body ?? null);
	const shows = proposalForms[kind].document;
	const faults = made.ok ? {} : made.error;
	if (shows !== null && !file) return err({ fields: { ...faults, file: 'file-required' } });
	if (!made.ok) return err({ fields: faults });
	const proposal = { radiologistId, about, proposed: made.value };
	if (!file) {
		return app.db.transaction((write) => insertProposal(app, write, { actor, proposal, document: null }));
	}
	const upload = { radiologistId, kind: shows ?? 'other', ...file } as const;
	return storeWith(app, actor, upload, (write, document) =>
		insertProposal(app, write, { actor, proposal, document })
	);
}

type Proposal = {
	readonly radiologistId: string;
	/** The row or activity that it renews or corrects. */
	readonly about: string | null;
	readonly proposed: Proposed;
};

/** A document that goes with it; one that has just come in has its entry of the audit log. */
export type SentDocument = { readonly id: string; readonly entry?: AuditEntry };

export type InsertError = 'too-many-proposals' | 'too-many-activities';

/** Writes down what waits, and tells coordinators; in a transaction of the caller. */
export async function insertProposal(
	app: App,
	write: WriteHandle,
	given: {
		readonly actor: Actor;
		readonly proposal: Proposal;
		readonly document: SentDocument | null;
	}
): Promise<Result<{ id: string }, InsertError>> {
	const { actor, document } = given;
	const { radiologistId, about, proposed } = given.proposal;
	const { credentialProposals: t } = write.tables;
	const isActivity = proposed.kind === 'cme-activity';
	const isOfIt = isActivity ? eq(t.kind, 'cme-activity') : ne(t.kind, 'cme-activity');
	const [waiting] = await write
		.select({ n: count() })
		.from(t)
		.where(and(eq(t.radiologistId, radiologistId), eq(t.status, 'waiting'), isOfIt));
	if ((waiting?.n ?? 0) >= mostWaiting[isActivity ? 'activities' : 'credentials'])
		return err(isActivity ? 'too-many-activities' : 'too-many-proposals');
	const id = app.ids();
	const now = app.clock.now();
	await write.insert(t).values({
		id,
		radiologistId,
		...proposed,
		documentId: document?.id ?? null,
		about,
		status: 'waiting',
		proposedAt: now,
		proposedBy: actor.id
	});
	const coordinators = await holdersOf(write, ['coordinator']);
	const others = coordinators.filter((userId) => userId !== actor.id);
	await notify(write, { ids: app.ids, now }, others, {
		kind: 'proposal.waiting',
		facts: { n: 1 },
		path: `/credentials/inbox/${id}`,
		onceKey: `proposal.waiting/${id}`
	});
	const facts = { proposalId: id, kind: proposed.kind };
	const sent: AuditEntry = { type: 'proposal.sent', subjectId: radiologistId, facts, at: now, actor };
	await recordAudit(write, ...(document?.entry ? [document.entry] : []), sent);
	return ok({ id });
}

/** Takes back what somebody sent in, while nobody has decided about it. Its document stays in the vault. */
export async function withdrawProposal(
	app: App,
	actor: Actor,
	{ id }: { readonly id: string }
): Promise<Result<{ id: string }, 'proposal-not-found' | 'already-looked-at'>> {
	const { radiologistId } = actor;
	if (radiologistId === null) return err('proposal-not-found');
	const now = app.clock.now();
	return app.db.transaction(
		async (write): Promise<Result<{ id: string }, 'proposal-not-found' | 'already-looked-at'>> => {
			const { credentialProposals: t } = write.tables;
			const own = and(eq(t.id, id), eq(t.radiologistId, radiologistId));
			const [found] = await write.select({ id: t.id }).from(t).where(own);
			if (!found) return err('proposal-not-found');
			const moved = await write
				.update(t)
				.set({ status: 'withdrawn', decidedAt: now, decidedBy: actor.id })
				.where(and(own, eq(t.status, 'waiting')))
				.returning({ id: t.id });
			if (moved.length === 0) return err('already-looked-at');
			const facts = { proposalId: id, status: 'withdrawn' };
			await recordAudit(write, { type: 'proposal.decided', subjectId: radiologistId, facts, at: now, actor });
			return ok({ id });
		}
	);
}
