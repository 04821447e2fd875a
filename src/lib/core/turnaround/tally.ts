import type { Instant } from '#lib/core/instant.ts';
import { sortedQuantileInterval, type QuantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';
import { readClock, type ClockedRead } from './clock.ts';
import { priorities, type Priority } from './policy.ts';

const LEVEL = 0.95;
const FIRST_SIZE = 1024;

/** Turnaround of the reads of one priority, in minutes. Priorities are never mixed into one median. */
export type PriorityTurnaround = {
	readonly priority: Priority;
	/** Null where no target is agreed for this clock. */
	readonly targetMinutes: number | null;
	/** Finished reads: what the quantiles and the mean rest on. */
	readonly n: number;
	readonly median: QuantileInterval;
	readonly p90: QuantileInterval;
	/** Beside the quantiles because registries ask for it; never alone. */
	readonly meanMinutes: number | null;
	/** Finished in time among the reads whose deadline has passed, open ones included. */
	readonly inTarget: Rate;
	/** Reads whose deadline is still ahead. */
	readonly notDue: number;
	readonly open: number;
	/** Open reads past their deadline. */
	readonly openLate: number;
	/** When the examination of the oldest open read ended. */
	readonly oldestOpenAt: Instant | null;
	/** Reads kept out because a clock at the source is wrong. */
	readonly clockErrors: number;
};

type Sums = {
	minutes: Float64Array;
	n: number;
	due: number;
	met: number;
	notDue: number;
	open: number;
	openLate: number;
	oldestOpenAt: Instant | null;
	clockErrors: number;
};

/** A tally that reads are added to one by one; eight bytes a read are kept, so that a year of a large group fits. */
export type TurnaroundTally = {
	add(read: ClockedRead): void;
	/** The priorities that had any read, in the order of their urgency. */
	summarise(): PriorityTurnaround[];
};

/** Starts a tally at `now` against targets in minutes by priority; null where the clock has no target. */
export function makeTurnaroundTally(
	targets: Readonly<Partial<Record<Priority, number>>> | null,
	now: Instant
): TurnaroundTally {
	const byPriority = new Map<Priority, Sums>();
	const targetOf = (priority: Priority): number | null => targets?.[priority] ?? null;
	return {
		add(read) {
			let sums = byPriority.get(read.priority);
			if (!sums) byPriority.set(read.priority, (sums = noSums()));
			addRead(sums, read, targetOf(read.priority), now);
		},
		summarise: () =>
			priorities.flatMap((priority) => {
				const sums = byPriority.get(priority);
				return sums ? [summarise(priority, sums, targetOf(priority))] : [];
			})
	};
}

function noSums(): Sums {
	const counts = { n: 0, due: 0, met: 0, notDue: 0, open: 0, openLate: 0, clockErrors: 0 };
	return { minutes: new Float64Array(FIRST_SIZE), oldestOpenAt: null, ...counts };
}

function addRead(sums: Sums, read: ClockedRead, target: number | null, now: Instant): void {
	const reading = readClock(read, now);
	if (reading.kind === 'clock-error') {
		sums.clockErrors += 1;
		return;
	}
	const isDue = target !== null && reading.ageMinutes >= target;
	if (reading.kind === 'finished') {
		keep(sums, reading.minutes);
		if (isDue && reading.minutes <= target) sums.met += 1;
	} else {
		sums.open += 1;
		if (isDue) sums.openLate += 1;
		sums.oldestOpenAt = Math.min(sums.oldestOpenAt ?? read.completedAt, read.completedAt);
	}
	if (isDue) sums.due += 1;
	else if (target !== null) sums.notDue += 1;
}

function keep(sums: Sums, minutes: number): void {
	if (sums.n === sums.minutes.length) {
		const larger = new Float64Array(sums.n * 2);
		larger.set(sums.minutes);
		sums.minutes = larger;
	}
	sums.minutes[sums.n] = minutes;
	sums.n += 1;
}

function summarise(priority: Priority, sums: Sums, targetMinutes: number | null): PriorityTurnaround {
	const { n, due, met, notDue, open, openLate, oldestOpenAt, clockErrors } = sums;
	const sorted = sums.minutes.slice(0, n).sort();
	return {
		priority,
		targetMinutes,
		n,
		median: sortedQuantileInterval(sorted, 0.5, LEVEL),
		p90: sortedQuantileInterval(sorted, 0.9, LEVEL),
		meanMinutes: n === 0 ? null : sorted.reduce((sum, minutes) => sum + minutes, 0) / n,
		inTarget: makeRate(met, due, LEVEL),
		notDue,
		open,
		openLate,
		oldestOpenAt,
		clockErrors
	};
}
