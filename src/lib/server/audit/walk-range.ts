import { setImmediate as breathe } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { checkLink, type AuditLink, type ChainBreak } from '#lib/core/audit/chain.ts';
import { addPeak, rootOfPeaks, type Peak } from '#lib/core/audit/merkle.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { fastTreeHash, textHash } from './tree-hash.ts';

/** Height of the smallest subtrees whose roots are kept. */
export const TILE_HEIGHT = 8;
export const TILE = 2 ** TILE_HEIGHT;
/** Rows that are held at a time. */
const CHUNK = 4096;

/** Part of a log to be walked: entries behind `after` up to `through`; `after` is a multiple of a tile. */
export type RangeTask = {
	readonly after: number;
	readonly through: number;
	/** Numbers of entries at which the tree is asked for, rising, within the range. */
	readonly marks: readonly number[];
};

/** The tree within its last tile, and the end of the chain, at a number of entries. */
export type Mark = { readonly size: number; readonly headHash: string; readonly peaks: readonly Peak[] };

export type RangeWalk = {
	readonly after: number;
	/** Entries that were found; fewer than asked for where one is missing. */
	readonly links: number;
	/** What the first entry says the one before it is. */
	readonly firstPrevHash: string | null;
	readonly lastHash: string | null;
	/** The first entry that does not hold, whatever stands before the range; the walk goes on behind it, but not behind a gap. */
	readonly firstBreak: ChainBreak | null;
	/** Roots of complete tiles. */
	readonly tiles: readonly string[];
	readonly marks: readonly Mark[];
};

/** Checks the links of a range and works out its part of the Merkle tree, in bounded memory. */
export async function walkRange(read: ReadHandle, { after, through, marks }: RangeTask): Promise<RangeWalk> {
	let previous: Pick<AuditLink, 'seq' | 'hash'> | null = null;
	let firstPrevHash: string | null = null;
	let firstBreak: ChainBreak | null = null;
	let links = 0;
	const tiles: string[] = [];
	const found: Mark[] = [];
	const wanted = [...marks];
	let peaks: Peak[] = [];
	while (after + links < through) {
		const from = after + links;
		// SQLite answers at once: without a pause nobody else would be served.
		await breathe();
		const rows = await linksBetween(read, from, Math.min(from + CHUNK, through));
		for (const link of rows) {
			// What stands before the range is not known here: whoever joins the ranges compares it.
			firstPrevHash ??= link.prevHash;
			previous ??= { seq: after, hash: link.prevHash };
			const broken = checkLink(previous, link, textHash);
			firstBreak ??= broken;
			if (broken?.reason === 'gap') return ending();
			previous = link;
			links += 1;
			addPeak(peaks, { height: 0, hash: fastTreeHash.leaf(link.hash) }, fastTreeHash);
			if (wanted[0] === link.seq) {
				found.push({ size: link.seq, headHash: link.hash, peaks: [...peaks] });
				wanted.shift();
			}
			if (link.seq % TILE === 0) {
				tiles.push(rootOfPeaks(peaks, fastTreeHash));
				peaks = [];
			}
		}
		if (rows.length === 0) {
			firstBreak ??= { seq: from + 1, reason: 'gap' };
			return ending();
		}
	}
	return ending();

	function ending(): RangeWalk {
		const lastHash = links > 0 ? (previous?.hash ?? null) : null;
		return { after, links, firstPrevHash, lastHash, firstBreak, tiles, marks: found };
	}
}

/** Links of a chain as they are stored, as texts: the fastest way out of both engines. */
async function linksBetween(read: ReadHandle, after: number, through: number): Promise<AuditLink[]> {
	const rows = await read.bytesRows(
		sql`select cast(seq as text), cast(at as text), type, actor_id, subject_id, facts, salt, prev_hash, hash, null
			from audit_events where seq > ${after} and seq <= ${through} order by audit_events.seq`
	);
	return rows.map(({ texts }): AuditLink => {
		const [seq, at, type, actorId, subjectId, facts, salt, prevHash, hash] = texts;
		return {
			seq: Number(seq),
			at: Number(at),
			type: type ?? '',
			actorId: actorId ?? null,
			subjectId: subjectId ?? null,
			facts: facts ?? '',
			salt: salt ?? null,
			prevHash: prevHash ?? '',
			hash: hash ?? ''
		};
	});
}
