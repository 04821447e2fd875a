import { eq, and } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import type { OpenFound } from '#lib/core/turnaround/cell-scan.ts';
import { readClock } from '#lib/core/turnaround/clocks.ts';
import { isHeld } from '#lib/core/turnaround/events.ts';
import type { CountedMeasures } from '#lib/core/turnaround/measures.ts';
import { targetOf, type TurnaroundPolicy } from '#lib/core/turnaround/policy.ts';
import { makeClassifier, type ServiceClass } from '#lib/core/turnaround/service-class.ts';
import type { ClassTurnaround, Timed } from '#lib/core/turnaround/tally.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { TurnaroundFilter } from './filter.ts';
import { classesOf, hasTargets, measuresOf, type Question } from './scan.server.ts';
import { timelines, timelinesAt, type TimedRead } from './timelines.server.ts';

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
	wanted: Parameters<typeof timelines>[3] = {}
): AsyncGenerator<Measured[]> {
	const measured = makeMeasured({ filter, policy, now });
	for await (const piece of timelines(read, period, filter, wanted)) yield piece.flatMap(measured);
}

/** Reads the clock of an accession: none where it is of another class than the filter asks for. */
export function makeMeasured({
	filter,
	policy,
	now
}: Omit<MeasureInput, 'period'>): (read: TimedRead) => Measured[] {
	const classOf = makeClassifier(policy.words);
	return (read) => {
		const serviceClass = classOf(read);
		if (filter.class && filter.class !== serviceClass) return [];
		const reading = readClock(filter.clock, read.timeline, { now, stopAt: filter.kind });
		const target = hasTargets(filter, policy) ? targetOf(policy, read.facilityId, serviceClass) : null;
		return [{ read, serviceClass, target, reading }];
	};
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

export type Measures = CountedMeasures & {
	/** The worst of the open reads: the one most past its target first. */
	readonly worst: readonly OpenRead[];
};

const WORST = 10;

/** All that the turnaround page counts of a period, in one pass over its cells. */
export async function measure(
	read: ReadHandle,
	input: MeasureInput,
	zones: ReadonlyMap<string, string>
): Promise<Measures> {
	const worst = makeWorst();
	const tally = await measuresOf(read, await questionOf(read, input, zones), worst.add);
	return { ...tally.measures(input.now), worst: await openReads(read, input, worst.list()) };
}

/** The classes of another period, to be compared with. */
export async function measureClasses(
	read: ReadHandle,
	input: MeasureInput,
	zones: ReadonlyMap<string, string>
): Promise<readonly ClassTurnaround[]> {
	return (await classesOf(read, await questionOf(read, input, zones))).classes();
}

/** What is asked of cells; hours of the week are in the time `zones` of facilities. */
export async function questionOf(
	read: ReadHandle,
	{ filter, period, policy, now }: MeasureInput,
	zones: ReadonlyMap<string, string>
): Promise<Question> {
	const { clock, kind, facility, modality, region } = filter;
	return {
		...{ clock, kind, period, policy, now, facility, modality, region },
		serviceClass: filter.class,
		readers: await readersOf(read, filter),
		zones
	};
}

/** The readers of a subspecialty and tier; null for all. */
async function readersOf(
	read: ReadHandle,
	{ subspecialty, tier }: TurnaroundFilter
): Promise<ReadonlySet<string> | null> {
	if (!subspecialty && !tier) return null;
	const { radiologists } = read.tables;
	const rows = await read
		.select({ id: radiologists.id })
		.from(radiologists)
		.where(
			and(
				subspecialty ? eq(radiologists.section, subspecialty) : undefined,
				tier ? eq(radiologists.tier, tier) : undefined
			)
		);
	return new Set(rows.map(({ id }) => id));
}

type Found = OpenFound & { readonly facilityId: string };

/** Keeps the few open reads that are most past their target. */
function makeWorst() {
	let kept: Found[] = [];
	let least = -Infinity;
	return {
		add(facilityId: string, found: OpenFound): void {
			if (kept.length >= WORST && found.overdueMs <= least) return;
			kept.push({ ...found, facilityId });
			if (kept.length < WORST * 10) return;
			kept = worstOf(kept);
			least = kept.at(-1)?.overdueMs ?? -Infinity;
		},
		list: () => worstOf(kept)
	};
}

const worstOf = (found: readonly Found[]): Found[] =>
	found.toSorted((a, b) => b.overdueMs - a.overdueMs || a.memberAt - b.memberAt).slice(0, WORST);

/** Looks up which reads the worst ones are: cells name none. */
async function openReads(
	read: ReadHandle,
	input: MeasureInput,
	found: readonly Found[]
): Promise<OpenRead[]> {
	const { filter, now } = input;
	const measured = makeMeasured(input);
	const open: OpenRead[] = [];
	for (const [facility, own] of Map.groupBy(found, ({ facilityId }) => facilityId)) {
		const [endless, completed] = [
			own.filter(({ isEndless }) => isEndless),
			own.filter(({ isEndless }) => !isEndless)
		];
		const members = (of: readonly Found[]) => [...new Set(of.map(({ memberAt }) => memberAt))];
		const reads = await timelinesAt(
			read,
			{ ...filter, facility },
			{ completed: members(completed), endless: members(endless) }
		);
		for (const each of reads.flatMap(measured)) {
			if (each.reading.kind === 'open') open.push(openRead(each, each.reading, now));
		}
	}
	return open.sort((a, b) => overdueOf(b) - overdueOf(a) || a.startedAt - b.startedAt).slice(0, WORST);
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
