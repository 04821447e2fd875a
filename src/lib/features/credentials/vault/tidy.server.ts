import { asc, gt, inArray } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import type { App } from '#lib/server/app.ts';
import {
	asideIds,
	bringBack,
	checkSealed,
	removeAside,
	removeUnfinished,
	sealedIds,
	setAside,
	type SealedError
} from '#lib/server/vault/files.ts';

const PAGE_ROWS = 200;
const MOST_STRAYS = 20;

async function namedOf(app: App, ids: readonly string[]): Promise<Set<string>> {
	const { vaultDocuments: t } = app.db.read.tables;
	const rows = await app.db.read
		.select({ id: t.id })
		.from(t)
		.where(inArray(t.id, [...ids]));
	return new Set(rows.map(({ id }) => id));
}

async function* strays(app: App, olderThan: { now: number } | null): AsyncGenerator<string> {
	for await (const ids of sealedIds(app, olderThan)) {
		for (let at = 0; at < ids.length; at += PAGE_ROWS) {
			const some = ids.slice(at, at + PAGE_ROWS);
			const named = await namedOf(app, some);
			yield* some.filter((id) => !named.has(id));
		}
	}
}

/**
 * Puts files aside that no row names and that nobody is writing any more: of a server that died in the middle. They go for good after a
 * month in which no row came back for them. More than a few at once are no such thing, but documents beside a database that is not
 * theirs, as in the middle of a restore: they stay where they are. Answers how many went for good.
 */
export async function tidyVault(app: App): Promise<number> {
	const now = app.clock.now();
	const gone = (await removeUnfinished(app, now)) + (await tidyAside(app, now));
	const left: string[] = [];
	for await (const id of strays(app, { now })) {
		left.push(id);
		if (left.length > MOST_STRAYS) {
			app.log.warn('more documents than a broken-off upload leaves have no row: nothing was removed');
			return gone;
		}
	}
	for (const id of left) await setAside(app, id, now);
	return gone;
}

/** Brings back what lay aside and has its row again, and removes what has lain there for long. */
async function tidyAside(app: App, now: Instant): Promise<number> {
	const aside = await asideIds(app, now);
	let removed = 0;
	for (let at = 0; at < aside.length; at += PAGE_ROWS) {
		const some = aside.slice(at, at + PAGE_ROWS);
		const named = await namedOf(
			app,
			some.map(({ id }) => id)
		);
		for (const { id, isOld } of some) {
			if (named.has(id)) await bringBack(app, id);
			else if (isOld) {
				await removeAside(app, id);
				removed += 1;
			}
		}
	}
	return removed;
}

/** What a check of the whole vault found. */
export type VaultVerdict = {
	readonly documents: number;
	readonly bytes: number;
	readonly problems: readonly { readonly id: string; readonly problem: SealedError }[];
	/** Files that no row names; harmless, and removed in time. */
	readonly strays: number;
};

/** Opens every document from end to end and holds it against the size and the hash in its row. */
export async function verifyVault(app: App): Promise<VaultVerdict> {
	const { vaultDocuments: t } = app.db.read.tables;
	const problems: { id: string; problem: SealedError }[] = [];
	let [documents, bytes, after] = [0, 0, ''];
	for (;;) {
		const rows = await app.db.read
			.select({ id: t.id, sha256: t.sha256, sizeBytes: t.sizeBytes })
			.from(t)
			.where(gt(t.id, after))
			.orderBy(asc(t.id))
			.limit(PAGE_ROWS);
		for (const row of rows) {
			const checked = await checkSealed(app, row);
			if (!checked.ok) problems.push({ id: row.id, problem: checked.error });
			documents += 1;
			bytes += row.sizeBytes;
		}
		const last = rows.at(-1);
		if (!last) break;
		after = last.id;
	}
	let count = 0;
	for await (const _ of strays(app, null)) count += 1;
	return { documents, bytes, problems, strays: count };
}
