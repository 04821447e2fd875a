import { and, eq, gte, inArray, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
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
import { clocks, type ClockName } from '#lib/core/turnaround/clocks.ts';
import {
	keptEvents,
	makeTimeline,
	type EventName,
	type KeptEvent,
	type Timeline
} from '#lib/core/turnaround/events.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

export type TimelineScope = {
	readonly clock: ClockName;
	readonly facility: string;
	readonly modality: string;
	readonly region: string;
};

/** One accession with all that happened to it; `id` is the read that stands for it. */
export type TimedRead = {
	readonly id: string;
	readonly facilityId: string;
	readonly accession: string;
	readonly modality: Modality;
	readonly procedure: string;
	readonly priority: Priority;
	readonly patientClass: PatientClass;
	readonly timeline: Timeline;
};

/** Others are served between the pieces of a year. */
const PIECE_MS = 7 * DAY_MS;
/** A preliminary and a final report of one examination may name its end some time apart. */
const APART_MS = 2 * DAY_MS;
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
	/** Begins with the examinations that ended no later than this; null begins with those whose end is not known. */
	from: Instant | null = period.to
): AsyncGenerator<TimedRead[]> {
	const { reads } = read.tables;
	const wanted = wantedEvents(scope.clock);
	const holds = await holdsSince(read, period.from - LONGEST_HOLD_MS);
	const first = from === null ? period.from : Math.min(period.to, from + 1);
	for (let to = first; to > period.from; to -= PIECE_MS) {
		const since = Math.max(to - PIECE_MS, period.from);
		const within = (margin: number) =>
			and(gte(reads.examCompletedAt, since - margin), lt(reads.examCompletedAt, to + margin)) ?? sql`true`;
		yield await piece(read, scope, { wanted, holds, isIn: within(0), isNear: within(APART_MS) });
		await setImmediate();
	}
	const next = sql`coalesce(${reads.imagesReceivedAt}, ${reads.preliminaryAt}, ${reads.finalAt}, ${reads.receivedAt})`;
	const endless = and(
		isNull(reads.examCompletedAt),
		sql`${next} >= ${period.from}`,
		sql`${next} < ${period.to}`
	);
	const isIn = endless ?? sql`false`;
	yield await piece(read, scope, { wanted, holds, isIn, isNear: isIn });
}

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
	modality: string;
	procedure: string;
	priority: string;
	class: string;
	ordered: Instant | null;
	completed: Instant | null;
	images: Instant | null;
	preliminary: Instant | null;
	final: Instant | null;
};

const keyOf = (facilityId: string, accession: string): string => `${facilityId} ${accession}`;

type Told = { readonly name: EventName; readonly at: Instant };

type Piece = {
	/** Events to look for among those that are kept one by one. */
	readonly wanted: readonly KeptEvent[];
	/** Holds by accession. */
	readonly holds: ReadonlyMap<string, readonly Told[]>;
	readonly isIn: SQL;
	readonly isNear: SQL;
};

async function piece(
	read: ReadHandle,
	scope: TimelineScope,
	{ wanted, holds, isIn, isNear }: Piece
): Promise<TimedRead[]> {
	const { reads } = read.tables;
	const where = and(isIn, ne(reads.status, 'cancelled'), firstFinalOrOpen(read), ...scopeOf(read, scope));
	// Written by hand: mapping rows one by one costs more than reading them.
	const rows = await read.rows<Row>(
		sql`select ${reads.id} as id, ${reads.facilityId} as facility, ${reads.accession} as accession,
			${reads.modality} as modality, ${reads.procedure} as procedure, ${reads.priority} as priority,
			${reads.patientClass} as class, ${reads.orderedAt} as ordered, ${reads.examCompletedAt} as completed,
			${reads.imagesReceivedAt} as images, ${reads.preliminaryAt} as preliminary, ${reads.finalAt} as final
			from ${reads} where ${where}`
	);
	const preliminaries = await preliminaryTimes(read, scope, isNear);
	const events = await eventsOf(read, scope, wanted, isIn);
	return rows.flatMap((row) => {
		const key = keyOf(row.facility, row.accession);
		const modality = modalities.find((each) => each === row.modality);
		const priority = priorities.find((each) => each === row.priority);
		const patientClass = patientClasses.find((each) => each === row.class);
		if (!modality || !priority || !patientClass) return [];
		const { id, facility: facilityId, accession, procedure } = row;
		const timeline = timelineOf(row, preliminaries.get(key), [events.get(key), holds.get(key)]);
		return [{ id, facilityId, accession, modality, procedure, priority, patientClass, timeline }];
	});
}

