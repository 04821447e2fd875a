import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import {
	nextStatus,
	parseStatus,
	type CorrectionAct,
	type CorrectionStatus
} from '#lib/core/corrections/life.ts';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import { handleable, isOwnRead } from './door.server.ts';
import { isUnfoundedFor } from './unfounded.server.ts';

/** A correction as an act needs it. */
export type HeldCorrection = {
	readonly id: string;
	readonly readId: string;
	readonly caseId: string;
	readonly status: CorrectionStatus;
	readonly openedAt: Instant;
	readonly dueAt: Instant;
	readonly informedAt: Instant | null;
	readonly addendumReadId: string | null;
	/** The committee has found no discrepancy since. */
	readonly isUnfounded: boolean;
	readonly facilityId: string;
	readonly accession: string;
	readonly timeZone: string;
};

export type HeldError = 'correction-not-found' | 'already-recorded';

/** A correction that the actor may look after; an error for every other. */
export async function holdCorrection(
	read: ReadHandle,
	actor: Actor,
	id: string,
	now: Instant
): Promise<Result<HeldCorrection, 'correction-not-found'>> {
	const { corrections, facilities, reads } = read.tables;
	const [row] = await read
		.select({
			id: corrections.id,
			readId: corrections.readId,
			caseId: corrections.caseId,
			status: corrections.status,
			openedAt: corrections.openedAt,
			dueAt: corrections.dueAt,
			informedAt: corrections.informedAt,
			addendumReadId: corrections.addendumReadId,
			isUnfounded: isUnfoundedFor(read, actor, now),
			facilityId: reads.facilityId,
			accession: reads.accession,
			timeZone: facilities.timeZone,
			isOwn: isOwnRead(read, actor)
		})
		.from(corrections)
		.innerJoin(reads, eq(reads.id, corrections.readId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(and(eq(corrections.id, id), handleable(read, actor, now)));
	if (!row) return err('correction-not-found');
	const { isOwn, ...held } = row;
	// An answer that names the moment at which an own one was opened would tell when it was reviewed.
	const openedAt = isOwn ? startOfUtcDay(held.openedAt) : held.openedAt;
	return ok({ ...held, openedAt, status: parseStatus(held.status) });
}

type Change = Partial<WriteHandle['tables']['corrections']['$inferInsert']>;

/** Takes a correction one step further. Of two people at once one succeeds: the status it was read in is part of the condition. */
export async function moveCorrection(
	write: WriteHandle,
	{ id, status }: Pick<HeldCorrection, 'id' | 'status'>,
	act: CorrectionAct,
	change: Change
): Promise<Result<CorrectionStatus, 'already-recorded'>> {
	const next = nextStatus(status, act);
	if (next === null) return err('already-recorded');
	const { corrections } = write.tables;
	const moved = await write
		.update(corrections)
		.set({ ...change, status: next })
		.where(and(eq(corrections.id, id), eq(corrections.status, status)))
		.returning({ id: corrections.id });
	return moved.length === 1 ? ok(next) : err('already-recorded');
}
