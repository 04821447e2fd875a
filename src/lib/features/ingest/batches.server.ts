import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';

/** command: files named to the command line; upload: files sent from a browser; dicomweb: objects stored by STOW-RS. */
export type BatchOrigin = 'command' | 'upload' | 'dicomweb';

const isPerson = (actor: Actor | null): actor is Actor => actor !== null && actor.grants === undefined;

/** Opens a batch under which an import counts and names what it does. */
export async function openBatch(
	app: App,
	{ actor, origin }: { actor: Actor | null; origin: BatchOrigin }
): Promise<string> {
	const id = app.ids();
	const { importBatches } = app.db.read.tables;
	await app.db.transaction((write) =>
		write
			.insert(importBatches)
			.values({ id, startedAt: app.clock.now(), startedBy: isPerson(actor) ? actor.id : null, origin })
	);
	return id;
}

/** Closes a batch; its figures stand in the audit log from then on. */
export async function closeBatch(
	app: App,
	{ id, actor }: { id: string; actor: Actor | null }
): Promise<Result<null, 'import-not-found'>> {
	return app.db.transaction(async (write) => {
		const { importBatches } = write.tables;
		const at = app.clock.now();
		const [closed] = await write
			.update(importBatches)
			.set({ finishedAt: at })
			.where(and(eq(importBatches.id, id), isNull(importBatches.finishedAt)))
			.returning();
		if (!closed) return err('import-not-found');
		const { files, taken, unchanged, refused } = closed;
		const facts = { files, taken, unchanged, refused };
		await recordAudit(write, { type: 'import.finished', subjectId: id, facts, at, actor });
		return ok(null);
	});
}
