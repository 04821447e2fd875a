import type { Instant } from '#lib/core/instant.ts';
import { sortedQuantileInterval, type QuantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';
import type { ClockReading } from './clocks.ts';
import { makeNumbers, type Numbers } from './numbers.ts';
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

/** What is in no number because a time is missing or wrong. */
export type KeptOut = { readonly noStart: number; readonly negative: number; readonly future: number };

type Sums = {
	minutes: Numbers;
	held: Numbers;
	sum: number;
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
	/** The classes that had any read, in the order of their urgency. */
	classes(): ClassTurnaround[];
	keptOut(): KeptOut;
};

export function makeTurnaroundTally(): TurnaroundTally {
	const byClass = new Map<ServiceClass, Sums>();
	const out = { noStart: 0, negative: 0, future: 0 };
	return {
		add({ serviceClass, target, reading }) {
			if (reading.kind === 'not-timed') return;
			if (reading.kind === 'no-start') out.noStart += 1;
			else if (reading.kind === 'clock-error') out[reading.error] += 1;
			else {
				let sums = byClass.get(serviceClass);
				if (!sums) byClass.set(serviceClass, (sums = noSums()));
				addReading(sums, reading, target);
			}
		},
		classes: () =>
			serviceClasses.flatMap((serviceClass) => {
				const sums = byClass.get(serviceClass);
				return sums ? [summarise(serviceClass, sums)] : [];
			}),
		keptOut: () => ({ ...out })
	};
}

function noSums(): Sums {
	const counts = { sum: 0, due: 0, met: 0, notDue: 0, open: 0, openLate: 0 };
	return { minutes: makeNumbers(), held: makeNumbers(), oldestOpenAt: null, targets: null, ...counts };
}

/** How a read stands to its target: its deadline has passed and it was in time or late, or it is still ahead. */
export type Standing = 'met' | 'missed' | 'not-due';

export type Timed = Extract<ClockReading, { kind: 'finished' | 'open' }>;

/** Statistics reference, section 12: a read enters once its deadline has passed, and an open one is missed then. */
export function standingOf(reading: Timed, target: number): Standing {
	if (reading.ageMinutes < target) return 'not-due';
	return reading.kind === 'finished' && reading.minutes <= target ? 'met' : 'missed';
}

function addReading(sums: Sums, reading: Timed, target: number | null): void {
	if (reading.kind === 'finished') {
		sums.minutes.add(reading.minutes);
		sums.sum += reading.minutes;
		if (reading.heldMinutes > 0) sums.held.add(reading.heldMinutes);
	} else {
		sums.open += 1;
		sums.oldestOpenAt = Math.min(sums.oldestOpenAt ?? reading.startedAt, reading.startedAt);
	}
	if (target === null) return;
	sums.targets = {
		from: Math.min(sums.targets?.from ?? target, target),
		to: Math.max(sums.targets?.to ?? target, target)
	};
	const standing = standingOf(reading, target);
	if (standing === 'not-due') {
		sums.notDue += 1;
		return;
	}
	sums.due += 1;
	if (standing === 'met') sums.met += 1;
	else if (reading.kind === 'open') sums.openLate += 1;
}

function summarise(serviceClass: ServiceClass, sums: Sums): ClassTurnaround {
	const { sum, due, met, notDue, open, openLate, oldestOpenAt, targets } = sums;
	const sorted = sums.minutes.sorted();
	const n = sorted.length;
	return {
		serviceClass,
		targets,
		n,
		median: sortedQuantileInterval(sorted, 0.5, LEVEL),
		p90: sortedQuantileInterval(sorted, 0.9, LEVEL),
		p95: sortedQuantileInterval(sorted, 0.95, LEVEL),
		meanMinutes: n === 0 ? null : sum / n,
		inTarget: makeRate(met, due, LEVEL),
		notDue,
		open,
		openLate,
		oldestOpenAt,
		held: sortedQuantileInterval(sums.held.sorted(), 0.5, LEVEL)
	};
}
