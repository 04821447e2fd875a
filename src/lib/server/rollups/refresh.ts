import { and, eq, inArray, max, ne, or } from 'drizzle-orm';
import { Buffer } from 'node:buffer';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import { markedCells, type Keyed } from './read.ts';
import { outdatedPeriods } from './parts.ts';
import { ALL_FACILITIES, type Cell, type RollupTopic } from './topic.ts';

/** Works out every facility's cell that has changed, some in each short transaction; answers how many. Then those over all facilities. */
export async function refreshRollups(app: App, topics: readonly RollupTopic[]): Promise<number> {
	let count = 0;
	for (const topic of topics) {
		const changed = await changedCells(app, topic);
		for (let at = 0; at < changed.length;) {
			const some = changed.slice(at, at + MOST_AT_ONCE);
			at += await app.db.transaction((write) => refreshCells(write, topic, some));
		}
		count += changed.length;
		for (const period of await outdatedPeriods(app.db.read, topic)) {
			await app.db.transaction((write) => mergePeriod(write, topic, period));
		}
	}
	return count;
}

/** Works out every cell anew, whether it has changed or not; answers how many there are of single facilities. */
export async function rebuildRollups(app: App, topics: readonly RollupTopic[]): Promise<number> {
	const { rollups, rollupMarks } = app.db.read.tables;
	for (const topic of topics) {
		const cells = await topic.cells(app.db.read);
		await app.db.transaction(async (write) => {
			await lock(write);
			const stored = await write
				.select({ facilityId: rollups.facilityId, period: rollups.period })
				.from(rollups)
				.where(and(eq(rollups.topic, topic.name), ne(rollups.facilityId, ALL_FACILITIES)));
			const all = new Map([...cells, ...stored].map((cell) => [keyOf(cell), cell]));
			const marks = [...all.values()].map((cell) => ({ id: app.blindIds(), topic: topic.name, ...cell }));
			await write.insertRows(rollupMarks, marks);
			await write
				.update(rollups)
				.set({ format: OUTDATED })
				.where(and(eq(rollups.topic, topic.name), eq(rollups.facilityId, ALL_FACILITIES)));
		});
	}
	return refreshRollups(app, topics);
}

/** No topic's format. */
const OUTDATED = 0;

