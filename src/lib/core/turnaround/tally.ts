import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import type { QuantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';
import type { ClockReading } from './clocks.ts';
import { makeDurations, type Durations } from './durations.ts';
import { classOfGroup, standingCodes, type FinishedGroup, type FinishedRows } from './finished-rows.ts';
import { serviceClasses, type ServiceClass } from './service-class.ts';

export const LEVEL = 0.95;

/** A read as a clock sees it. */
export type ClockedRead = {
	readonly serviceClass: ServiceClass;
	/** Minutes of its contract; null where the clock has no target. */
	readonly target: number | null;
	readonly reading: ClockReading;
};

/** Turnaround of the reads of one class, in minutes. Classes are never mixed into one median. */
export type ClassTurnaround = {
	readonly serviceClass: ServiceClass;
	/** The lowest and the highest target among the reads: contracts differ. Null where the clock has none. */
	readonly targets: { readonly from: number; readonly to: number } | null;
	/** Finished reads: what the quantiles and the mean rest on. */
	readonly n: number;
	readonly median: QuantileInterval;
	readonly p90: QuantileInterval;
	readonly p95: QuantileInterval;
	/** Whether these are of a sketch, within the relative error of `durations.ts`, because there are so many reads. */
	readonly isSketched: boolean;
	/** Beside the quantiles because registries ask for it; never alone. */
	readonly meanMinutes: number | null;
	/** Finished in time among the reads whose deadline has passed, open ones included. */
	readonly inTarget: Rate;
	/** Reads whose deadline is still ahead. */
	readonly notDue: number;
	readonly open: number;
	/** Open reads past their deadline. */
	readonly openLate: number;
	/** When the clock of the oldest open read began. */
	readonly oldestOpenAt: Instant | null;
	/** Finished reads whose clock was held, and for how long. */
	readonly held: QuantileInterval;
};

/** What is in no number because a time is missing or wrong, or because the clock was held from beginning to end. */
export type KeptOut = {
	readonly noStart: number;
	readonly negative: number;
	readonly future: number;
	readonly held: number;
};

/** A finished or open read as it is counted, times in whole milliseconds. One object may be filled again and again. */
export type CountedRead = {
	/** Its place among `serviceClasses`. */
	classIndex: number;
	/** Minutes of its contract; null where the clock has no target. */
	target: number | null;
	isOpen: boolean;
	startedAt: Instant;
	/** What its clock says, and what it would say now had it run on: the same of an open one. */
	spanMs: number;
	ageMs: number;
	heldMs: number;
};

/** Minutes of contracts, by places among `serviceClasses`; null where the clock has none. */
export type Targets = readonly (number | null)[];

type Sums = {
	minutes: Durations;
	held: Durations;
	due: number;
	met: number;
	notDue: number;
	open: number;
	openLate: number;
	oldestOpenAt: Instant | null;
	targets: { from: number; to: number } | null;
};

/** A tally that reads are added to one by one. */
export type TurnaroundTally = {
	add(read: ClockedRead): void;
	/** Counts a read that is timed, and tells how it stands to its target. */
	count(read: CountedRead): Standing | null;
	/** Counts finished reads whose clocks were not held; `targets` are minutes by class. */
	countFinished(rows: FinishedRows, groups: readonly FinishedGroup[], targets: Targets): void;
	/** Counts one whose clock cannot be read. */
	keepOut(why: keyof KeptOut): void;
	/** The classes that had any read, in the order of their urgency. */
	classes(): ClassTurnaround[];
	keptOut(): KeptOut;
	/** Another one that goes on from this one, which stays as it is. */
	fork(): TurnaroundTally;
};

export function makeTurnaroundTally(exactUpTo?: number): TurnaroundTally {
	return tallyFrom(exactUpTo, [], { noStart: 0, negative: 0, future: 0, held: 0 });
}

function tallyFrom(
	exactUpTo: number | undefined,
	byClass: (Sums | undefined)[],
	out: { noStart: number; negative: number; future: number; held: number }
): TurnaroundTally {
	const count = (read: CountedRead): Standing | null =>
		countRead((byClass[read.classIndex] ??= noSums(exactUpTo)), read);
	return {
		add({ serviceClass, target, reading }) {
			if (reading.kind === 'not-timed') return;
			if (reading.kind === 'no-start') out.noStart += 1;
			else if (reading.kind === 'clock-error') out[reading.error] += 1;
			else if (reading.kind === 'held-throughout') out.held += 1;
			else count(countedRead(reading, { serviceClass, target }));
		},
		count,
		countFinished(rows, groups, targets) {
			for (const { classIndex, spanMs, slots } of groups) {
				const sums = (byClass[classIndex] ??= noSums(exactUpTo));
				sums.minutes.addAll(spanMs, slots);
				const target = targets[classIndex] ?? null;
				if (target !== null) widenTargets(sums, target);
			}
			for (const [classIndex, [, met = 0, missed = 0, notDue = 0]] of countStandings(rows).entries()) {
				const sums = byClass[classIndex];
				if (!sums) continue;
				sums.due += met + missed;
				sums.met += met;
				sums.notDue += notDue;
			}
		},
		keepOut(why) {
			out[why] += 1;
		},
		classes: () =>
			serviceClasses.flatMap((serviceClass, at) => {
				const sums = byClass[at];
				return sums ? [summarise(serviceClass, sums)] : [];
			}),
		keptOut: () => ({ ...out }),
		fork: () => tallyFrom(exactUpTo, byClass.map(forkSums), { ...out })
	};
}

/** A read on its clock as it is counted. */
export function countedRead(
	reading: Timed,
	{ serviceClass, target }: Pick<ClockedRead, 'serviceClass' | 'target'>
): CountedRead {
	const isOpen = reading.kind === 'open';
	const ms = (minutes: number) => Math.round(minutes * MINUTE_MS);
	return {
		classIndex: serviceClasses.indexOf(serviceClass),
		target,
		isOpen,
		startedAt: reading.startedAt,
		spanMs: ms(isOpen ? reading.ageMinutes : reading.minutes),
		ageMs: ms(reading.ageMinutes),
		heldMs: ms(reading.heldMinutes)
	};
}

function noSums(exactUpTo?: number): Sums {
	const counts = { due: 0, met: 0, notDue: 0, open: 0, openLate: 0 };
	const [minutes, held] = [makeDurations(exactUpTo), makeDurations(exactUpTo)];
	return { minutes, held, oldestOpenAt: null, targets: null, ...counts };
}

function forkSums(sums: Sums | undefined): Sums | undefined {
	if (!sums) return undefined;
	const { minutes, held, targets } = sums;
	return { ...sums, minutes: minutes.fork(), held: held.fork(), targets: targets && { ...targets } };
}

/** How a read stands to its target: its deadline has passed and it was in time or late, or it is still ahead. */
export type Standing = 'met' | 'missed' | 'not-due';

export type Timed = Extract<ClockReading, { kind: 'finished' | 'open' }>;

/** Statistics reference, section 12: a read enters once its deadline has passed, and an open one is missed then. */
export function standingOf(reading: Timed, target: number): Standing {
	if (reading.ageMinutes < target) return 'not-due';
	return reading.kind === 'finished' && reading.minutes <= target ? 'met' : 'missed';
}

/** The same of a read as it is counted; null where the clock has no target. */
export function countedStanding({
	target,
	isOpen,
	spanMs,
	ageMs
}: Pick<CountedRead, 'target' | 'isOpen' | 'spanMs' | 'ageMs'>): Standing | null {
	if (target === null) return null;
	if (ageMs < target * MINUTE_MS) return 'not-due';
	return !isOpen && spanMs <= target * MINUTE_MS ? 'met' : 'missed';
}

function countRead(sums: Sums, read: CountedRead): Standing | null {
	const { target, isOpen, startedAt, spanMs, heldMs } = read;
	if (isOpen) {
		sums.open += 1;
		if (sums.oldestOpenAt === null || startedAt < sums.oldestOpenAt) sums.oldestOpenAt = startedAt;
	} else {
		sums.minutes.add(spanMs);
		if (heldMs > 0) sums.held.add(heldMs);
	}
	if (target === null) return null;
	widenTargets(sums, target);
	const standing = countedStanding(read);
	if (standing === 'not-due') sums.notDue += 1;
	else sums.due += 1;
	if (standing === 'met') sums.met += 1;
	if (standing === 'missed' && isOpen) sums.openLate += 1;
	return standing;
}

function widenTargets(sums: Sums, target: number): void {
	if (sums.targets === null) sums.targets = { from: target, to: target };
	else if (target < sums.targets.from) sums.targets.from = target;
	else if (target > sums.targets.to) sums.targets.to = target;
}

const CODES = Object.keys(standingCodes).length;

/** How many rows of each class stand how to their target, in the order of `standingCodes`. */
function countStandings({ size, group, standing }: FinishedRows): number[][] {
	const counts = new Uint32Array(0x100 * CODES);
	for (let row = 0; row < size; row++) {
		const place = (group[row] ?? 0) * CODES + (standing[row] ?? 0);
		counts[place] = (counts[place] ?? 0) + 1;
	}
	const byClass = serviceClasses.map(() => Array<number>(CODES).fill(0));
	for (const [place, n] of counts.entries()) {
		const own = byClass[classOfGroup(Math.floor(place / CODES))];
		const code = place % CODES;
		if (own && n > 0) own[code] = (own[code] ?? 0) + n;
	}
	return byClass;
}

function summarise(serviceClass: ServiceClass, sums: Sums): ClassTurnaround {
	const { minutes, due, met, notDue, open, openLate, oldestOpenAt, targets } = sums;
	const [median, p90, p95] = minutes.quantiles([0.5, 0.9, 0.95], LEVEL) as [
		QuantileInterval,
		QuantileInterval,
		QuantileInterval
	]; // as many as were asked for
	const [held] = sums.held.quantiles([0.5], LEVEL) as [QuantileInterval]; // as above
	return {
		serviceClass,
		targets,
		n: minutes.n,
		median,
		p90,
		p95,
		isSketched: minutes.isSketched,
		meanMinutes: minutes.meanMinutes(),
		inTarget: makeRate(met, due, LEVEL),
		notDue,
		open,
		openLate,
		oldestOpenAt,
		held
	};
}
