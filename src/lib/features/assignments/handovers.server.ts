import { and, eq, gte, inArray, lt, ne } from 'drizzle-orm';
import { handoverPartners, type SignedRead } from '#lib/core/assignment/handover.ts';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import { zonedDayOf } from '#lib/core/reads/zoned-time.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Days whose reads are looked at in one query: bounds the memory, whatever the span of the cases. */
const AT_ONCE_MS = 7 * DAY_MS;

/** A reader on a day of a facility, as they signed. */
export type ReaderOnDay = {
	readonly readerId: string;
	readonly facilityId: string;
	/** When the read was signed; null while it is open. */
	readonly signedAt: Instant | null;
};

type FacilityDay = {
	readonly facilityId: string;
	readonly from: Instant;
	readonly to: Instant;
	readonly at: number[];
};

/**
 * With whom each of these readers shared a handover on the facility's own day of the read, by the place in the list. It reads every
 * report of those days once, by the index of the instant of signing.
 */
export async function handoversOf(
	read: ReadHandle,
	readers: readonly ReaderOnDay[],
	handoverMinutes: number
): Promise<readonly (readonly string[])[]> {
	const found: (readonly string[])[] = readers.map(() => []);
	if (handoverMinutes === 0 || readers.length === 0) return found;
	const days = await facilityDays(read, readers);
	for (const part of partsOf(days)) {
		const signed = await signedReads(read, part);
		for (const { facilityId, from, to, at } of part) {
			const ofDay = (signed.get(facilityId) ?? []).filter(
				({ signedAt }) => signedAt >= from && signedAt < to
			);
			const partners = handoverPartners(ofDay, handoverMinutes);
			for (const place of at) found[place] = [...(partners.get(readers[place]?.readerId ?? '') ?? [])];
		}
	}
	return found;
}

/** The days of facilities on which something was signed that is asked about, in order. */
async function facilityDays(read: ReadHandle, readers: readonly ReaderOnDay[]): Promise<FacilityDay[]> {
	const { facilities } = read.tables;
	const rows = await read.select({ id: facilities.id, timeZone: facilities.timeZone }).from(facilities);
	const zones = new Map(rows.map(({ id, timeZone }) => [id, timeZone]));
	const days = new Map<string, FacilityDay>();
	for (const [place, { facilityId, signedAt }] of readers.entries()) {
		if (signedAt === null) continue;
		const day = zonedDayOf(signedAt, zones.get(facilityId) ?? 'UTC');
		const key = `${facilityId}:${day.from}`;
		const known = days.get(key);
		if (known) known.at.push(place);
		else days.set(key, { facilityId, ...day, at: [place] });
	}
	return [...days.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Days that follow each other without a gap, at most so many at once. */
function partsOf(days: readonly FacilityDay[]): FacilityDay[][] {
	const parts: FacilityDay[][] = [];
	let first: Instant = 0;
	let end: Instant = -Infinity;
	for (const day of days) {
		const part = parts.at(-1);
		if (part && day.from <= end && day.to - first <= AT_ONCE_MS) part.push(day);
		else {
			parts.push([day]);
			first = day.from;
			end = -Infinity;
		}
		end = Math.max(end, day.to);
	}
	return parts;
}

/** What was signed on these days, by facility. */
async function signedReads(
	read: ReadHandle,
	days: readonly FacilityDay[]
): Promise<Map<string, SignedRead[]>> {
	const { reads } = read.tables;
	const from = Math.min(...days.map((day) => day.from));
	const to = Math.max(...days.map((day) => day.to));
	const rows = await read
		.select({ facilityId: reads.facilityId, readerId: reads.readerId, signedAt: reads.finalAt })
		.from(reads)
		.where(
			and(
				gte(reads.finalAt, from),
				lt(reads.finalAt, to),
				inArray(reads.facilityId, [...new Set(days.map(({ facilityId }) => facilityId))]),
				eq(reads.kind, 'final'),
				ne(reads.status, 'cancelled')
			)
		);
	const signed = new Map<string, SignedRead[]>();
	for (const { facilityId, readerId, signedAt } of rows) {
		if (signedAt === null) continue;
		const list = signed.get(facilityId);
		if (list) list.push({ readerId, signedAt });
		else signed.set(facilityId, [{ readerId, signedAt }]);
	}
	return signed;
}
