import { and, eq, gte, inArray, lt, ne } from 'drizzle-orm';
import { setImmediate } from 'node:timers/promises';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { ALL_FACILITIES, type Cell, type RollupTopic } from './topic.ts';

/** Facilities (all when left out) and periods from `from` to before `to`, as texts of the topic's periods. */
export type RollupScope = {
	readonly facilityIds?: readonly string[];
	readonly from: string;
	readonly to: string;
};

export type RollupBody = Cell & { readonly body: Uint8Array };

/**
 * The cells of a scope as the rows are now: stored ones, and those that have changed since from the rows themselves. Nothing in it
 * is older than this call. Others are served between the cells that have to be worked out.
 */
export async function readRollups(
	read: ReadHandle,
	topic: RollupTopic,
	scope: RollupScope
): Promise<RollupBody[]> {
	const { rollups } = read.tables;
	// Marks come first: a cell that is worked out by somebody else in between is then only worked out twice.
	const marked = await markedCells(read, topic, scope);
	const stored = await read
		.select({
			facilityId: rollups.facilityId,
			period: rollups.period,
			format: rollups.format,
			body: rollups.body
		})
		.from(rollups)
		.where(and(...inScope(rollups, topic, scope), ne(rollups.facilityId, ALL_FACILITIES)));
	const stale = new Map(marked.map((cell) => [keyOf(cell), cell]));
	const bodies: RollupBody[] = [];
	for (const { format, ...row } of stored) {
		if (format !== topic.format) stale.set(keyOf(row), row);
		else if (!stale.has(keyOf(row)) && row.body.byteLength > 0) bodies.push(row);
	}
	for (const { facilityId, period } of stale.values()) {
		const body = await topic.make(read, { facilityId, period });
		if (body) bodies.push({ facilityId, period, body });
		await setImmediate();
	}
	return bodies.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

/** The cells that have changed since they were worked out. */
export async function markedCells(
	read: ReadHandle,
	topic: RollupTopic,
	scope?: RollupScope
): Promise<Cell[]> {
	const { rollupMarks } = read.tables;
	return read
		.selectDistinct({ facilityId: rollupMarks.facilityId, period: rollupMarks.period })
		.from(rollupMarks)
		.where(and(...(scope ? inScope(rollupMarks, topic, scope) : [eq(rollupMarks.topic, topic.name)])));
}

/** What names a cell of a topic in each row. */
export type Keyed = ReadHandle['tables']['rollups'] | ReadHandle['tables']['rollupMarks'];

/** The conditions of a topic's cells in a scope. */
export function inScope(table: Keyed, topic: RollupTopic, { facilityIds, from, to }: RollupScope) {
	return [
		eq(table.topic, topic.name),
		gte(table.period, from),
		lt(table.period, to),
		facilityIds ? inArray(table.facilityId, [...facilityIds]) : undefined
	];
}

const keyOf = ({ facilityId, period }: Cell): string => `${facilityId} ${period}`;
const orderOf = ({ facilityId, period }: Cell): string => `${period} ${facilityId}`;
