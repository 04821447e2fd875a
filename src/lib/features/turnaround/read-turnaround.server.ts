import { and, asc, eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import { clockNames, readClock, type ClockName } from '#lib/core/turnaround/clocks.ts';
import { eventNames, isHeld, type EventName } from '#lib/core/turnaround/events.ts';
import { targetOf } from '#lib/core/turnaround/policy.ts';
import { makeClassifier, type ServiceClass } from '#lib/core/turnaround/service-class.ts';
import { standingOf } from '#lib/core/turnaround/tally.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { unseenReads } from '#lib/features/reads/unseen.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { findTimeline } from './timelines.server.ts';

/** Something that happened, and how it is known. */
export type ToldEvent = {
	/** Of what was written down by hand and may be taken back. */
	readonly id: string | null;
	readonly name: EventName;
	readonly at: Instant;
	readonly quality: string | null;
	readonly reason: string | null;
	readonly isTakenBack: boolean;
};

/** A clock of one accession. */
export type ReadClock = {
	readonly clock: ClockName;
	readonly state: ReturnType<typeof readClock>['kind'];
	readonly minutes: number | null;
	readonly heldMinutes: number;
	readonly target: number | null;
	readonly isLate: boolean;
};

/** The turnaround of one accession, for the page of its read. */
export type ReadTurnaround = {
	readonly readId: string;
	readonly timeZone: string;
	readonly serviceClass: ServiceClass;
	readonly events: readonly ToldEvent[];
	readonly clocks: readonly ReadClock[];
	readonly isHeld: boolean;
	/** Whether a cause is asked for. */
	readonly isLate: boolean;
	readonly causes: readonly { readonly code: string; readonly label: string }[];
	readonly cause: {
		readonly code: string;
		readonly note: string;
		readonly by: string | null;
		readonly at: Instant;
	} | null;
};

/** Which accession a read is of, for those who may look it up. */
export async function findAccession(read: ReadHandle, actor: Actor, id: string) {
	const { reads, facilities } = read.tables;
	const [row] = await read
		.select({ facilityId: reads.facilityId, accession: reads.accession, timeZone: facilities.timeZone })
		.from(reads)
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(and(eq(reads.id, id), unseenReads(read, actor) ?? undefined));
	return row ?? null;
}

/** What happened to the accession of a read, and what its clocks say; null where there is none for this person. */
export async function readTurnaround(app: App, actor: Actor, id: string): Promise<ReadTurnaround | null> {
	const { read } = app.db;
	const now = app.clock.now();
	const found = await findAccession(read, actor, id);
	const timed = found && (await findTimeline(read, found));
	if (!found || !timed) return null;
	const { body: policy } = await currentPolicy(read, 'turnaround');
	const serviceClass = makeClassifier(policy.words)(timed);
	const target = targetOf(policy, found.facilityId, serviceClass);
	const clocks = clockNames.map((clock): ReadClock => {
		const reading = readClock(clock, timed.timeline, { now });
		const own = clock === policy.clock ? target : null;
		const isTimed = reading.kind === 'finished' || reading.kind === 'open';
		return {
			clock,
			state: reading.kind,
			minutes:
				reading.kind === 'finished' ? reading.minutes : reading.kind === 'open' ? reading.ageMinutes : null,
			heldMinutes: isTimed ? reading.heldMinutes : 0,
			target: own,
			isLate: isTimed && own !== null && standingOf(reading, own) === 'missed'
		};
	});
	return {
		readId: id,
		timeZone: found.timeZone,
		serviceClass,
		events: await eventsOf(read, found, timed.timeline.at),
		clocks,
		isHeld: isHeld(timed.timeline.holds, now),
		isLate: clocks.some(({ isLate }) => isLate),
		causes: policy.causes,
		cause: await causeOf(read, found)
	};
}

type Accession = { readonly facilityId: string; readonly accession: string };

async function eventsOf(
	read: ReadHandle,
	{ facilityId, accession }: Accession,
	known: Readonly<Partial<Record<EventName, Instant>>>
): Promise<ToldEvent[]> {
	const { readEvents } = read.tables;
	const rows = await read
		.select({
			id: readEvents.id,
			name: readEvents.name,
			at: readEvents.at,
			source: readEvents.source,
			quality: readEvents.quality,
			reason: readEvents.reason,
			withdraws: readEvents.withdraws
		})
		.from(readEvents)
		.where(and(eq(readEvents.facilityId, facilityId), eq(readEvents.accession, accession)))
		.orderBy(asc(readEvents.at), asc(readEvents.id));
	const takenBack = new Set(rows.map(({ withdraws }) => withdraws));
	const kept = rows.flatMap(({ id, name: stored, at, source, quality, reason }): ToldEvent[] => {
		const name = eventNames.find((each) => each === stored);
		const isTakenBack = takenBack.has(id);
		if (!name) return [];
		return [{ id: source === 'hand' && !isTakenBack ? id : null, name, at, quality, reason, isTakenBack }];
	});
	const names = new Set(kept.map(({ name }) => name));
	const own = eventNames.flatMap((name): ToldEvent[] => {
		const at = known[name];
		if (at === undefined || names.has(name)) return [];
		return [{ id: null, name, at, quality: null, reason: null, isTakenBack: false }];
	});
	return [...own, ...kept].sort(
		(a, b) => a.at - b.at || eventNames.indexOf(a.name) - eventNames.indexOf(b.name)
	);
}

async function causeOf(
	read: ReadHandle,
	{ facilityId, accession }: Accession
): Promise<ReadTurnaround['cause']> {
	const { breachCauses, users } = read.tables;
	const [row] = await read
		.select({
			code: breachCauses.cause,
			note: breachCauses.note,
			by: users.name,
			at: breachCauses.decidedAt
		})
		.from(breachCauses)
		.leftJoin(users, eq(users.id, breachCauses.decidedBy))
		.where(and(eq(breachCauses.facilityId, facilityId), eq(breachCauses.accession, accession)));
	return row ?? null;
}
