import { and, count, desc, eq, gt, lt, or, sql } from 'drizzle-orm';
import type { ReadHandle } from '#lib/server/db/database.ts';

const BATCHES_A_PAGE = 25;
const REFUSALS_A_PAGE = 200;

function selectBatches(read: ReadHandle) {
	const { importBatches, users } = read.tables;
	return read
		.select({
			id: importBatches.id,
			startedAt: importBatches.startedAt,
			finishedAt: importBatches.finishedAt,
			startedBy: users.name,
			origin: importBatches.origin,
			files: importBatches.files,
			taken: importBatches.taken,
			unchanged: importBatches.unchanged,
			refused: importBatches.refused
		})
		.from(importBatches)
		.leftJoin(users, eq(users.id, importBatches.startedBy));
}

export type Batch = Awaited<ReturnType<typeof selectBatches>>[number];

/** A page of imports, newest first. */
export async function batchPage(
	read: ReadHandle,
	after: string | null
): Promise<{ rows: Batch[]; next: string | null }> {
	const { importBatches } = read.tables;
	// Ids begin with the time they were made at.
	const rows = await selectBatches(read)
		.where(after ? lt(importBatches.id, after) : undefined)
		.orderBy(desc(importBatches.id))
		.limit(BATCHES_A_PAGE + 1);
	const shown = rows.slice(0, BATCHES_A_PAGE);
	return { rows: shown, next: rows.length > BATCHES_A_PAGE ? (shown.at(-1)?.id ?? null) : null };
}

/** One import, or null. */
export async function findBatch(read: ReadHandle, id: string): Promise<Batch | null> {
	const [row] = await selectBatches(read).where(eq(read.tables.importBatches.id, id));
	return row ?? null;
}

/** A page of what an import did not take, by file and place in it; `after` is the id of the last line before it. */
export async function refusalPage(read: ReadHandle, batchId: string, after: string | null) {
	const { importRefusals } = read.tables;
	const { id, name } = importRefusals;
	const position = sql<number>`coalesce(${importRefusals.position}, 0)`;
	const [last] = after
		? await read
				.select({ id, name, position })
				.from(importRefusals)
				.where(and(eq(importRefusals.batchId, batchId), eq(id, after)))
		: [];
	const isAfter = last
		? or(
				gt(name, last.name),
				and(
					eq(name, last.name),
					or(gt(position, last.position), and(eq(position, last.position), gt(id, last.id)))
				)
			)
		: undefined;
	const rows = await read
		.select({
			id,
			name,
			position: importRefusals.position,
			reason: importRefusals.reason,
			detail: importRefusals.detail
		})
		.from(importRefusals)
		.where(and(eq(importRefusals.batchId, batchId), isAfter))
		.orderBy(name, position, id)
		.limit(REFUSALS_A_PAGE + 1);
	const shown = rows.slice(0, REFUSALS_A_PAGE);
	return { rows: shown, next: rows.length > REFUSALS_A_PAGE ? (shown.at(-1)?.id ?? null) : null };
}

/** How many refusals an import has by reason, most first. */
export async function refusalReasons(
	read: ReadHandle,
	batchId: string
): Promise<{ reason: string; n: number }[]> {
	const { importRefusals } = read.tables;
	return read
		.select({ reason: importRefusals.reason, n: count() })
		.from(importRefusals)
		.where(eq(importRefusals.batchId, batchId))
		.groupBy(importRefusals.reason)
		.orderBy(desc(count()), importRefusals.reason);
}