const NO_HOLDS: Timeline['holds'] = [];

function timelineOf(
	{ ordered, completed, images, preliminary, final }: Row,
	sent: Instant | undefined,
	events: readonly (readonly Told[] | undefined)[]
): Timeline {
	const told = events.flatMap((list) => list ?? []);
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

/** When preliminary reports that came on their own were sent. */
async function preliminaryTimes(
	read: ReadHandle,
	scope: TimelineScope,
	isNear: SQL
): Promise<Map<string, Instant>> {
	const { reads } = read.tables;
	const rows = await read.rows<{ facility: string; accession: string; sent: Instant }>(
		sql`select ${reads.facilityId} as facility, ${reads.accession} as accession, min(${reads.preliminaryAt}) as sent
			from ${reads} where ${and(isNear, sql`${reads.kind} = 'preliminary'`, ne(reads.status, 'cancelled'), sql`${reads.preliminaryAt} is not null`, ...scopeOf(read, scope))}
			group by ${reads.facilityId}, ${reads.accession}`
	);
	return new Map(rows.map(({ facility, accession, sent }) => [keyOf(facility, accession), sent]));
}

/** Events that are kept one by one, without those that were taken back. */
async function eventsOf(
	read: ReadHandle,
	scope: TimelineScope,
	wanted: readonly KeptEvent[],
	isIn: SQL
): Promise<Map<string, Told[]>> {
	if (wanted.length === 0) return new Map();
	const { reads, readEvents } = read.tables;
	// The order of the tables is the order in which they are to be gone through: a read has few events.
	return byAccession(
		await read.rows<EventRow>(
			sql`select distinct ${readEvents.facilityId} as facility, ${readEvents.accession} as accession,
				${readEvents.name} as name, ${readEvents.at} as at
				from ${reads} cross join ${readEvents}
				where ${readEvents.facilityId} = ${reads.facilityId} and ${readEvents.accession} = ${reads.accession}
					and ${inArray(readEvents.name, [...wanted])} and ${and(isIn, ...scopeOf(read, scope))}
					and ${isKept(read)}`
		)
	);
}

/** Holds from a time on, of every accession: there are few. */
async function holdsSince(read: ReadHandle, from: Instant): Promise<Map<string, Told[]>> {
	const { readEvents } = read.tables;
	return byAccession(
		await read.rows<EventRow>(
			sql`select distinct ${readEvents.facilityId} as facility, ${readEvents.accession} as accession,
				${readEvents.name} as name, ${readEvents.at} as at
				from ${readEvents}
				where ${readEvents.name} in ('hold_start', 'hold_end') and ${readEvents.at} >= ${from} and ${isKept(read)}`
		)
	);
}

/** That nobody took the event back. */
function isKept(read: ReadHandle): SQL {
	const { readEvents } = read.tables;
	return sql`not exists (select 1 from ${readEvents} back where back.facility_id = ${readEvents.facilityId}
		and back.accession = ${readEvents.accession} and back.withdraws = ${readEvents.id})`;
}

type EventRow = { facility: string; accession: string; name: KeptEvent; at: Instant };

function byAccession(rows: readonly EventRow[]): Map<string, Told[]> {
	const events = new Map<string, Told[]>();
	for (const { facility, accession, ...event } of rows) {
		const key = keyOf(facility, accession);
		const known = events.get(key);
		if (known) known.push(event);
		else events.set(key, [event]);
	}
	return events;
}

function scopeOf(read: ReadHandle, { facility, modality, region }: TimelineScope): SQL[] {
	const { reads } = read.tables;
	return [
		...(facility ? [eq(reads.facilityId, facility)] : []),
		...(modality ? [eq(reads.modality, modality)] : []),
		...(region ? [eq(reads.bodyRegion, region)] : [])
	];
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

/** What happened to one accession, for every clock; null where nothing of it stands. */
export async function findTimeline(
	read: ReadHandle,
	{ facilityId, accession }: { readonly facilityId: string; readonly accession: string }
): Promise<TimedRead | null> {
	const { reads } = read.tables;
	const isIn = and(eq(reads.facilityId, facilityId), eq(reads.accession, accession)) ?? sql`false`;
	const scope: TimelineScope = { clock: 'hospital', facility: '', modality: '', region: '' };
	const [found] = await piece(read, scope, { wanted: keptEvents, holds: new Map(), isIn, isNear: isIn });
	return found ?? null;
}
