import { and, asc, count, desc, eq, gt, inArray, ne, or } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { cmeProposalSchema } from '#lib/core/credentials/cme/proposal.ts';
import { cmeRecordSchema } from '#lib/core/credentials/cme/record.ts';
import type { Proposed } from '#lib/core/credentials/proposals.ts';
import type { Instant } from '#lib/core/instant.ts';
import { radiologistNames } from '#lib/features/credentials/records/names.server.ts';
import { findCredentialRows, standing, toCredential } from '#lib/features/credentials/records/rows.server.ts';
import { NAME_PURPOSE } from '#lib/features/credentials/vault/store.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

export type ProposalStatus = 'waiting' | 'accepted' | 'refused' | 'withdrawn';

/** Something that was sent in, as its sender and the coordinators see it. */
export type ProposalLine = {
	readonly id: string;
	readonly proposed: Proposed;
	readonly status: ProposalStatus;
	readonly proposedAt: Instant;
	readonly decidedAt: Instant | null;
	/** Who has decided, and what they say of it. */
	readonly decidedBy: string | null;
	readonly words: string;
	readonly documentId: string | null;
	readonly isRenewal: boolean;
};

const PAGE_ROWS = 50;

function statusOf(text: string): ProposalStatus {
	if (text === 'waiting' || text === 'accepted' || text === 'refused') return text;
	return 'withdrawn';
}

/** What was sent in as it is stored. Throws where it is none of the product's, which no command writes. */
function toProposed(kind: string, body: unknown): Proposed {
	return kind === 'cme-activity' ? { kind, body: cmeProposalSchema.parse(body) } : toCredential(kind, body);
}

/** What one radiologist has sent in of credentials or of education, newest first: what waits and the latest of the rest. */
export async function ownProposals(
	read: ReadHandle,
	radiologistId: string,
	what: 'credentials' | 'education' = 'credentials'
): Promise<ProposalLine[]> {
	const { credentialProposals: t, users } = read.tables;
	const isOfIt = what === 'education' ? eq(t.kind, 'cme-activity') : ne(t.kind, 'cme-activity');
	const rows = await read
		.select({
			id: t.id,
			kind: t.kind,
			body: t.body,
			status: t.status,
			proposedAt: t.proposedAt,
			decidedAt: t.decidedAt,
			decidedBy: users.name,
			words: t.words,
			documentId: t.documentId,
			about: t.about
		})
		.from(t)
		.leftJoin(users, eq(users.id, t.decidedBy))
		.where(and(eq(t.radiologistId, radiologistId), isOfIt))
		.orderBy(desc(t.proposedAt), desc(t.id))
		.limit(PAGE_ROWS);
	return rows.map(({ kind, body, status, about, ...row }) => ({
		...row,
		proposed: toProposed(kind, body),
		status: statusOf(status),
		isRenewal: about !== null
	}));
}

/** One of what waits, in the inbox. */
export type InboxLine = {
	readonly id: string;
	readonly name: string;
	readonly proposed: Proposed;
	readonly proposedAt: Instant;
	readonly isRenewal: boolean;
	/** It is the viewer's own: somebody else decides. */
	readonly isOwn: boolean;
};

/** What waits for a decision, oldest first. `after` is the id of the last one of the page before. */
export async function waitingProposals(
	read: ReadHandle,
	actor: Actor,
	after: string | null = null
): Promise<{ rows: InboxLine[]; total: number; next: string | null }> {
	const { credentialProposals: t } = read.tables;
	const isWaiting = eq(t.status, 'waiting');
	const [counted] = await read.select({ n: count() }).from(t).where(isWaiting);
	const rows = await read
		.select({
			id: t.id,
			kind: t.kind,
			body: t.body,
			about: t.about,
			proposedAt: t.proposedAt,
			proposedBy: t.proposedBy,
			radiologistId: t.radiologistId
		})
		.from(t)
		.where(and(isWaiting, await laterThan(read, after)))
		.orderBy(asc(t.proposedAt), asc(t.id))
		.limit(PAGE_ROWS + 1);
	const names = await radiologistNames(read);
	const shown = rows
		.slice(0, PAGE_ROWS)
		.map(({ id, kind, body, about, proposedAt, proposedBy, radiologistId }): InboxLine => ({
			id,
			name: names.get(radiologistId) ?? '',
			proposed: toProposed(kind, body),
			proposedAt,
			isRenewal: about !== null,
			isOwn: radiologistId === actor.radiologistId || proposedBy === actor.id
		}));
	const next = rows.length > PAGE_ROWS ? (shown.at(-1)?.id ?? null) : null;
	return { rows: shown, total: counted?.n ?? 0, next };
}

