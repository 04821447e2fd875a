import { and, eq, inArray, ne, sql, type SQL } from 'drizzle-orm';
import { setImmediate } from 'node:timers/promises';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import {
	modalities,
	patientClasses,
	priorities,
	type Modality,
	type PatientClass,
	type Priority
} from '#lib/core/reads/incoming-read.ts';
import { clockNames, clocks, type ClockName } from '#lib/core/turnaround/clocks.ts';
import {
	keptEvents,
	makeTimeline,
	type EventName,
	type KeptEvent,
	type Timeline
} from '#lib/core/turnaround/events.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import {
	ended,
	endless,
	firstFinalOrOpen,
	inFacilities,
	isKept,
	memberAt,
	scopeOf,
	type TimelineScope
} from './timeline-sql.server.ts';

/** One accession with all that happened to it; `id` is the read that stands for it. */
export type TimedRead = {
	readonly id: string;
	readonly facilityId: string;
	readonly accession: string;
	readonly readerId: string;
	/** What puts it into a period: the end of the examination, or the next thing known of it. */
	readonly memberAt: Instant;
	readonly modality: Modality;
	readonly region: string;
	readonly procedure: string;
	readonly priority: Priority;
	readonly patientClass: PatientClass;
	/** What its lateness was put down to; empty where nobody has. */
	readonly cause: string;
	readonly timeline: Timeline;
};

type TimelinesWanted = {
	/** Begins with the examinations that ended no later than this; null begins with those whose end is not known. */
	readonly from?: Instant | null | undefined;
	/** What else goes for the reads that stand for their accessions. */
	readonly also?: SQL | undefined;
};

/** Others are served between the pieces of a year. */
const PIECE_MS = 7 * DAY_MS;
/** A hold that matters began no longer before its examination ended. */
const LONGEST_HOLD_MS = 30 * DAY_MS;

/**
 * The accessions whose examination ended in the period, each once, in pieces, the latest first: a later version of a report
 * (correction, addendum) does not restart a clock (domain 4.1), so the first final version counts; a preliminary one without a
 * final is open. Those whose examination has no end that is known come last, by the next thing known of them.
 */
export async function* timelines(
	read: ReadHandle,
	period: Period,
	scope: TimelineScope,
	{ from = period.to, also }: TimelinesWanted = {}
): AsyncGenerator<TimedRead[]> {
	const wanted = wantedEvents(scope.clock);
	const isWanted = (isIn: SQL): SQL => (also ? sql`(${isIn} and ${also})` : isIn);
	const first = from === null ? period.from : Math.min(period.to, from + 1);
	for (let to = first; to > period.from; to -= PIECE_MS) {
		const since = Math.max(to - PIECE_MS, period.from);
		yield await piece(read, scope, { wanted, isIn: isWanted(ended(read, { from: since, to })) });
		await setImmediate();
	}
	yield await piece(read, scope, { wanted, isIn: isWanted(endless(read, period)) });
}

/** Every accession of a facility in a period with all that any clock asks for, in the order of `memberAt`. */
export async function facilityTimelines(
	read: ReadHandle,
	facility: string,
	period: Period
): Promise<TimedRead[]> {
	const scope: TimelineScope = { ...everything, facility };
	const wanted = clockNames.flatMap(wantedEvents);
	const rows = [
		...(await piece(read, scope, { wanted, isIn: ended(read, period) })),
		...(await piece(read, scope, { wanted, isIn: endless(read, period) }))
	];
	return rows.sort((a, b) => a.memberAt - b.memberAt || (a.id < b.id ? -1 : 1));
}

/** The accessions whose examination ended at one of some instants, or of which the end is not known and the next thing was then. */
export async function timelinesAt(
	read: ReadHandle,
	scope: TimelineScope,
	{
		completed,
		endless: others
	}: { readonly completed: readonly Instant[]; readonly endless: readonly Instant[] }
): Promise<TimedRead[]> {
	const wanted = wantedEvents(scope.clock);
	const found: TimedRead[] = [];
	const { examCompletedAt } = read.tables.reads;
	// Listed, and not as many short spans: so that each is looked up in the index, and not all reads one by one.
	const places = [
		...(completed.length > 0 ? [inArray(examCompletedAt, [...completed])] : []),
		...(others.length > 0
			? [sql`(${examCompletedAt} is null and ${inArray(memberAt(read), [...others])})`]
			: [])
	];
	for (const isIn of places) found.push(...(await piece(read, scope, { wanted, isIn })));
	return found;
}

/** No filter, on the clock that asks for least. */
export const everything: TimelineScope = {
	...{ clock: 'hospital', facility: '', modality: '', region: '', subspecialty: '', tier: '' }
};

/** The kept events that a clock needs, beside holds. */
function wantedEvents(clock: ClockName): readonly KeptEvent[] {
	const rule: { from: readonly EventName[]; ifKnown?: readonly EventName[]; to: readonly EventName[] } =
		clocks[clock];
	const marks = new Set<EventName>([
		...rule.from,
		...(rule.ifKnown ?? []),
		...rule.to,
		'hold_start',
		'hold_end'
	]);
	return keptEvents.filter((name) => marks.has(name));
}

type Row = {
	id: string;
	facility: string;
	accession: string;
	reader: string;
	modality: string;
	region: string | null;
	procedure: string;
	priority: string;
	class: string;
	member: Instant;
	ordered: Instant | null;
	completed: Instant | null;
	images: Instant | null;
	preliminary: Instant | null;
	final: Instant | null;
	cause: string | null;
};

const keyOf = (facilityId: string, accession: string): string => `${facilityId} ${accession}`;

type Told = { readonly name: EventName; readonly at: Instant };

