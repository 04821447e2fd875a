import { and, asc, eq, inArray } from 'drizzle-orm';
import {
	cmeRecordSchema,
	looksAlike,
	naturalKeyOf,
	type CmeRecord
} from '#lib/core/credentials/cme/record.ts';
import type { Instant } from '#lib/core/instant.ts';
import { standing } from '#lib/features/credentials/records/rows.server.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';

/** An activity as it was recorded: a row that is never changed. */
export type RecordedActivity = {
	readonly id: string;
	readonly radiologistId: string;
	readonly naturalKey: string;
	readonly body: CmeRecord;
	readonly supersedes: string | null;
	readonly isVoid: boolean;
	readonly words: string;
	readonly documentId: string | null;
	readonly source: string;
	readonly recordedAt: Instant;
	readonly recordedBy: string | null;
};

/**
 * Lets nobody else record activities or results of these people before the transaction ends: what is compared with what is recorded is
 * compared with all of it.
 */
export async function lockEducationOf(write: WriteHandle, ids: Iterable<string>): Promise<void> {
	for (const id of [...new Set(ids)].toSorted()) {
		const lock = write.dialect.lockJob(`cme ${id}`);
		if (lock) await write.run(lock);
	}
}

/** Every row of some people, superseded ones too, by day; without people those of everybody. */
export async function findCmeRows(
	read: ReadHandle,
	radiologistIds?: readonly string[]
): Promise<RecordedActivity[]> {
	const { cmeActivities: t } = read.tables;
	const rows = await read
		.select()
		.from(t)
		.where(radiologistIds && inArray(t.radiologistId, [...radiologistIds]))
		.orderBy(asc(t.completedOn), asc(t.id));
	return rows.map(({ completedOn: _day, body, ...row }) => ({ ...row, body: cmeRecordSchema.parse(body) }));
}

/**
 * Which activity each copy repeats as things stand: one that was corrected by its newer row, and one that was taken back no longer. Of
 * copies whose original is gone the first that was recorded counts, and the others repeat that one.
 */
function copiesAnew(rows: readonly RecordedActivity[]): Map<string, string | undefined> {
	const newer = new Map(rows.flatMap((row) => (row.supersedes === null ? [] : [[row.supersedes, row]])));
	const nowOf = (id: string): { id: string; isGone: boolean } => {
		let [at, isGone] = [id, false];
		for (let next = newer.get(at); next; next = newer.get(at)) [at, isGone] = [next.id, next.isVoid];
		return { id: at, isGone };
	};
	const heirs = new Map<string, string>();
	const repeats = new Map<string, string | undefined>();
	const inOrder = standing(rows).toSorted((a, b) => a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1));
	for (const { id, body } of inOrder) {
		if (body.duplicateOf === undefined) continue;
		const original = nowOf(body.duplicateOf);
		const heir = heirs.get(original.id);
		if (original.isGone && heir === undefined) heirs.set(original.id, id);
		repeats.set(id, original.isGone ? heir : original.id);
	}
	return repeats;
}

/** The activities of some people that stand, by day. */
export async function findActivities(
	read: ReadHandle,
	radiologistIds?: readonly string[]
): Promise<RecordedActivity[]> {
	const rows = await findCmeRows(read, radiologistIds);
	const repeats = copiesAnew(rows);
	return standing(rows).map((row) => {
		if (!repeats.has(row.id)) return row;
		const { duplicateOf: _before, ...body } = row.body;
		const duplicateOf = repeats.get(row.id);
		return { ...row, body: duplicateOf === undefined ? body : { ...body, duplicateOf } };
	});
}

/** One activity that stands, or null. */
export async function findActivity(read: ReadHandle, id: string): Promise<RecordedActivity | null> {
	const { cmeActivities: t } = read.tables;
	const [row] = await read
		.select({ radiologistId: t.radiologistId })
		.from(t)
		.where(and(eq(t.id, id), eq(t.isVoid, false)));
	if (!row) return null;
	const rows = await findActivities(read, [row.radiologistId]);
	return rows.find((one) => one.id === id) ?? null;
}

/** What among activities is the same as a record, and what of another source may be. */
export function findTwins(
	record: CmeRecord,
	among: readonly RecordedActivity[]
): { same: RecordedActivity | null; alike: RecordedActivity | null } {
	const key = naturalKeyOf(record);
	const originals = among.filter(({ body }) => body.duplicateOf === undefined);
	return {
		same: among.find(({ naturalKey }) => naturalKey === key) ?? null,
		alike: originals.find(({ body }) => looksAlike(body, record)) ?? null
	};
}
