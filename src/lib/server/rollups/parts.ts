import { and, inArray, ne, or, sql } from 'drizzle-orm';
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { inScope, markedCells, type RollupScope } from './read.ts';
import { ALL_FACILITIES, type Cell, type RollupTopic } from './topic.ts';

/**
 * What a scope is made of, as the rows are now: cells of facilities, or for a period in which nothing has changed one over all of
 * them. `key` names topic, cell and content: whoever has kept what was made of the same key need not be given `body` again, which
 * is null until it is loaded. Facilities of a period come in the order of their ids.
 */
export type RollupPart = Cell & { readonly key: string; readonly body: Uint8Array | null };

/** The parts of a scope. Stored bodies are not opened; cells that have changed are worked out, and come with theirs. */
export async function planRollups(
	read: ReadHandle,
	topic: RollupTopic,
	scope: RollupScope
): Promise<RollupPart[]> {
	// Marks come first, as in `readRollups`.
	const marked = await markedCells(read, topic, scope);
	const changed = new Set(marked.map(({ period }) => period));
	const isWhole = scope.facilityIds === undefined && topic.merge !== undefined;
	const merged = isWhole
		? (await periodStates(read, topic, scope)).filter(
				(state) => isMergeable(state, topic) && !changed.has(state.period)
			)
		: [];
	const whole = merged.map(({ period, version }) =>
		partOf(read, topic, { facilityId: ALL_FACILITIES, period }, version)
	);
	const found = new Set(merged.map(({ period }) => period));
	const { rollups } = read.tables;
	const stored = await read
		.select({
			facilityId: rollups.facilityId,
			period: rollups.period,
			format: rollups.format,
			version: rollups.version
		})
		.from(rollups)
		.where(
			and(
				...inScope(rollups, topic, scope),
				ne(rollups.facilityId, ALL_FACILITIES),
				found.size > 0 ? sql`${rollups.period} not in ${[...found]}` : undefined
			)
		);
	const stale = new Map(marked.map((cell) => [nameOf(cell), cell]));
	const parts: RollupPart[] = [...whole];
	for (const { format, version, ...cell } of stored) {
		if (format !== topic.format) stale.set(nameOf(cell), cell);
		else if (!stale.has(nameOf(cell))) parts.push(partOf(read, topic, cell, version));
	}
	for (const { facilityId, period } of stale.values()) {
		const body = await topic.make(read, { facilityId, period });
		const cell = { facilityId, period };
		if (body)
			parts.push({
				...cell,
				key: keyOf(read, topic, cell, createHash('sha256').update(body).digest('base64')),
				body
			});
		await setImmediate();
	}
	return parts.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** Parts with their bodies; one that was stored anew meanwhile is the newer one. */
export async function loadParts(
	read: ReadHandle,
	topic: RollupTopic,
	parts: readonly RollupPart[]
): Promise<RollupPart[]> {
	const wanted = parts.filter(({ body }) => body === null);
	const loaded = new Map<string, RollupPart>();
	for (let from = 0; from < wanted.length; from += OPENED_AT_ONCE) {
		// Others are served between.
		if (from > 0) await setImmediate();
		for (const part of await openParts(read, topic, wanted.slice(from, from + OPENED_AT_ONCE))) {
			loaded.set(nameOf(part), part);
		}
	}
	return parts.map((part) => (part.body === null ? (loaded.get(nameOf(part)) ?? part) : part));
}

const OPENED_AT_ONCE = 128;

async function openParts(
	read: ReadHandle,
	topic: RollupTopic,
	wanted: readonly RollupPart[]
): Promise<RollupPart[]> {
	const { rollups } = read.tables;
	// Most often all facilities in all months: facilities that are wanted in the same months are asked for as one.
	const months = Map.groupBy(wanted, ({ facilityId }) => facilityId);
	const alike = Map.groupBy([...months], ([, own]) => own.map(({ period }) => period).join());
	const isWanted = or(
		...[...alike.values()].map((group) =>
			and(
				inArray(
					rollups.facilityId,
					group.map(([facilityId]) => facilityId)
				),
				inArray(rollups.period, group[0]?.[1].map(({ period }) => period) ?? [])
			)
		)
	);
	const rows = await read.bytesRows(
		sql`select ${rollups.facilityId}, ${rollups.period}, cast(${rollups.version} as text), ${rollups.body}
			from ${rollups} where ${rollups.topic} = ${topic.name} and ${isWanted}`
	);
	return rows.map(({ texts: [facilityId, period, version], bytes: body }) => {
		const cell = { facilityId: facilityId ?? '', period: period ?? '' };
		return { ...partOf(read, topic, cell, Number(version)), body };
	});
}

/** Periods whose cell over all facilities is missing, or older than one of theirs; none for topics without such cells. */
export async function outdatedPeriods(read: ReadHandle, topic: RollupTopic): Promise<string[]> {
	if (!topic.merge) return [];
	const states = await periodStates(read, topic, { from: '', to: '~' });
	return states
		.filter(
			(state) =>
				state.formats === topic.format && state.leastFormat === topic.format && !isMergeable(state, topic)
		)
		.map(({ period }) => period);
}

type PeriodState = {
	readonly period: string;
	/** The newest version among facilities; formats among them. */
	readonly version: number;
	readonly leastFormat: number;
	readonly formats: number;
	readonly mergedVersion: number | null;
	readonly mergedFormat: number | null;
};

/** Whether the cell over all facilities holds what theirs hold. */
function isMergeable(state: PeriodState, { format }: RollupTopic): boolean {
	const { version, leastFormat, formats, mergedVersion, mergedFormat } = state;
	return leastFormat === format && formats === format && mergedVersion === version && mergedFormat === format;
}

async function periodStates(
	read: ReadHandle,
	topic: RollupTopic,
	{ from, to }: RollupScope
): Promise<PeriodState[]> {
	const { rollups } = read.tables;
	const own = sql`${rollups.facilityId} <> ''`;
	const whole = sql`${rollups.facilityId} = ''`;
	// All of it stands in the index `rollups_state`.
	return read.rows<PeriodState>(
		sql`select ${rollups.period} as period,
			max(case when ${own} then ${rollups.version} end) as version,
			min(case when ${own} then ${rollups.format} end) as "leastFormat",
			max(case when ${own} then ${rollups.format} end) as formats,
			max(case when ${whole} then ${rollups.version} end) as "mergedVersion",
			max(case when ${whole} then ${rollups.format} end) as "mergedFormat"
			from ${rollups}
			where ${rollups.topic} = ${topic.name} and ${rollups.period} >= ${from} and ${rollups.period} < ${to}
			group by ${rollups.period} having max(case when ${own} then 1 end) = 1`
	);
}

function partOf(read: ReadHandle, topic: RollupTopic, cell: Cell, version: number): RollupPart {
	const { facilityId, period } = cell;
	return { facilityId, period, key: keyOf(read, topic, cell, String(version)), body: null };
}

const nameOf = ({ facilityId, period }: Cell): string => `${period} ${facilityId}`;

/** Versions are numbers of one database: where a process has several open, each has a number of its own. */
const databases = new WeakMap<ReadHandle, number>();
let lastDatabase = 0;

function keyOf(
	read: ReadHandle,
	{ name, format }: RollupTopic,
	{ facilityId, period }: Cell,
	content: string
): string {
	const database = databases.get(read) ?? (lastDatabase += 1);
	databases.set(read, database);
	return `${database} ${name} ${format} ${period} ${facilityId} ${content}`;
}
