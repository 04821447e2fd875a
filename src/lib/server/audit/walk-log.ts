import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { genesisHash, type ChainBreak } from '#lib/core/audit/chain.ts';
import { addPeak, rootOfPeaks, type Peak } from '#lib/core/audit/merkle.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { fastTreeHash } from './tree-hash.ts';
import { openWalkers, type Walkers } from './walkers.ts';
import { TILE, TILE_HEIGHT, walkRange, type RangeTask, type RangeWalk } from './walk-range.ts';

/** Entries of a range that a thread walks at a time: some megabytes of rows in pieces, and 256 roots as the answer. */
const RANGE = TILE * TILE;

/** The log at a number of entries, as it is now. */
export type LogState = { readonly size: number; readonly rootHash: string; readonly headHash: string };

export type LogWalk = {
	/** Entries that follow each other. */
	readonly links: number;
	readonly headHash: string | null;
	readonly firstBreak: ChainBreak | null;
};

export type WalkOptions = {
	/** Numbers of entries at which the log is asked for, rising. */
	readonly sizes?: readonly number[];
	/** Is told each of them as far as the log reaches. */
	readonly onState?: (state: LogState) => void;
	/** Is told the root of each complete tile, from the first one on. */
	readonly onTile?: (hash: string, nth: number) => void;
	/** Is told now and then how many entries were walked. */
	readonly onProgress?: (done: number) => Promise<void> | void;
	readonly signal?: AbortSignal;
};

/** Where a log is read from, and threads that read it where it is long. */
export type LogSource = {
	readonly read: ReadHandle;
	readonly threads?: { readonly script: string; readonly databaseUrl: string; readonly count: number } | null;
};

/** The log of the app, with threads where the product runs from its sources: elsewhere there is no script of theirs. */
export function logOf(app: App, threadCount = 2): LogSource {
	const script = join(app.sourceFolder, 'server/audit/walk-worker.ts');
	const { databaseUrl } = app.config;
	const hasThreads = threadCount > 0 && existsSync(script);
	return { read: app.db.read, threads: hasThreads ? { script, databaseUrl, count: threadCount } : null };
}

/**
 * Walks the audit log up to an entry: the chain and the tree over it, in bounded memory. Threads begin at several places at once. It ends
 * at a missing entry.
 */
export async function walkLog(
	{ read, threads }: LogSource,
	last: number,
	options: WalkOptions = {}
): Promise<LogWalk> {
	const { sizes = [] } = options;
	const walkers: Walkers =
		threads && last > RANGE
			? openWalkers(threads.script, threads.databaseUrl, threads.count)
			: { walk: (task) => walkRange(read, task), close: async () => undefined, count: 1 };
	try {
		const joined = makeJoin(options);
		const ahead: Promise<RangeWalk>[] = [];
		let next = 0;
		const begin = (): void => {
			const task: RangeTask = {
				after: next,
				through: Math.min(next + RANGE, last),
				marks: sizes.filter((size) => size > next && size <= next + RANGE)
			};
			next = task.through;
			const walk = walkers.walk(task);
			// A failure is reported where it is awaited.
			walk.catch(() => undefined);
			ahead.push(walk);
		};
		while (next < last || ahead.length > 0) {
			options.signal?.throwIfAborted();
			// One more than there are threads, so that none waits for the joining.
			while (next < last && ahead.length <= walkers.count) begin();
			const walk = await ahead.shift();
			if (!walk) break;
			const isWhole = joined.add(walk);
			await options.onProgress?.(joined.state().links);
			if (!isWhole) break;
		}
		return joined.state();
	} finally {
		await walkers.close();
	}
}

/** Joins ranges in their order. */
function makeJoin({ onState, onTile }: WalkOptions): {
	/** Answers whether the next range may follow: not behind a missing entry. */
	add(walk: RangeWalk): boolean;
	state(): LogWalk;
} {
	const peaks: Peak[] = [];
	let links = 0;
	let tileCount = 0;
	let headHash: string | null = null;
	let firstBreak: ChainBreak | null = null;

	return {
		add(walk) {
			const follows = walk.firstPrevHash === null || walk.firstPrevHash === (headHash ?? genesisHash);
			if (!follows) firstBreak ??= { seq: walk.after + 1, reason: 'broken-link' };
			firstBreak ??= walk.firstBreak;
			let marks = walk.marks;
			const tell = (): void => {
				const [mark] = marks;
				if (!mark) return;
				const own: Peak[] = [...peaks];
				for (const peak of mark.peaks) addPeak(own, peak, fastTreeHash);
				onState?.({ size: mark.size, headHash: mark.headHash, rootHash: rootOfPeaks(own, fastTreeHash) });
				marks = marks.slice(1);
			};
			for (const hash of walk.tiles) {
				// A mark holds the peaks within its tile; at the very end of one it holds the whole tile.
				while (marks[0] && marks[0].size <= (tileCount + 1) * TILE) tell();
				addPeak(peaks, { height: TILE_HEIGHT, hash }, fastTreeHash);
				onTile?.(hash, tileCount);
				tileCount += 1;
			}
			while (marks.length > 0) tell();
			links += walk.links;
			headHash = walk.lastHash ?? headHash;
			return walk.firstBreak?.reason !== 'gap';
		},
		state: () => ({ links, headHash, firstBreak })
	};
}
