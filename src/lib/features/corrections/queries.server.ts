import { and, asc, desc, eq, gte, inArray, isNotNull, notInArray } from 'drizzle-orm';
import { makeListPlace, parseListPlace } from '#lib/core/list-place.ts';
import type { Actor } from '#lib/core/actor.ts';
import { isOverdue } from '#lib/core/corrections/clock.ts';
import { parseStatus, pendingStatuses, type CorrectionStatus } from '#lib/core/corrections/life.ts';
import { tallyMonths, type CorrectionMonth } from '#lib/core/corrections/tally.ts';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import { lastMonths } from '#lib/core/period.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { isPast } from '#lib/server/db/keyset.ts';
import { handleable, isOwnRead } from './door.server.ts';
import { dueOfDay } from './own-times.ts';
import { isUnfoundedFor } from './unfounded.server.ts';

const PAGE = 50;
const MOST_OPEN = 200;

/** A line of the list: no name of a patient, no reviewer, no score. */
export type CorrectionLine = {
	readonly id: string;
	readonly status: CorrectionStatus;
	readonly facility: string;
	/** Tells two corrections of like examinations apart. */
	readonly accession: string;
	readonly modality: string;
	readonly procedure: string;
	/** The actor's own read: when it was opened and is due is told by the UTC day. */
	readonly isOwn: boolean;
	readonly openedAt: Instant;
	readonly dueAt: Instant;
	readonly isOverdue: boolean;
	readonly informedAt: Instant | null;
	/** From opening to informing; null for an own read. */
	readonly informedAfterMs: number | null;
	readonly hasAddendum: boolean;
	readonly closedAt: Instant | null;
	/** The committee has found no discrepancy since: only the end is left to do. */
	readonly isUnfounded: boolean;
	readonly timeZone: string;
};

function columns(read: ReadHandle, actor: Actor, now: Instant) {
	const { corrections, facilities, reads } = read.tables;
	return {
		id: corrections.id,
		status: corrections.status,
		facility: facilities.name,
		accession: reads.accession,
		modality: reads.modality,
		procedure: reads.procedure,
		openedAt: corrections.openedAt,
		dueAt: corrections.dueAt,
		informedAt: corrections.informedAt,
		addendumReadId: corrections.addendumReadId,
		closedAt: corrections.closedAt,
		timeZone: facilities.timeZone,
		isOwn: isOwnRead(read, actor),
		isUnfounded: isUnfoundedFor(read, actor, now)
	};
}

type Row = Omit<CorrectionLine, 'status' | 'isOverdue' | 'hasAddendum' | 'informedAfterMs'> & {
	readonly status: string;
	readonly addendumReadId: string | null;
};

function lineOf({ status: stored, addendumReadId, ...row }: Row, now: Instant): CorrectionLine {
	const status = parseStatus(stored);
	const { isOwn, informedAt, isUnfounded } = row;
	const dueAt = isOwn ? dueOfDay(row.dueAt) : row.dueAt;
	return {
		...row,
		status,
		openedAt: isOwn ? startOfUtcDay(row.openedAt) : row.openedAt,
		dueAt,
		informedAfterMs: isOwn || informedAt === null ? null : informedAt - row.openedAt,
		hasAddendum: addendumReadId !== null,
		isOverdue: isOverdue({ status, dueAt, isUnfounded }, now)
	};
}

/** Open loops that the actor may look after: first those of which nobody was told, the one due first on top. */
export async function openCorrections(
	read: ReadHandle,
	actor: Actor,
	now: Instant
): Promise<CorrectionLine[]> {
	const { corrections, facilities, reads } = read.tables;
	const rows = await read
		.select(columns(read, actor, now))
		.from(corrections)
		.innerJoin(reads, eq(reads.id, corrections.readId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(and(inArray(corrections.status, [...pendingStatuses]), handleable(read, actor, now)))
		.orderBy(asc(corrections.dueAt), asc(corrections.id))
		.limit(MOST_OPEN);
	const lines = rows.map((row) => lineOf(row, now));
	return [
		...lines.filter(({ status }) => status === 'open'),
		...lines.filter(({ status }) => status !== 'open')
	];
}

/** A page of ended corrections, the last one first; `after` is a cursor of the address. */
export async function endedCorrections(
	read: ReadHandle,
	{ actor, now, after }: { actor: Actor; now: Instant; after: string | null }
): Promise<{ rows: CorrectionLine[]; next: string | null }> {
	const { corrections, facilities, reads } = read.tables;
	const cursor = parseListPlace(after);
	const rows = await read
		.select(columns(read, actor, now))
		.from(corrections)
		.innerJoin(reads, eq(reads.id, corrections.readId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(
			and(
				notInArray(corrections.status, [...pendingStatuses]),
				handleable(read, actor, now),
				isPast(cursor, corrections.closedAt, corrections.id)
			)
		)
		.orderBy(desc(corrections.closedAt), desc(corrections.id))
		.limit(PAGE + 1);
	const shown = rows.slice(0, PAGE);
	const last = shown.at(-1);
	const next = rows.length > PAGE && last ? makeListPlace({ at: last.closedAt ?? 0, id: last.id }) : null;
	return { rows: shown.map((row) => lineOf(row, now)), next };
}

const MONTHS = 12;

/** Ended corrections of the last twelve months that the actor may look after, by month. */
export async function correctionMonths(
	read: ReadHandle,
	actor: Actor,
	now: Instant
): Promise<CorrectionMonth[]> {
	const { corrections, reads } = read.tables;
	const rows = await read
		.select({
			openedAt: corrections.openedAt,
			dueAt: corrections.dueAt,
			informedAt: corrections.informedAt,
			addendumReadId: corrections.addendumReadId,
			closedAt: corrections.closedAt
		})
		.from(corrections)
		.innerJoin(reads, eq(reads.id, corrections.readId))
		.where(
			and(
				isNotNull(corrections.closedAt),
				gte(corrections.closedAt, lastMonths(now, MONTHS).from),
				handleable(read, actor, now)
			)
		);
	return tallyMonths(
		rows.flatMap(({ closedAt, addendumReadId, ...row }) =>
			closedAt === null ? [] : [{ ...row, hasAddendum: addendumReadId !== null, endedAt: closedAt }]
		)
	);
}