/** Marked cells, and those of another format, month after month: rows of a month lie together. */
async function changedCells(app: App, topic: RollupTopic): Promise<Cell[]> {
	const { read } = app.db;
	const { rollups } = read.tables;
	const outdated = await read
		.select({ facilityId: rollups.facilityId, period: rollups.period })
		.from(rollups)
		.where(
			and(
				eq(rollups.topic, topic.name),
				ne(rollups.format, topic.format),
				ne(rollups.facilityId, ALL_FACILITIES)
			)
		);
	const cells = new Map(
		[...(await markedCells(read, topic)), ...outdated].map((cell) => [keyOf(cell), cell])
	);
	const orderOf = ({ facilityId, period }: Cell) => `${period} ${facilityId}`;
	return [...cells.values()].toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

/** A cell whose stored bytes are not those of its rows. */
export type RollupDifference = Cell & { readonly topic: string };

/**
 * Compares every stored cell with its rows. A cell that is marked is not compared, since nobody is shown what is stored of it.
 * Meant for a quiet hour: what is written meanwhile shows up as a difference only if its mark does not.
 */
export async function checkRollups(
	app: App,
	topics: readonly RollupTopic[]
): Promise<{ readonly cells: number; readonly marked: number; readonly differences: RollupDifference[] }> {
	const { read } = app.db;
	const { rollups } = read.tables;
	const differences: RollupDifference[] = [];
	let [cells, marked] = [0, 0];
	for (const topic of topics) {
		const stored = await read
			.select({ facilityId: rollups.facilityId, period: rollups.period, format: rollups.format })
			.from(rollups)
			.where(and(eq(rollups.topic, topic.name), ne(rollups.facilityId, ALL_FACILITIES)));
		const outdated = new Set(stored.filter(({ format }) => format !== topic.format).map(keyOf));
		const all = new Map([...(await topic.cells(read)), ...stored].map((cell) => [keyOf(cell), cell]));
		for (const [key, { facilityId, period }] of all) {
			cells += 1;
			if (outdated.has(key) || (await isMarked(app, topic, { facilityId, period }))) {
				marked += 1;
				continue;
			}
			const [row] = await read
				.select({ body: rollups.body })
				.from(rollups)
				.where(isOf(rollups, topic, { facilityId, period }));
			const made = await topic.make(read, { facilityId, period });
			const isSame = Buffer.compare(Buffer.from(made ?? []), Buffer.from(row?.body ?? [])) === 0;
			// Something may have been written between the two.
			if (!isSame && !(await isMarked(app, topic, { facilityId, period }))) {
				differences.push({ topic: topic.name, facilityId, period });
			}
		}
		const wrong = new Set(differences.filter((one) => one.topic === topic.name).map(({ period }) => period));
		differences.push(...(await mergedDifferences(app, topic, wrong)));
	}
	return { cells, marked, differences };
}

/** Cells of one transaction: no more are begun once it has lasted so long, for all who write wait for it. */
const MOST_AT_ONCE = 64;
const LONG_MS = 25;

/**
 * Works out the first of some cells and takes away their marks that were seen before; answers how many it did. A mark that comes meanwhile,
 * of a transaction that has not ended, stays. One cell is worked out by one at a time, so that nobody overwrites what is newer.
 */
async function refreshCells(write: WriteHandle, topic: RollupTopic, cells: readonly Cell[]): Promise<number> {
	const startedAt = performance.now();
	await lock(write);
	const { rollupMarks } = write.tables;
	const seen = await write
		.select({ id: rollupMarks.id, facilityId: rollupMarks.facilityId, period: rollupMarks.period })
		.from(rollupMarks)
		.where(isAmong(rollupMarks, topic, cells));
	let version = await nextVersion(write);
	const made: StoredCell[] = [];
	for (const cell of cells) {
		if (made.length > 0 && performance.now() - startedAt > LONG_MS) break;
		// Rows stay, so that the newest version of a period always rises.
		made.push({ ...cell, body: (await topic.make(write, cell)) ?? new Uint8Array(0), version: version++ });
	}
	await store(write, topic, made);
	const isMade = new Set(made.map(keyOf));
	const gone = seen.filter((mark) => isMade.has(keyOf(mark))).map(({ id }) => id);
	for (let from = 0; from < gone.length; from += DELETED_AT_ONCE) {
		const ids = gone.slice(from, from + DELETED_AT_ONCE);
		await write.delete(rollupMarks).where(inArray(rollupMarks.id, ids));
	}
	return made.length;
}

const DELETED_AT_ONCE = 500;

async function nextVersion(write: WriteHandle): Promise<number> {
	const { rollups } = write.tables;
	const [last] = await write.select({ version: max(rollups.version) }).from(rollups);
	return (last?.version ?? 0) + 1;
}

type StoredCell = Cell & { readonly body: Uint8Array; readonly version: number };

async function store(write: WriteHandle, topic: RollupTopic, cells: readonly StoredCell[]): Promise<void> {
	const { rollups } = write.tables;
	await write.delete(rollups).where(isAmong(rollups, topic, cells));
	await write.insertRows(
		rollups,
		cells.map(({ facilityId, period, body, version }) => ({
			...{ topic: topic.name, facilityId, period, version },
			...{ format: topic.format, body: Buffer.from(body) }
		}))
	);
}

/** Makes the cell over all facilities of a period from the facilities' own, if all of them are there in the topic's format. */
async function mergePeriod(write: WriteHandle, topic: RollupTopic, period: string): Promise<void> {
	await lock(write);
	const merged = await mergedBody(write, topic, period);
	if (merged) await store(write, topic, [{ facilityId: ALL_FACILITIES, period, ...merged }]);
}

async function mergedBody(
	read: ReadHandle,
	topic: RollupTopic,
	period: string
): Promise<{ body: Uint8Array; version: number } | null> {
	const { rollups } = read.tables;
	const parts = await read
		.select({
			facilityId: rollups.facilityId,
			body: rollups.body,
			version: rollups.version,
			format: rollups.format
		})
		.from(rollups)
		.where(
			and(eq(rollups.topic, topic.name), eq(rollups.period, period), ne(rollups.facilityId, ALL_FACILITIES))
		);
	// Databases sort texts by their own rules.
	parts.sort((a, b) => (a.facilityId < b.facilityId ? -1 : 1));
	if (!topic.merge || parts.some(({ format }) => format !== topic.format)) return null;
	const bodies = parts.map(({ body }) => body).filter(({ byteLength }) => byteLength > 0);
	return {
		body: bodies.length === 0 ? new Uint8Array(0) : topic.merge(bodies),
		version: Math.max(...parts.map(({ version }) => version))
	};
}

/** Periods whose cell over all facilities says that it is up to date and is not what its parts make, if the parts are right. */
async function mergedDifferences(
	app: App,
	topic: RollupTopic,
	wrong: ReadonlySet<string>
): Promise<RollupDifference[]> {
	const { read } = app.db;
	const { rollups } = read.tables;
	const outdated = new Set(await outdatedPeriods(read, topic));
	const stored = await read
		.select({ period: rollups.period, body: rollups.body })
		.from(rollups)
		.where(and(eq(rollups.topic, topic.name), eq(rollups.facilityId, ALL_FACILITIES)));
	const found: RollupDifference[] = [];
	for (const { period, body } of stored) {
		if (outdated.has(period) || wrong.has(period)) continue;
		const made = await mergedBody(read, topic, period);
		if (made && Buffer.compare(Buffer.from(made.body), Buffer.from(body)) !== 0) {
			found.push({ topic: topic.name, facilityId: ALL_FACILITIES, period });
		}
	}
	return found;
}

async function lock(write: WriteHandle): Promise<void> {
	const statement = write.dialect.lockRollups();
	if (statement) await write.run(statement);
}

async function isMarked({ db: { read } }: App, topic: RollupTopic, cell: Cell): Promise<boolean> {
	const { rollupMarks } = read.tables;
	const rows = await read
		.select({ id: rollupMarks.id })
		.from(rollupMarks)
		.where(isOf(rollupMarks, topic, cell))
		.limit(1);
	return rows.length > 0;
}

function isOf(table: Keyed, topic: RollupTopic, cell: Cell) {
	return and(
		eq(table.topic, topic.name),
		eq(table.facilityId, cell.facilityId),
		eq(table.period, cell.period)
	);
}

/** Whether a row is of one of some cells. */
function isAmong(table: Keyed, topic: RollupTopic, cells: readonly Cell[]) {
	const byPeriod = [...Map.groupBy(cells, ({ period }) => period)];
	return and(
		eq(table.topic, topic.name),
		or(
			...byPeriod.map(([period, own]) =>
				and(
					eq(table.period, period),
					inArray(
						table.facilityId,
						own.map(({ facilityId }) => facilityId)
					)
				)
			)
		)
	);
}

const keyOf = ({ facilityId, period }: Cell): string => `${facilityId} ${period}`;
