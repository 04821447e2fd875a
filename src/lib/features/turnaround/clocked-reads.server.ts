import { and, count, eq, gte, isNotNull, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import { setImmediate } from 'node:timers/promises';
import { DAY_MS } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import type { ClockedRead, ClockEnd } from '#lib/core/turnaround/clock.ts';
import { priorities, type Priority } from '#lib/core/turnaround/policy.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

export type ClockScope = {
	readonly end: ClockEnd;
	readonly facilityId: string | null;
	readonly modality: string | null;
};

/** Others are served between the pieces of a year. */
const PIECE_MS = 7 * DAY_MS;

/**
 * The reads whose examination ended in the period, each once, in pieces: a later version of a report (correction, addendum) does not
 * restart the clock (domain 4.1), so its first final version counts; a preliminary one without a final is open.
 */
export async function* clockedReads(
	read: ReadHandle,
	period: Period,
	scope: ClockScope
): AsyncGenerator<ClockedRead[]> {
	const { reads } = read.tables;
	const endedAt = scope.end === 'final' ? reads.finalAt : reads.preliminaryAt;
	for (let from = period.from; from < period.to; from += PIECE_MS) {
		const isInPiece = and(
			gte(reads.examCompletedAt, from),
			lt(reads.examCompletedAt, Math.min(from + PIECE_MS, period.to)),
			...conditions(read, scope)
		);
		// Written by hand: mapping rows one by one costs more than reading them.
		const rows = await read.rows<{ priority: string; completed: number; ended: number | null }>(
			sql`select ${reads.priority} as priority, ${reads.examCompletedAt} as completed, ${endedAt} as ended
				from ${reads} where ${isInPiece}`
		);
		yield rows.flatMap(({ priority, completed, ended }) =>
			isPriority(priority) ? { priority, completedAt: completed, endedAt: ended } : []
		);
		await setImmediate();
	}
}

function isPriority(text: string): text is Priority {
	return (priorities as readonly string[]).includes(text);
}

/** How many finished reports of the period name no end of the examination, so that no clock can start. */
export async function countWithoutStart(
	read: ReadHandle,
	period: Period,
	scope: ClockScope
): Promise<number> {
	const { reads } = read.tables;
	const endedAt = scope.end === 'final' ? reads.finalAt : reads.preliminaryAt;
	const [row] = await read
		.select({ n: count() })
		.from(reads)
		.where(
			and(
				isNull(reads.examCompletedAt),
				gte(endedAt, period.from),
				lt(endedAt, period.to),
				...conditions(read, scope)
			)
		);
	return row?.n ?? 0;
}

function conditions(read: ReadHandle, { end, facilityId, modality }: ClockScope): SQL[] {
	const { reads } = read.tables;
	const list = [
		ne(reads.status, 'cancelled'),
		end === 'final' ? firstFinalOrOpen(read) : isNotNull(reads.preliminaryAt),
		end === 'final' ? undefined : noEarlierVersion(read),
		facilityId ? eq(reads.facilityId, facilityId) : undefined,
		modality ? eq(reads.modality, modality) : undefined
	];
	return list.filter((condition) => condition !== undefined);
}

function firstFinalOrOpen(read: ReadHandle): SQL | undefined {
	const { reads } = read.tables;
	const waitsForFinal = sql`not exists (select 1 from ${reads} other where other.accession = ${reads.accession}
		and other.facility_id = ${reads.facilityId} and other.kind = 'final' and other.status <> 'cancelled')`;
	return or(
		and(eq(reads.kind, 'final'), noEarlierVersion(read)),
		and(eq(reads.kind, 'preliminary'), eq(reads.status, 'current'), waitsForFinal)
	);
}

/** Most reads have one version, for which nothing is looked up. */
function noEarlierVersion(read: ReadHandle): SQL | undefined {
	const { reads } = read.tables;
	const earlier = sql`exists (select 1 from ${reads} earlier where earlier.accession = ${reads.accession}
		and earlier.facility_id = ${reads.facilityId} and earlier.kind = ${reads.kind} and earlier.status <> 'cancelled'
		and earlier.report_version < ${reads.reportVersion})`;
	return or(eq(reads.reportVersion, 1), sql`not ${earlier}`);
}
