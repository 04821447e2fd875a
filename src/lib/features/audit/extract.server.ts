import { setImmediate as breathe } from 'node:timers/promises';
import { and, asc, eq, gte, lt, lte, max, min, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { actorInHash } from '#lib/core/audit/chain.ts';
import { toBase64 } from '#lib/core/audit/checkpoint.ts';
import { isAboutCase } from '#lib/core/audit/for-readers.ts';
import {
	signedBytes,
	type AuditExtract,
	type ExtractBody,
	type ExtractEntry
} from '#lib/core/audit/extract.ts';
import { inclusionPath } from '#lib/core/audit/merkle.ts';
import { toIso, type Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { textHash } from '#lib/server/audit/tree-hash.ts';
import { openTree, type TreeReader } from '#lib/server/audit/tree.ts';
import { signingKey } from '#lib/server/crypto/signing-key.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { makeCheckpoint, type CheckpointError } from './checkpoint-commands.server.ts';
import { newestCheckpoint, type StoredCheckpoint } from '#lib/server/audit/checkpoints.ts';

/** More would be a file that no browser opens; whoever needs more takes shorter periods. */
export const MOST_ENTRIES = 50_000;
const BETWEEN_PAUSES = 500;

export type ExtractRequest = {
	/** Null for the beginning, and for now. */
	readonly from: Instant | null;
	readonly to: Instant | null;
	readonly subjectId: string | null;
	readonly purpose: string;
	readonly recipient: string;
};

export type ExtractError = 'own-reads-no-extract' | 'extract-too-long' | 'extract-empty' | CheckpointError;

/**
 * A part of the log with an inclusion proof for each entry, signed. It is of the period that the actor may see. Whoever has reads of their
 * own is given none: by the hashes of what they may not see they could guess it (`auditPage`). Who acted in a case is sealed.
 */
export async function makeExtract(
	app: App,
	actor: Pick<Actor, 'radiologistId' | 'scope'>,
	request: ExtractRequest
): Promise<Result<AuditExtract, ExtractError>> {
	if (actor.radiologistId !== null) return err('own-reads-no-extract');
	const { read } = app.db;
	const from = latest(request.from, actor.scope?.from ?? null);
	const to = earliest(request.to, actor.scope?.to ?? null);
	const span = await spanOf(read, { from, to, subjectId: request.subjectId });
	if (!span) return err('extract-empty');
	const checkpoint = await checkpointOver(app, span.last);
	if (!checkpoint.ok) return checkpoint;
	const where = request.subjectId === null ? span : { ...span, from, to, subjectId: request.subjectId };
	const links = await linksOf(read, where);
	if (links.length > MOST_ENTRIES) return err('extract-too-long');
	const proofs = makeProofs(openTree(read), checkpoint.value.treeSize);
	const entries: ExtractEntry[] = [];
	for (const link of links) {
		entries.push(await entryOf(link, proofs));
		// What is looked up already is answered at once: without a pause nobody else would be served.
		if (entries.length % BETWEEN_PAUSES === 0) await breathe();
	}
	const key = await signingKey(app);
	const body: ExtractBody = {
		format: 'overread-audit-extract/1',
		madeAt: toIso(app.clock.now()),
		filter: {
			from: from === null ? null : toIso(from),
			to: to === null ? null : toIso(to),
			subjectId: request.subjectId,
			isWhole: request.subjectId === null
		},
		purpose: request.purpose,
		recipient: request.recipient,
		checkpoint: checkpoint.value.note,
		hashes: proofs.hashes,
		entries
	};
	const signed = { ...body, keyId: key.keyId };
	return ok({ ...signed, signature: toBase64(key.sign(signedBytes(signed))) });
}

const latest = (a: Instant | null, b: Instant | null): Instant | null =>
	a === null ? b : b === null ? a : Math.max(a, b);
const earliest = (a: Instant | null, b: Instant | null): Instant | null =>
	a === null ? b : b === null ? a : Math.min(a, b);

type Filter = {
	readonly from: Instant | null;
	readonly to: Instant | null;
	readonly subjectId: string | null;
};
type Span = { readonly first: number; readonly last: number };

function conditionOf(read: ReadHandle, { from, to, subjectId }: Filter): SQL | undefined {
	const { auditEvents } = read.tables;
	return and(
		from === null ? undefined : gte(auditEvents.at, from),
		to === null ? undefined : lt(auditEvents.at, to),
		subjectId === null ? undefined : eq(auditEvents.subjectId, subjectId)
	);
}

/** First and last entry of a filter: an entry may bear an earlier time than the one before it, and stands between them all the same. */
async function spanOf(read: ReadHandle, filter: Filter): Promise<Span | null> {
	const { auditEvents } = read.tables;
	const [row] = await read
		.select({ first: min(auditEvents.seq), last: max(auditEvents.seq) })
		.from(auditEvents)
		.where(conditionOf(read, filter));
	return row && row.first !== null && row.last !== null ? { first: row.first, last: row.last } : null;
}

/** The newest checkpoint where it covers the entry, else the next one. */
async function checkpointOver(
	app: App,
	seq: number
): Promise<Result<Pick<StoredCheckpoint, 'treeSize' | 'note'>, CheckpointError>> {
	const newest = await newestCheckpoint(app.db.read);
	return newest && newest.treeSize >= seq ? ok(newest) : makeCheckpoint(app, null);
}

async function linksOf(read: ReadHandle, { first, last, ...filter }: Span & Partial<Filter>) {
	const { auditEvents } = read.tables;
	const whole = { from: null, to: null, subjectId: null, ...filter };
	return read
		.select()
		.from(auditEvents)
		.where(and(gte(auditEvents.seq, first), lte(auditEvents.seq, last), conditionOf(read, whole)))
		.orderBy(asc(auditEvents.seq))
		.limit(MOST_ENTRIES + 1);
}

type Link = Awaited<ReturnType<typeof linksOf>>[number];
type Proofs = { readonly hashes: string[]; readonly of: (seq: number) => Promise<number[]> };

/** Proofs that share their hashes: neighbours have most of them in common. */
function makeProofs(tree: TreeReader, treeSize: number): Proofs {
	const places = new Map<string, number>();
	const hashes: string[] = [];
	return {
		hashes,
		async of(seq) {
			const proof: number[] = [];
			for (const range of inclusionPath(seq - 1, treeSize)) {
				const key = `${range.begin} ${range.end}`;
				let place = places.get(key);
				if (place === undefined) {
					place = hashes.push(await tree.rootOf(range)) - 1;
					places.set(key, place);
				}
				proof.push(place);
			}
			return proof;
		}
	};
}

async function entryOf(link: Link, proofs: Proofs): Promise<ExtractEntry> {
	const { seq, at, type, subjectId, facts, prevHash, hash } = link;
	const isPlain = link.actorId !== null && link.salt === null && isAboutCase(type);
	const actor = isPlain ? { withheld: true as const } : actorInHash(link, textHash);
	return { seq, at, type, actor, subjectId, facts, prevHash, hash, proof: await proofs.of(seq) };
}
