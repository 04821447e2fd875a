import { setImmediate as breathe } from 'node:timers/promises';
import { and, asc, desc, eq, gt, gte, lt, lte } from 'drizzle-orm';
import { addPeak, rootOfPeaks, subtreesOf, type LeafRange, type Peak } from '#lib/core/audit/merkle.ts';
import type { Database, ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import { fastTreeHash } from './tree-hash.ts';
import { TILE, TILE_HEIGHT } from './walk-range.ts';

/** Heights of the subtrees that are kept: each has the roots of 256 of the one before. */
const KEPT_HEIGHTS = [TILE_HEIGHT, 2 * TILE_HEIGHT, 3 * TILE_HEIGHT];
/** Tiles that are added in one transaction. */
const TILES_AT_ONCE = 16;

type Node = { height: number; nth: number; hash: string };

/** Number and hash of the last entry; null before the first one. */
export async function endOfLog(read: ReadHandle): Promise<{ seq: number; hash: string } | null> {
	const { auditEvents } = read.tables;
	const [last] = await read
		.select({ seq: auditEvents.seq, hash: auditEvents.hash })
		.from(auditEvents)
		.orderBy(desc(auditEvents.seq))
		.limit(1);
	return last ?? null;
}

/** Hash of an entry in the chain; null where there is none. */
export async function hashOfEntry(read: ReadHandle, seq: number): Promise<string | null> {
	const { auditEvents } = read.tables;
	const [row] = await read
		.select({ hash: auditEvents.hash })
		.from(auditEvents)
		.where(eq(auditEvents.seq, seq));
	return row?.hash ?? null;
}

/** Keeps the roots of the tiles that are complete by now and not kept yet: what was kept before is not read again. */
export async function extendTree(db: Database): Promise<void> {
	const end = await endOfLog(db.read);
	const complete = Math.floor((end?.seq ?? 0) / TILE);
	let known = await tileCount(db.read);
	while (known < complete) {
		const through = Math.min(known + TILES_AT_ONCE, complete);
		const leaves = await leavesOf(db.read, { begin: known * TILE, end: through * TILE });
		if (leaves.length < (through - known) * TILE) throw new Error('an entry of the audit log is missing');
		const tiles = Array.from({ length: through - known }, (_, at) =>
			rootOfHashes(leaves.slice(at * TILE, (at + 1) * TILE))
		);
		const from = known;
		await db.transaction(async (write) => {
			const lock = write.dialect.lockAudit();
			if (lock) await write.run(lock);
			// Another process may have come here first.
			const now = await tileCount(write);
			for (const [at, hash] of tiles.entries()) {
				const nth = from + at;
				if (nth >= now) await keepTile(write, { height: TILE_HEIGHT, nth, hash });
			}
		});
		known = through;
		await breathe();
	}
}

async function tileCount(read: ReadHandle): Promise<number> {
	const { auditTreeNodes } = read.tables;
	const [last] = await read
		.select({ nth: auditTreeNodes.nth })
		.from(auditTreeNodes)
		.where(eq(auditTreeNodes.height, TILE_HEIGHT))
		.orderBy(desc(auditTreeNodes.nth))
		.limit(1);
	return last ? last.nth + 1 : 0;
}

/** Keeps a subtree, and the larger ones that it completes. */
async function keepTile(write: WriteHandle, first: Node): Promise<void> {
	const { auditTreeNodes } = write.tables;
	let node = first;
	for (;;) {
		await write.insert(auditTreeNodes).values(node);
		const above = KEPT_HEIGHTS[KEPT_HEIGHTS.indexOf(node.height) + 1];
		if (above === undefined || (node.nth + 1) % TILE !== 0) return;
		const nth = (node.nth + 1) / TILE - 1;
		const below = await keptNodes(write, node.height, { begin: nth * TILE, end: (nth + 1) * TILE });
		node = { height: above, nth, hash: rootOfHashes(below) };
	}
}

async function keptNodes(read: ReadHandle, height: number, { begin, end }: LeafRange): Promise<string[]> {
	const { auditTreeNodes } = read.tables;
	const rows = await read
		.select({ hash: auditTreeNodes.hash })
		.from(auditTreeNodes)
		.where(
			and(eq(auditTreeNodes.height, height), gte(auditTreeNodes.nth, begin), lt(auditTreeNodes.nth, end))
		)
		.orderBy(asc(auditTreeNodes.nth));
	return rows.map(({ hash }) => hash);
}

/** Hashes of leaves of the tree; the leaf of an entry stands at its number less one. */
async function leavesOf(read: ReadHandle, { begin, end }: LeafRange): Promise<string[]> {
	const { auditEvents } = read.tables;
	const rows = await read
		.select({ hash: auditEvents.hash })
		.from(auditEvents)
		.where(and(gt(auditEvents.seq, begin), lte(auditEvents.seq, end)))
		.orderBy(asc(auditEvents.seq));
	return rows.map(({ hash }) => fastTreeHash.leaf(hash));
}

/** The root over hashes of subtrees of one height, whose number is a power of two. */
function rootOfHashes(hashes: readonly string[]): string {
	const peaks: Peak[] = [];
	for (const hash of hashes) addPeak(peaks, { height: 0, hash }, fastTreeHash);
	return rootOfPeaks(peaks, fastTreeHash);
}

/** Looks up roots of any part of the tree as it was at a number of entries; keeps what it has looked up. */
export type TreeReader = { readonly rootOf: (range: LeafRange) => Promise<string> };

export function openTree(read: ReadHandle): TreeReader {
	const nodes = new Map<string, string>();
	const loaded = new Set<string>();
	const key = (height: number, nth: number): string => `${height} ${nth}`;

	/** Brings what is kept, or the leaves, around a node into memory: as much as one look-up costs. */
	async function load(height: number, nth: number): Promise<void> {
		const group = Math.floor(nth / TILE);
		const name = key(height, group);
		if (loaded.has(name)) return;
		loaded.add(name);
		const range = { begin: group * TILE, end: (group + 1) * TILE };
		const found = height === 0 ? await leavesOf(read, range) : await keptNodes(read, height, range);
		for (const [at, hash] of found.entries()) nodes.set(key(height, range.begin + at), hash);
	}

	async function nodeAt(height: number, nth: number): Promise<string> {
		const known = nodes.get(key(height, nth));
		if (known) return known;
		if (height % TILE_HEIGHT === 0) {
			await load(height, nth);
			const kept = nodes.get(key(height, nth));
			if (kept) return kept;
			if (height === 0) throw new Error('an entry of the audit log is missing');
		}
		const hash = fastTreeHash.node(await nodeAt(height - 1, 2 * nth), await nodeAt(height - 1, 2 * nth + 1));
		nodes.set(key(height, nth), hash);
		return hash;
	}

	return {
		async rootOf(range) {
			const peaks: Peak[] = [];
			for (const { height, index } of subtreesOf(range))
				addPeak(peaks, { height, hash: await nodeAt(height, index) }, fastTreeHash);
			return rootOfPeaks(peaks, fastTreeHash);
		}
	};
}
