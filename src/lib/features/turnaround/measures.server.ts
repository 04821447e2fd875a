import { gte } from 'drizzle-orm';
import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import { modalities } from '#lib/core/reads/incoming-read.ts';
import { zonedWeekHour } from '#lib/core/reads/zoned-time.ts';
import { clocks, readClock } from '#lib/core/turnaround/clocks.ts';
import { isHeld } from '#lib/core/turnaround/events.ts';
import { targetOf, type TurnaroundPolicy } from '#lib/core/turnaround/policy.ts';
import { makeQueueTally, type QueueForecast } from '#lib/core/turnaround/queue.ts';
import { makeClassifier, type ServiceClass } from '#lib/core/turnaround/service-class.ts';
import {
	makeTurnaroundTally,
	standingOf,
	type ClassTurnaround,
	type KeptOut,
	type Standing,
	type Timed
} from '#lib/core/turnaround/tally.ts';
import { makeWeekTally, type WeekHour } from '#lib/core/turnaround/week-hours.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { TurnaroundFilter } from './filter.ts';
import { timelines, type TimedRead } from './timelines.server.ts';

/** A read on the clock that is looked at. */
export type Measured = {
	readonly read: TimedRead;
	readonly serviceClass: ServiceClass;
	/** Null where the clock has no target under the policy. */
	readonly target: number | null;
	readonly reading: ReturnType<typeof readClock>;
};

export type MeasureInput = {
	readonly filter: TurnaroundFilter;
	readonly period: Period;
	readonly policy: TurnaroundPolicy;
	readonly now: Instant;
};

/** Reads the clock of every accession of the period and the filter, in pieces. */
export async function* measuredReads(
	read: ReadHandle,
	{ filter, period, policy, now }: MeasureInput,
	from: Instant | null = period.to
): AsyncGenerator<Measured[]> {
	const classOf = makeClassifier(policy.words);
	const hasTarget = clocks[filter.clock].hasTarget && filter.clock === policy.clock && filter.kind === '';
	for await (const piece of timelines(read, period, filter, from)) {
		yield piece.flatMap((each) => {
			const serviceClass = classOf(each);
			if (filter.class && filter.class !== serviceClass) return [];
			const reading = readClock(filter.clock, each.timeline, { now, stopAt: filter.kind });
			const target = hasTarget ? targetOf(policy, each.facilityId, serviceClass) : null;
			return [{ read: each, serviceClass, target, reading }];
		});
	}
}

/** An open read: how long it has waited, and by how much that is too long. */
export type OpenRead = {
	readonly readId: string;
	readonly facilityId: string;
	readonly serviceClass: ServiceClass;
	readonly startedAt: Instant;
	readonly ageMinutes: number;
	readonly heldMinutes: number;
	readonly isHeld: boolean;
	readonly target: number | null;
};

export type Measures = {
	readonly classes: readonly ClassTurnaround[];
	readonly keptOut: KeptOut;
	readonly hours: readonly WeekHour[];
	readonly forecasts: readonly QueueForecast[];
	/** Late reads by what they were put down to; the empty code is for those that nobody has looked into. */
	readonly breaches: ReadonlyMap<string, number>;
	/** The worst of the open reads: the one most past its target first. */
	readonly worst: readonly OpenRead[];
};

const WORST = 10;

/** All that the turnaround page counts of a period, in one pass over its reads. */
export async function measure(
	read: ReadHandle,
	input: MeasureInput,
	zones: ReadonlyMap<string, string>
): Promise<Measures> {
	const { period, now } = input;
	const tally = makeTurnaroundTally();
	const week = makeWeekTally();
	const queue = makeQueueTally();
	const weekHour = makeWeekHours();
	const breaches = new Map<string, number>();
	let worst: OpenRead[] = [];
	const causes = await causesSince(read, period.from);
	for await (const piece of measuredReads(read, input)) {
		for (const each of piece) {
			const { reading, target, serviceClass } = each;
			tally.add(each);
			if (reading.kind !== 'finished' && reading.kind !== 'open') continue;
			const standing: Standing | null = target === null ? null : standingOf(reading, target);
			const { facilityId, accession, modality } = each.read;
			week.add(weekHour(reading.startedAt, zones.get(facilityId) ?? 'UTC'), standing);
			queue.add(serviceClass, modality, reading);
			if (standing === 'missed') {
				const cause = causes.get(`${facilityId} ${accession}`) ?? '';
				breaches.set(cause, (breaches.get(cause) ?? 0) + 1);
			}
			if (reading.kind === 'open') worst.push(openRead(each, reading, now));
		}
		worst = worst.sort((a, b) => overdueOf(b) - overdueOf(a) || a.startedAt - b.startedAt).slice(0, WORST);
	}
	return {
		classes: tally.classes(),
		keptOut: tally.keptOut(),
		hours: week.hours(),
		forecasts: queue.forecasts(modalities, now),
		breaches,
		worst
	};
}

const QUARTER_MS = 15 * MINUTE_MS;

/** Hours of the week, remembered by the quarter of an hour, on which all zones change: many reads come in each. */
function makeWeekHours(): (at: Instant, timeZone: string) => number {
	const known = new Map<string, Map<number, number>>();
	return (at, timeZone) => {
		let hours = known.get(timeZone);
		if (!hours) known.set(timeZone, (hours = new Map()));
		const quarter = Math.floor(at / QUARTER_MS);
		let hour = hours.get(quarter);
		if (hour === undefined) hours.set(quarter, (hour = zonedWeekHour(at, timeZone)));
		return hour;
	};
}

/** The classes of another period, to be compared with. */
export async function measureClasses(read: ReadHandle, input: MeasureInput): Promise<ClassTurnaround[]> {
	const tally = makeTurnaroundTally();
	for await (const piece of measuredReads(read, input)) for (const each of piece) tally.add(each);
	return tally.classes();
}

const overdueOf = ({ ageMinutes, target }: OpenRead): number => ageMinutes - (target ?? 0);

function openRead({ read, serviceClass, target }: Measured, reading: Timed, now: Instant): OpenRead {
	const { startedAt, ageMinutes, heldMinutes } = reading;
	return {
		readId: read.id,
		facilityId: read.facilityId,
		serviceClass,
		startedAt,
		ageMinutes,
		heldMinutes,
		isHeld: isHeld(read.timeline.holds, now),
		target
	};
}

/** What late reads were put down to. A cause is found after the examination, so the period bounds the search. */
async function causesSince(read: ReadHandle, from: Instant): Promise<Map<string, string>> {
	const { breachCauses } = read.tables;
	const rows = await read
		.select({
			facilityId: breachCauses.facilityId,
			accession: breachCauses.accession,
			cause: breachCauses.cause
		})
		.from(breachCauses)
		.where(gte(breachCauses.decidedAt, from));
	return new Map(rows.map(({ facilityId, accession, cause }) => [`${facilityId} ${accession}`, cause]));
}