type Piece = {
	readonly isIn: SQL;
	/** Events to look for among those that are kept one by one. */
	readonly wanted: readonly KeptEvent[];
};

async function piece(read: ReadHandle, scope: TimelineScope, { wanted, isIn }: Piece): Promise<TimedRead[]> {
	const { reads, breachCauses } = read.tables;
	const isHere = inFacilities(read, scope);
	const where = and(
		isHere,
		isIn,
		ne(reads.status, 'cancelled'),
		firstFinalOrOpen(read),
		...scopeOf(read, scope)
	);
	// Written by hand: mapping rows one by one costs more than reading them.
	const rows = await read.rows<Row>(
		sql`select ${reads.id} as id, ${reads.facilityId} as facility, ${reads.accession} as accession, ${reads.readerId} as reader,
			${reads.modality} as modality, ${reads.bodyRegion} as region, ${reads.procedure} as procedure, ${reads.priority} as priority,
			${reads.patientClass} as class, ${memberAt(read)} as member, ${reads.orderedAt} as ordered,
			${reads.examCompletedAt} as completed, ${reads.imagesReceivedAt} as images, ${reads.preliminaryAt} as preliminary,
			${reads.finalAt} as final, ${breachCauses.cause} as cause
			from ${reads} left join ${breachCauses}
				on ${breachCauses.facilityId} = ${reads.facilityId} and ${breachCauses.accession} = ${reads.accession}
			where ${where}`
	);
	if (rows.length === 0) return [];
	const preliminaries = await preliminaryTimes(read, and(isHere, isIn));
	const events = await eventsOf(read, wanted, and(isHere, isIn));
	return rows.flatMap((row) => {
		const key = keyOf(row.facility, row.accession);
		const modality = modalities.find((each) => each === row.modality);
		const priority = priorities.find((each) => each === row.priority);
		const patientClass = patientClasses.find((each) => each === row.class);
		if (!modality || !priority || !patientClass) return [];
		const { id, facility: facilityId, accession, reader: readerId, procedure } = row;
		const memberAt = Number(row.member);
		return [
			{
				...{ id, facilityId, accession, readerId, memberAt, modality, procedure, priority, patientClass },
				region: row.region ?? '',
				cause: row.cause ?? '',
				timeline: timelineOf(row, preliminaries.get(key), events.get(key) ?? [])
			}
		];
	});
}

const NO_HOLDS: Timeline['holds'] = [];

function timelineOf(
	{ member, ordered, completed, images, preliminary, final }: Row,
	sent: Instant | undefined,
	events: readonly Told[]
): Timeline {
	const told = events.filter(({ name, at }) => !isHoldMark(name) || at >= member - LONGEST_HOLD_MS);
	const { at, holds } = told.length > 0 ? makeTimeline(told) : { at: {}, holds: NO_HOLDS };
	const first = Math.min(preliminary ?? Infinity, sent ?? Infinity);
	return {
		at: {
			...at,
			...(ordered === null ? {} : { ordered }),
			...(completed === null ? {} : { exam_completed: completed }),
			...(images === null ? {} : { last_image_received: images }),
			...(first === Infinity ? {} : { preliminary_sent: first }),
			...(final === null ? {} : { final_signed: final })
		},
		holds
	};
}

const isHoldMark = (name: EventName): boolean => name === 'hold_start' || name === 'hold_end';

/** When the first preliminary report of an accession that came on its own was sent, whatever it says of the examination. */
async function preliminaryTimes(read: ReadHandle, isIn: SQL | undefined): Promise<Map<string, Instant>> {
	const { reads } = read.tables;
	// As with events below: an accession has few reports.
	const rows = await read.rows<{ facility: string; accession: string; sent: Instant }>(
		sql`select sent.facility_id as facility, sent.accession as accession, min(sent.preliminary_at) as sent
			from ${reads} cross join ${reads} sent
			where sent.facility_id = ${reads.facilityId} and sent.accession = ${reads.accession} and sent.kind = 'preliminary'
				and sent.status <> 'cancelled' and sent.preliminary_at is not null and ${isIn}
			group by sent.facility_id, sent.accession`
	);
	return new Map(rows.map(({ facility, accession, sent }) => [keyOf(facility, accession), Number(sent)]));
}

/** Events that are kept one by one, without those that were taken back. */
async function eventsOf(
	read: ReadHandle,
	wanted: readonly KeptEvent[],
	isIn: SQL | undefined
): Promise<Map<string, Told[]>> {
	const { reads, readEvents } = read.tables;
	// The order of the tables is the order in which they are to be gone through: a read has few events.
	const rows = await read.rows<EventRow>(
		sql`select distinct ${readEvents.facilityId} as facility, ${readEvents.accession} as accession,
			${readEvents.name} as name, ${readEvents.at} as at
			from ${reads} cross join ${readEvents}
			where ${readEvents.facilityId} = ${reads.facilityId} and ${readEvents.accession} = ${reads.accession}
				and ${inArray(readEvents.name, [...wanted])} and ${isIn}
				and ${isKept(read)}`
	);
	return Map.groupBy(rows, ({ facility, accession }) => keyOf(facility, accession));
}

type EventRow = { facility: string; accession: string; name: KeptEvent; at: Instant };

/** What happened to one accession, for every clock; null where nothing of it stands. */
export async function findTimeline(
	read: ReadHandle,
	{ facilityId, accession }: { readonly facilityId: string; readonly accession: string }
): Promise<TimedRead | null> {
	const { reads } = read.tables;
	const isIn = and(eq(reads.facilityId, facilityId), eq(reads.accession, accession)) ?? sql`false`;
	const [found] = await piece(read, { ...everything, facility: facilityId }, { wanted: keptEvents, isIn });
	return found ?? null;
}
