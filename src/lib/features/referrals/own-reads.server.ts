import { and, desc, eq, gte, inArray, lt, ne } from 'drizzle-orm';
import { type ListPlace, makeListPlace } from '#lib/core/list-place.ts';
import type { Actor } from '#lib/core/actor.ts';
import { finalStates } from '#lib/core/case/life.ts';
import { DAY_MS, fromUtcDay, startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import { modalities, type Modality } from '#lib/core/reads/incoming-read.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { isPast } from '#lib/server/db/keyset.ts';

/** How far back a radiologist may ask for a second look. */
const OWN_DAYS = 365;
const PAGE = 25;
const REQUESTS = 100;

export type OwnFilter = { readonly day: string | null; readonly modality: Modality | null };

/** Reads the filter of own reads from an address. */
export function parseOwnFilter(search: URLSearchParams): OwnFilter {
	const day = search.get('day') ?? '';
	return {
		day: fromUtcDay(day) === null ? null : day,
		modality: modalities.find((known) => known === search.get('modality')) ?? null
	};
}

type Reader = Pick<Actor, 'radiologistId'>;

function ownColumns(read: ReadHandle) {
	const { reads, facilities } = read.tables;
	return {
		id: reads.id,
		accession: reads.accession,
		modality: reads.modality,
		procedure: reads.procedure,
		kind: reads.kind,
		signedAt: reads.reportedAt,
		finalAt: reads.finalAt,
		receivedAt: reads.receivedAt,
		facility: { name: facilities.name, code: facilities.code },
		timeZone: facilities.timeZone
	};
}

/** A page of a radiologist's own reads, the latest arrival first. Nothing of it tells which of them are under review. */
export async function ownReads(
	read: ReadHandle,
	reader: Reader,
	{ filter, after, now }: { filter: OwnFilter; after: ListPlace | null; now: Instant }
) {
	const { reads, facilities } = read.tables;
	const dayFrom = filter.day === null ? null : fromUtcDay(filter.day);
	const rows = await read
		.select(ownColumns(read))
		.from(reads)
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(
			and(
				eq(reads.readerId, reader.radiologistId ?? ''),
				inArray(reads.status, ['current', 'corrected']),
				filter.modality === null ? undefined : eq(reads.modality, filter.modality),
				gte(reads.receivedAt, now - OWN_DAYS * DAY_MS),
				dayFrom === null ? undefined : gte(reads.receivedAt, dayFrom),
				dayFrom === null ? undefined : lt(reads.receivedAt, dayFrom + DAY_MS),
				isPast(after, reads.receivedAt, reads.id)
			)
		)
		.orderBy(desc(reads.receivedAt), desc(reads.id))
		.limit(PAGE + 1);
	const shown = rows.slice(0, PAGE);
	const last = shown.at(-1);
	const next = rows.length > PAGE && last ? makeListPlace({ at: last.receivedAt, id: last.id }) : null;
	return { rows: shown, next };
}

export type OwnRead = Awaited<ReturnType<typeof ownReads>>['rows'][number];

/** One own read, or null. */
export async function findOwnRead(read: ReadHandle, reader: Reader, id: string): Promise<OwnRead | null> {
	const { reads, facilities } = read.tables;
	const [row] = await read
		.select(ownColumns(read))
		.from(reads)
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(
			and(eq(reads.id, id), eq(reads.readerId, reader.radiologistId ?? ''), ne(reads.status, 'cancelled'))
		);
	return row ?? null;
}

/** Where a request stands for its asker. Steps of a review in between are not told: their times would tell who reviews. */
export type RequestStatus = 'open' | 'in-review' | 'released' | 'refused' | 'withdrawn';

/** What this radiologist asked, the latest first, with days and no hours. */
export async function ownRequests(read: ReadHandle, actor: Pick<Actor, 'id'>, now: Instant) {
	const { referrals, reads, facilities, cases } = read.tables;
	const rows = await read
		.select({
			id: referrals.id,
			mode: referrals.mode,
			status: referrals.status,
			refusedReason: referrals.refusedReason,
			receivedAt: referrals.receivedAt,
			accession: reads.accession,
			modality: reads.modality,
			procedure: reads.procedure,
			facility: { name: facilities.name, code: facilities.code },
			caseId: cases.id,
			caseState: cases.state,
			releasedAt: cases.releasedAt
		})
		.from(referrals)
		.innerJoin(reads, eq(reads.id, referrals.readId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.leftJoin(cases, eq(cases.id, referrals.caseId))
		.where(and(eq(referrals.askedBy, actor.id), eq(referrals.source, 'radiologist')))
		.orderBy(desc(referrals.receivedAt), desc(referrals.id))
		.limit(REQUESTS);
	return rows.map(({ id, mode, refusedReason, accession, modality, procedure, facility, ...row }) => {
		const status = statusFor(row, now);
		return {
			...{ id, mode, refusedReason, accession, modality, procedure, facility, status },
			askedOn: startOfUtcDay(row.receivedAt),
			/** Only where the outcome is theirs to read. */
			caseId: status === 'released' ? row.caseId : null
		};
	});
}

export type OwnRequest = Awaited<ReturnType<typeof ownRequests>>[number];

function statusFor(
	row: { status: string; caseState: string | null; releasedAt: Instant | null },
	now: Instant
): RequestStatus {
	if (row.status === 'open') return 'open';
	if (row.status === 'refused') return 'refused';
	const isReleased = row.releasedAt !== null && row.releasedAt <= now;
	if (isReleased && finalStates.some((state) => state === row.caseState)) return 'released';
	// Without a time of release nobody judged it: the read was cancelled, or its images may not be shown.
	return row.caseState === 'withdrawn' && (isReleased || row.releasedAt === null) ? 'withdrawn' : 'in-review';
}
