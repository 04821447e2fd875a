import type { Actor } from '#lib/core/actor.ts';
import type { DateOrder } from '#lib/core/legacy/days.ts';
import type { LegacyScale } from '#lib/core/legacy/map.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { closeBatch, openBatch } from './batches.server.ts';
import { checkOf, type LegacyCheck } from './legacy-check.ts';
import { knownCodes, planLegacy } from './legacy-plan.server.ts';
import { makeTally, type Tally } from './tally.server.ts';

const ROWS_A_TIME = 5000;

/** A file of scores of the past. */
export type LegacyFile = {
	readonly name: string;
	readonly chunks: AsyncIterable<Uint8Array>;
	/** Of lines that name none; null to refuse them. */
	readonly scale: LegacyScale | null;
	/** Of days that can be meant in two ways; absent to go by what the file shows. */
	readonly order?: DateOrder | null;
};

/** Keeps a file of scores of the past under a batch, all of it in one transaction, and counts it. */
export async function takeLegacy(
	app: App,
	tally: Tally,
	{ batchId, actor, ...file }: LegacyFile & { readonly batchId: string; readonly actor: Actor | null }
): Promise<void> {
	const now = app.clock.now();
	const { chunks, name, scale, order = null } = file;
	const onRefusal = tally.refused;
	const { rows: planned, counts } = await planLegacy(app.db.read, chunks, {
		...{ name, scale, order, now, onRefusal }
	});
	const kept = await app.db.transaction(async (write) => {
		// The same file may have been imported beside this one since it was read.
		const known = await knownCodes(
			write,
			planned.map(({ naturalKey }) => naturalKey)
		);
		const rows = planned.filter(({ naturalKey }) => !known.has(naturalKey));
		for (let from = 0; from < rows.length; from += ROWS_A_TIME) {
			const part = rows.slice(from, from + ROWS_A_TIME);
			await write.insertRows(
				write.tables.legacyScores,
				part.map((row) => ({ id: app.ids(), ...row, batchId, importedAt: now }))
			);
		}
		const mapped = rows.filter(({ isMapped }) => isMapped).length;
		const facts = { scores: rows.length, mapped, refused: counts.refused };
		await recordAudit(write, { type: 'legacy.imported', subjectId: batchId, facts, at: now, actor });
		return rows.length;
	});
	for (let at = 0; at < kept; at++) tally.taken('score');
	for (let at = kept; at < planned.length + counts.unchanged; at++) tally.unchanged();
}

/** Says what a file would bring, and keeps nothing. */
export async function checkLegacyFile(
	app: App,
	{ name, chunks, scale, order = null }: LegacyFile
): Promise<LegacyCheck> {
	return checkOf(await planLegacy(app.db.read, chunks, { name, scale, order, now: app.clock.now() }));
}

/** Imports a file that somebody chose in the browser as a batch of its own; gives the batch. */
export async function importLegacyFile(app: App, actor: Actor, file: LegacyFile): Promise<{ id: string }> {
	const batchId = await openBatch(app, { actor, origin: 'upload' });
	const tally = makeTally(app, batchId);
	tally.file(file.name);
	await takeLegacy(app, tally, { ...file, batchId, actor });
	await tally.save();
	await closeBatch(app, { id: batchId, actor });
	return { id: batchId };
}
