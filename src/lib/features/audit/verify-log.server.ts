import { setImmediate as breathe } from 'node:timers/promises';
import { and, asc, eq, gt, gte } from 'drizzle-orm';
import { checkNote, originOf, type Checkpoint } from '#lib/core/audit/checkpoint.ts';
import { addPeak, emptyRoot, rootOfPeaks, type Peak } from '#lib/core/audit/merkle.ts';
import {
	kindOfFinding,
	type AuditFinding,
	type AuditVerdict,
	type CheckpointFault,
	type CheckpointPlace
} from '#lib/core/audit/verdict.ts';
import type { PublicKey } from '#lib/core/signing/keys.ts';
import type { App } from '#lib/server/app.ts';
import { notesInFolder } from '#lib/server/audit/anchor-folder.ts';
import { makeSignatureCheck } from '#lib/server/audit/is-signed.ts';
import { fastTreeHash } from '#lib/server/audit/tree-hash.ts';
import { endOfLog, hashOfEntry } from '#lib/server/audit/tree.ts';
import { logOf, walkLog, type LogState } from '#lib/server/audit/walk-log.ts';
import { TILE, TILE_HEIGHT } from '#lib/server/audit/walk-range.ts';
import { publicKeys } from '#lib/server/crypto/signing-key.ts';
import { plainDefinition } from '#lib/server/db/audit-guards.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

const PAGE = 500;

export type VerifyOptions = {
	/** Checkpoints that somebody brought, with the names of their files. */
	readonly files?: readonly { readonly name: string; readonly note: string }[];
	/** Public keys that somebody brought, besides those of the database. */
	readonly keys?: readonly PublicKey[];
	readonly threads?: number;
	readonly onProgress?: (done: number, total: number) => Promise<void> | void;
	readonly signal?: AbortSignal;
};

/** What a checkpoint says of the log, and where it was found. */
type Claim = Pick<Checkpoint, 'treeSize' | 'rootHash' | 'headHash' | 'at'> & {
	readonly place: CheckpointPlace;
	readonly name: string | null;
};

/**
 * Verifies the audit log: the triggers that guard it, each link of the chain, the tree over it, and every checkpoint in the database, in
 * the folder and in files that were brought. What was cut off, rewritten or put back from a copy differs from a checkpoint that was kept
 * elsewhere. Bounded memory; long logs in threads.
 */
export async function verifyAuditLog(app: App, options: VerifyOptions = {}): Promise<AuditVerdict> {
	const { read } = app.db;
	const findings: AuditFinding[] = await guardFindings(read);
	const firstHash = await hashOfEntry(read, 1);
	const origin = firstHash ? originOf(firstHash) : null;
	const collected = await collectClaims(app, origin, options);
	// Only now: a checkpoint that was signed meanwhile would lie behind an end that was looked up before.
	const end = await endOfLog(read);

	const claims = collected.claims.toSorted((a, b) => a.treeSize - b.treeSize);
	const total = end?.seq ?? 0;
	const sizes = [...new Set(claims.map(({ treeSize }) => treeSize))].filter((size) => size <= total);
	const tiles: string[] = [];
	const states: LogState[] = [];
	const lastState = total > 0 && sizes.at(-1) !== total ? [total] : [];
	const walk = await walkLog(logOf(app, options.threads), total, {
		sizes: [...sizes, ...lastState],
		onState: (state) => states.push(state),
		onTile: (hash) => tiles.push(hash),
		onProgress: (done) => options.onProgress?.(done, total),
		...(options.signal ? { signal: options.signal } : {})
	});
	if (walk.firstBreak) findings.push({ kind: 'chain', ...walk.firstBreak });
	const tree = await treeFinding(read, tiles);
	if (tree) findings.push(tree);
	findings.push(...collected.findings, ...claimFindings(claims, states, total));
	const last = states.at(-1);
	return {
		links: walk.links,
		headHash: walk.headHash,
		rootHash: total === 0 ? emptyRoot : last?.size === total ? last.rootHash : null,
		checked: collected.checked,
		findings: firstOfEach(findings)
	};
}

function firstOfEach(findings: readonly AuditFinding[]): AuditFinding[] {
	const seen = new Map<string, AuditFinding>();
	for (const finding of findings) {
		const kind = kindOfFinding(finding);
		if (!seen.has(kind)) seen.set(kind, finding);
	}
	return [...seen.values()];
}

/** Triggers that are not there, or do something else. */
async function guardFindings(read: ReadHandle): Promise<AuditFinding[]> {
	const guards = read.dialect.auditGuards;
	const found = new Map<string, string>();
	for (const table of new Set(guards.map((guard) => guard.table))) {
		const rows = await read.rows<{ name: string; definition: string }>(read.dialect.triggersOf(table));
		for (const { name, definition } of rows) found.set(name, plainDefinition(definition));
	}
	return guards.flatMap(({ name, definition }): AuditFinding[] => {
		const standing = found.get(name);
		if (standing === definition) return [];
		return [{ kind: 'guard', name, reason: standing === undefined ? 'missing' : 'altered' }];
	});
}