async function laterThan(read: ReadHandle, after: string | null) {
	if (after === null) return undefined;
	const { credentialProposals: t } = read.tables;
	const [last] = await read.select({ at: t.proposedAt }).from(t).where(eq(t.id, after));
	if (!last) return undefined;
	return or(gt(t.proposedAt, last.at), and(eq(t.proposedAt, last.at), gt(t.id, after)));
}

/** The oldest that waits for this person, besides the one at hand. */
export async function nextWaiting(read: ReadHandle, actor: Actor, than: string): Promise<string | null> {
	for (let after: string | null = null; ;) {
		const { rows, next } = await waitingProposals(read, actor, after);
		const found = rows.find(({ id, isOwn }) => id !== than && !isOwn);
		if (found || next === null) return found?.id ?? null;
		after = next;
	}
}

/** One proposal beside its document and the term that it renews. */
export type ProposalView = ProposalLine & {
	readonly person: { readonly id: string; readonly name: string };
	readonly proposedBy: string;
	readonly isOwn: boolean;
	readonly document: { readonly id: string; readonly name: string; readonly contentType: string } | null;
	readonly renewed: Proposed | null;
	/** The row or activity that it became, as it was recorded, and whether it was checked at the source. */
	readonly became: {
		readonly id: string;
		readonly proposed: Proposed;
		readonly isChecked: boolean;
	} | null;
};

/** A proposal for those who decide, or null. */
export async function findProposal(app: App, actor: Actor, id: string): Promise<ProposalView | null> {
	const { read } = app.db;
	const { credentialProposals: t, vaultDocuments: d } = read.tables;
	const [row] = await read
		.select({
			proposal: t,
			sealedName: d.sealedName,
			contentType: d.contentType
		})
		.from(t)
		.leftJoin(d, eq(d.id, t.documentId))
		.where(eq(t.id, id));
	if (!row) return null;
	const { proposal, sealedName, contentType } = row;
	const { radiologistId, documentId, about, becameId } = proposal;
	const names = await namesOf(read, [proposal.proposedBy, proposal.decidedBy]);
	const rows = await rowsOf(read, [about, becameId]);
	const became = becameId === null ? undefined : rows.get(becameId);
	return {
		id,
		proposed: toProposed(proposal.kind, proposal.body),
		status: statusOf(proposal.status),
		proposedAt: proposal.proposedAt,
		decidedAt: proposal.decidedAt,
		decidedBy: names.get(proposal.decidedBy ?? '') ?? null,
		words: proposal.words,
		documentId,
		isRenewal: about !== null,
		person: { id: radiologistId, name: (await radiologistNames(read)).get(radiologistId) ?? '' },
		proposedBy: names.get(proposal.proposedBy) ?? '',
		isOwn: radiologistId === actor.radiologistId || proposal.proposedBy === actor.id,
		document:
			documentId && sealedName && contentType
				? { id: documentId, name: app.secrets.unseal(NAME_PURPOSE, sealedName), contentType }
				: null,
		renewed: about === null ? null : (rows.get(about) ?? null),
		became:
			became && becameId !== null
				? { id: becameId, proposed: became, isChecked: await isChecked(read, radiologistId, becameId) }
				: null
	};
}

/** Names of accounts by id. */
export async function namesOf(
	read: ReadHandle,
	ids: readonly (string | null)[]
): Promise<ReadonlyMap<string, string>> {
	const { users } = read.tables;
	const known = [...new Set(ids.filter((id) => id !== null))];
	if (known.length === 0) return new Map();
	const rows = await read
		.select({ id: users.id, name: users.name })
		.from(users)
		.where(inArray(users.id, known));
	return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Rows and activities by id, as they were recorded. */
async function rowsOf(read: ReadHandle, ids: readonly (string | null)[]): Promise<Map<string, Proposed>> {
	const { credentialRows: t, cmeActivities: a } = read.tables;
	const known = ids.filter((id) => id !== null);
	if (known.length === 0) return new Map();
	const rows = await read
		.select({ id: t.id, kind: t.kind, body: t.body })
		.from(t)
		.where(inArray(t.id, known));
	const activities = await read
		.select({ id: a.id, body: a.body, words: a.words })
		.from(a)
		.where(inArray(a.id, known));
	return new Map<string, Proposed>([
		...rows.map(({ id, kind, body }) => [id, toCredential(kind, body)] as const),
		...activities.map(
			({ id, body, words }) =>
				[id, { kind: 'cme-activity', body: { record: cmeRecordSchema.parse(body), why: words } }] as const
		)
	]);
}

/** Whether a check of a row stands. */
async function isChecked(read: ReadHandle, radiologistId: string, rowId: string): Promise<boolean> {
	const checks = await findCredentialRows(read, { radiologistIds: [radiologistId], kinds: ['verification'] });
	return standing(checks).some((row) => row.kind === 'verification' && row.body.of === rowId);
}
