import type { Actor } from '#lib/core/actor.ts';
import { originOf, parseNote, signCheckpoint, type Checkpoint } from '#lib/core/audit/checkpoint.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { newestInFolder } from '#lib/server/audit/anchor-folder.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { endOfLog, extendTree, hashOfEntry, openTree } from '#lib/server/audit/tree.ts';
import { signingKey } from '#lib/server/crypto/signing-key.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { planAnchors } from './anchors.server.ts';
import { newestCheckpoint } from '#lib/server/audit/checkpoints.ts';

/** Why no checkpoint is signed: there is nothing yet, or the log is not the one that was signed before. */
export type CheckpointError = 'audit-empty' | 'audit-rewritten' | 'audit-cut';

export type MadeCheckpoint = Checkpoint & { readonly id: string; readonly note: string };

/**
 * Signs how far the audit log has come, and has it kept outside of the database. First it is held against the last checkpoint, in the
 * database and in the folder: a log that was cut, rewritten or put back from a copy is not signed.
 */
export async function makeCheckpoint(
	app: App,
	actor: Actor | null
): Promise<Result<MadeCheckpoint, CheckpointError>> {
	// The first key is made, and written down, before the end of the log is looked up.
	const key = await signingKey(app);
	await extendTree(app.db);
	const { read } = app.db;
	const end = await endOfLog(read);
	const firstHash = await hashOfEntry(read, 1);
	if (!end || !firstHash) return err('audit-empty');
	const origin = originOf(firstHash);
	for (const known of await knownCheckpoints(app, origin)) {
		const fault = await faultOf(read, known, end.seq);
		if (fault) return err(fault);
	}
	const id = app.ids();
	const at = app.clock.now();
	const rootHash = await openTree(read).rootOf({ begin: 0, end: end.seq });
	const checkpoint: Checkpoint = { origin, treeSize: end.seq, rootHash, headHash: end.hash, at };
	const note = signCheckpoint(checkpoint, key);
	return app.db.transaction(async (write) => {
		const lock = write.dialect.lockAudit();
		if (lock) await write.run(lock);
		// Another may have signed the same meanwhile: one entry is signed once.
		const newest = await newestCheckpoint(write);
		if (newest?.treeSize === end.seq) return ok({ origin, ...newest });
		await write.insert(write.tables.auditCheckpoints).values({
			id,
			treeSize: end.seq,
			rootHash,
			headHash: end.hash,
			at,
			keyId: key.keyId,
			note,
			madeBy: actor?.id ?? null
		});
		await planAnchors(app, write, { id, at });
		// The next checkpoint covers this entry: also where nothing else happens there is one an hour, which tells nobody that something did.
		await recordAudit(write, {
			type: 'audit.checkpointed',
			subjectId: id,
			facts: { size: end.seq, rootHash },
			at,
			actor
		});
		return ok({ ...checkpoint, id, note });
	});
}

type Known = Pick<Checkpoint, 'treeSize' | 'rootHash' | 'headHash'>;

/** The newest checkpoints of this log that there are; a folder that cannot be reached is asked the next time. */
async function knownCheckpoints(app: App, origin: string): Promise<Known[]> {
	const stored = await newestCheckpoint(app.db.read);
	const note = await newestInFolder(app.config.audit.anchorFolder, origin).catch(() => null);
	const outside = note === null ? null : parseNote(note);
	return [...(stored ? [stored] : []), ...(outside?.ok ? [outside.value.checkpoint] : [])];
}

async function faultOf(read: ReadHandle, known: Known, size: number): Promise<CheckpointError | null> {
	if (known.treeSize > size) return 'audit-cut';
	const headHash = await hashOfEntry(read, known.treeSize);
	const rootHash = await openTree(read).rootOf({ begin: 0, end: known.treeSize });
	return headHash === known.headHash && rootHash === known.rootHash ? null : 'audit-rewritten';
}