/** The first kept subtree whose root is not the one of its entries. */
async function treeFinding(read: ReadHandle, tiles: readonly string[]): Promise<AuditFinding | null> {
	const { auditTreeNodes } = read.tables;
	let hashes = tiles;
	for (let height = TILE_HEIGHT; hashes.length > 0; height += TILE_HEIGHT) {
		for (let from = 0; from < hashes.length; from += PAGE) {
			const rows = await read
				.select({ nth: auditTreeNodes.nth, hash: auditTreeNodes.hash })
				.from(auditTreeNodes)
				.where(and(eq(auditTreeNodes.height, height), gte(auditTreeNodes.nth, from)))
				.orderBy(asc(auditTreeNodes.nth))
				.limit(PAGE);
			for (const { nth, hash } of rows) {
				if (nth >= hashes.length || hashes[nth] === hash) continue;
				const size = 2 ** height;
				return { kind: 'tree', from: nth * size + 1, through: (nth + 1) * size };
			}
			await breathe();
		}
		const below = hashes;
		hashes = Array.from({ length: Math.floor(below.length / TILE) }, (_, at) => {
			const peaks: Peak[] = [];
			for (const hash of below.slice(at * TILE, (at + 1) * TILE))
				addPeak(peaks, { height: 0, hash }, fastTreeHash);
			return rootOfPeaks(peaks, fastTreeHash);
		});
	}
	return null;
}

type Collected = {
	readonly claims: readonly Claim[];
	/** What can be said before the log is walked. */
	readonly findings: readonly AuditFinding[];
	readonly checked: Record<CheckpointPlace, number>;
};

/** Reads all checkpoints and checks their signatures. */
async function collectClaims(
	app: App,
	origin: string | null,
	{ files = [], keys: brought = [] }: VerifyOptions
): Promise<Collected> {
	const own = await publicKeys(app.db.read);
	const isSigned = makeSignatureCheck();
	const claims: Claim[] = [];
	const findings: AuditFinding[] = [];
	const checked = { database: 0, folder: 0, file: 0 };
	const stored = new Set<number>();

	const fault = (reason: CheckpointFault, claim: Pick<Claim, 'place' | 'name'> & Partial<Claim>): void => {
		const { place, name, treeSize = null, at = null } = claim;
		findings.push({ kind: 'checkpoint', place, name, reason, treeSize, at, since: null });
	};
	/** The checkpoint of a text; null where something is wrong with it, which is then a finding. */
	const take = (note: string, place: CheckpointPlace, name: string | null): Claim | null => {
		const keys = place === 'file' ? [...own, ...brought] : own;
		const result = checkNote(note, keys, isSigned);
		checked[place] += 1;
		if (!result.ok) {
			const reason = {
				'note-form': 'unreadable',
				'note-key': 'unknown-key',
				'note-signature': 'signature'
			} as const;
			fault(reason[result.error], { place, name });
			return null;
		}
		const { checkpoint } = result.value;
		const claim = { ...checkpoint, place, name };
		// Signed with a key of this group, and yet of another log: the whole log was replaced.
		if (checkpoint.origin !== origin) {
			fault('other-log', claim);
			return null;
		}
		claims.push(claim);
		return claim;
	};

	for await (const row of storedCheckpoints(app.db.read)) {
		stored.add(row.treeSize);
		const claim = take(row.note, 'database', null);
		const isSame =
			claim?.treeSize === row.treeSize && claim.rootHash === row.rootHash && claim.headHash === row.headHash;
		if (claim && !(isSame && claim.at === row.at)) fault('row-altered', claim);
	}
	for await (const { path, note } of notesInFolder(app.config.audit.anchorFolder)) {
		// A folder may serve several portals: of others only what bears this log's name, or a key of this group, is looked at.
		const result = checkNote(note, own, isSigned);
		const isOwn = path.split(/[\\/]/)[0] === origin?.slice(origin.lastIndexOf('/') + 1);
		if (!isOwn && !result.ok) continue;
		const claim = take(note, 'folder', path);
		if (!claim || stored.has(claim.treeSize)) continue;
		// It may have been signed since the database was read.
		if (!(await isStored(app.db.read, claim.treeSize))) fault('missing', claim);
	}
	for (const { name, note } of files) take(note, 'file', name);
	return { claims, findings, checked };
}

async function isStored(read: ReadHandle, treeSize: number): Promise<boolean> {
	const { auditCheckpoints: t } = read.tables;
	return (await read.select({ id: t.id }).from(t).where(eq(t.treeSize, treeSize))).length > 0;
}

/** Checkpoints of the database, oldest first, a page at a time. */
async function* storedCheckpoints(read: ReadHandle) {
	const { auditCheckpoints } = read.tables;
	let after = 0;
	for (;;) {
		const rows = await read
			.select()
			.from(auditCheckpoints)
			.where(gt(auditCheckpoints.treeSize, after))
			.orderBy(asc(auditCheckpoints.treeSize))
			.limit(PAGE);
		yield* rows;
		const last = rows.at(-1);
		if (!last || rows.length < PAGE) return;
		after = last.treeSize;
		await breathe();
	}
}

/** Checkpoints, rising by size, that the log as it is does not agree with. */
function claimFindings(claims: readonly Claim[], states: readonly LogState[], total: number): AuditFinding[] {
	const bySize = new Map(states.map((state) => [state.size, state]));
	let since: number | null = null;
	const findings: AuditFinding[] = [];
	for (const { treeSize, rootHash, headHash, at, place, name } of claims) {
		const state = bySize.get(treeSize);
		if (state?.rootHash === rootHash && state.headHash === headHash) {
			since = treeSize;
			continue;
		}
		// Behind a missing entry, which is told already, there is nothing to compare.
		if (!state && treeSize <= total) continue;
		const reason = state ? 'rewritten' : 'beyond-end';
		findings.push({ kind: 'checkpoint', place, reason, treeSize, at, since, name });
	}
	return findings;
}
