import { and, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import type { ClockName } from '#lib/core/turnaround/clocks.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

export type TimelineScope = {
	readonly clock: ClockName;
	readonly facility: string;
	readonly modality: string;
	readonly region: string;
	/** Of the reader of record. */
	readonly subspecialty: string;
	readonly tier: string;
};

/** What puts a read into a period. */
export function memberAt(read: ReadHandle): SQL<Instant> {
	const { reads } = read.tables;
	return sql`coalesce(${reads.examCompletedAt}, ${reads.imagesReceivedAt}, ${reads.preliminaryAt}, ${reads.finalAt}, ${reads.receivedAt})`;
}

/** Examinations that ended in a period. */
export function ended(read: ReadHandle, { from, to }: Period): SQL {
	const { reads } = read.tables;
	return sql`(${reads.examCompletedAt} >= ${from} and ${reads.examCompletedAt} < ${to})`;
}

/** Examinations of which the end is not known, by the next thing that is. */
export function endless(read: ReadHandle, { from, to }: Period): SQL {
	const { reads } = read.tables;
	return sql`(${reads.examCompletedAt} is null and ${memberAt(read)} >= ${from} and ${memberAt(read)} < ${to})`;
}

/** What goes for every read that stands open, or whose clock was held, and for few others: a list of them need not go through all reads. */
export function canBe(read: ReadHandle, standing: 'open' | 'held'): SQL {
	const { reads, readEvents } = read.tables;
	if (standing === 'open') return isNull(reads.finalAt);
	return sql`exists (select 1 from ${readEvents} hold where hold.facility_id = ${reads.facilityId}
		and hold.accession = ${reads.accession} and hold.name = 'hold_start')`;
}

/** That nobody took the event back. */
export function isKept(read: ReadHandle): SQL {
	const { readEvents } = read.tables;
	return sql`not exists (select 1 from ${readEvents} back where back.facility_id = ${readEvents.facilityId}
		and back.accession = ${readEvents.accession} and back.withdraws = ${readEvents.id})`;
}

/** The facilities of a scope, so that the index by facility and time is gone through. */
export function inFacilities(read: ReadHandle, { facility }: TimelineScope): SQL {
	const { reads, facilities } = read.tables;
	return facility
		? eq(reads.facilityId, facility)
		: inArray(reads.facilityId, read.select({ id: facilities.id }).from(facilities));
}

export function scopeOf(read: ReadHandle, { modality, region, subspecialty, tier }: TimelineScope): SQL[] {
	const { reads, radiologists } = read.tables;
	const readers = and(
		subspecialty ? eq(radiologists.section, subspecialty) : undefined,
		tier ? eq(radiologists.tier, tier) : undefined
	);
	return [
		...(modality ? [eq(reads.modality, modality)] : []),
		...(region ? [eq(reads.bodyRegion, region)] : []),
		...(readers
			? [inArray(reads.readerId, read.select({ id: radiologists.id }).from(radiologists).where(readers))]
			: [])
	];
}

export function firstFinalOrOpen(read: ReadHandle): SQL | undefined {
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
