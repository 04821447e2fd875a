import { and, eq, inArray } from 'drizzle-orm';
import { Buffer } from 'node:buffer';
import type { App } from '#lib/server/app.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { markedCells, type Keyed } from './read.ts';
import type { Cell, RollupTopic } from './topic.ts';

/** Works out every cell that has changed, each in a transaction of its own; answers how many. */
export async function refreshRollups(app: App, topics: readonly RollupTopic[]): Promise<number> {
	let count = 0;
	for (const topic of topics) {
		for (const cell of await markedCells(app.db.read, topic)) {
			await app.db.transaction((write) => refreshCell(write, topic, cell));
			count += 1;
		}
	}
	return count;
}

/** Works out every cell anew, whether it has changed or not; answers how many there are. */
export async function rebuildRollups(app: App, topics: readonly RollupTopic[]): Promise<number> {
	const { rollups, rollupMarks } = app.db.read.tables;
	for (const topic of topics) {
		const cells = await topic.cells(app.db.read);
		await app.db.transaction(async (write) => {
			await lock(write);
			await write.delete(rollups).where(eq(rollups.topic, topic.name));
			const marks = cells.map((cell) => ({ id: app.blindIds(), topic: topic.name, ...cell }));
			await write.insertRows(rollupMarks, marks);
		});
	}
	return refreshRollups(app, topics);
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
			.where(eq(rollups.topic, topic.name));
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
	}
	return { cells, marked, differences };
}

/**
 * Works out a cell and takes away the marks that were seen before: a mark that comes meanwhile, of a transaction that has not
 * ended, stays. One cell is worked out by one at a time, so that nobody overwrites what is newer.
 */
async function refreshCell(write: WriteHandle, topic: RollupTopic, cell: Cell): Promise<void> {
	await lock(write);
	const { rollups, rollupMarks } = write.tables;
	const seen = await write
		.select({ id: rollupMarks.id })
		.from(rollupMarks)
		.where(isOf(rollupMarks, topic, cell));
	const body = await topic.make(write, cell);
	await write.delete(rollups).where(isOf(rollups, topic, cell));
	if (body) {
		await write
			.insert(rollups)
			.values({ topic: topic.name, ...cell, format: topic.format, body: Buffer.from(body) });
	}
	for (let from = 0; from < seen.length; from += DELETED_AT_ONCE) {
		const ids = seen.slice(from, from + DELETED_AT_ONCE).map(({ id }) => id);
		await write.delete(rollupMarks).where(inArray(rollupMarks.id, ids));
	}
}

const DELETED_AT_ONCE = 500;

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

const keyOf = ({ facilityId, period }: Cell): string => `${facilityId} ${period}`;
