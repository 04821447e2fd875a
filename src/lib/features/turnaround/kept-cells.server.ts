import { setImmediate } from 'node:timers/promises';
import type { Instant } from '#lib/core/instant.ts';
import { addMonths, monthOf } from '#lib/core/month.ts';
import type { Period } from '#lib/core/period.ts';
import { lastTimeOf, openCell, type TurnaroundCell } from '#lib/core/turnaround/cell.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { loadParts, planRollups } from '#lib/server/rollups/parts.ts';
import { sharedState } from '#lib/server/shared-state.ts';
import { turnaroundTopic } from './cells.server.ts';

/** A cell as it is now. `key` names its content. */
export type KeptCell = {
	readonly key: string;
	readonly facilityId: string;
	readonly cell: TurnaroundCell;
	/** After which nothing in it depended on the present moment, but for targets; null where something always does. */
	readonly lastAt: Instant | null;
	readonly bytes: number;
};

/** What is kept at most in a process: bytes of cells, and tallies of past months. */
const MOST_BYTES = 128 * 2 ** 20;
const MOST_TALLIES = 6;

type Kept = {
	/** Both with what was used longest ago first. */
	readonly cells: Map<string, KeptCell>;
	/** By name, which says what kind of tally each is. */
	readonly tallies: Map<string, unknown>;
	bytes: number;
};

const keptOf = (read: ReadHandle): Kept =>
	sharedState(read, 'turnaround-cells', () => ({ cells: new Map(), tallies: new Map(), bytes: 0 }));

/** The cells that a period needs, of one facility or of all (''). Those that were opened before and have not changed are not read again. */
export async function turnaroundCells(
	read: ReadHandle,
	{ period: { from, to }, facility }: { readonly period: Period; readonly facility: string }
): Promise<KeptCell[]> {
	const kept = keptOf(read);
	const parts = await planRollups(read, turnaroundTopic, {
		from: monthOf(from),
		to: addMonths(monthOf(to - 1), 1),
		...(facility ? { facilityIds: [facility] } : {})
	});
	// Held here before anything is opened: what is opened may push out what is kept.
	const known = new Map(parts.map(({ key }) => [key, kept.cells.get(key)]));
	const loaded = await loadParts(
		read,
		turnaroundTopic,
		parts.filter(({ key }) => !known.get(key))
	);
	const opened = new Map(loaded.map((part) => [`${part.period} ${part.facilityId}`, part]));
	const cells: KeptCell[] = [];
	for (const [at, { key, period, facilityId }] of parts.entries()) {
		const part = opened.get(`${period} ${facilityId}`);
		const same = known.get(key);
		if (!same && !part?.body?.byteLength) continue;
		const cell = same ?? open(part?.key ?? key, facilityId, part?.body ?? new Uint8Array());
		keep(kept, cell);
		cells.push(cell);
		// Others are served between those that have to be opened.
		if (!same && at % OPENED_AT_ONCE === 0) await setImmediate();
	}
	return cells;
}

const OPENED_AT_ONCE = 32;

function open(key: string, facilityId: string, body: Uint8Array): KeptCell {
	const cell = openCell(body);
	return { key, facilityId, cell, lastAt: lastTimeOf(cell), bytes: body.byteLength };
}

function keep(kept: Kept, cell: KeptCell): void {
	if (!kept.cells.delete(cell.key)) kept.bytes += cell.bytes;
	kept.cells.set(cell.key, cell);
	for (const [key, { bytes }] of kept.cells) {
		if (kept.bytes <= MOST_BYTES) return;
		kept.cells.delete(key);
		kept.bytes -= bytes;
	}
}

/** What was counted of the same cells under the same question before, or is now by `count`: not to be added to. */
export async function keptTally<Tally>(
	read: ReadHandle,
	key: string,
	count: () => Promise<Tally>
): Promise<Tally> {
	const { tallies } = keptOf(read);
	// What is kept under a key was counted under it.
	const tally = (tallies.get(key) as Tally | undefined) ?? (await count());
	tallies.delete(key);
	tallies.set(key, tally);
	for (const [oldest] of tallies) if (tallies.size > MOST_TALLIES) tallies.delete(oldest);
	return tally;
}
