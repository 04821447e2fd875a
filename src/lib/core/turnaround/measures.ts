import type { Instant } from '#lib/core/instant.ts';
import { makeQueueTally, type QueueForecast } from './queue.ts';
import {
	makeTurnaroundTally,
	type ClassTurnaround,
	type CountedRead,
	type KeptOut,
	type Standing
} from './tally.ts';
import { makeWeekTally, type WeekHour } from './week-hours.ts';

/** A read that is counted in every way in which the turnaround page counts. One object may be filled again and again. */
export type PlacedRead = CountedRead & {
	/** Its place among the modalities. */
	modalityIndex: number;
	/** The hour of the week, in facility time, in which its clock began. */
	hour: number;
	readerId: string;
	/** What its lateness was put down to; empty where nobody has looked into it. */
	cause: string;
};

/** What is counted of a period. */
export type CountedMeasures = {
	readonly classes: readonly ClassTurnaround[];
	readonly keptOut: KeptOut;
	readonly hours: readonly WeekHour[];
	readonly forecasts: readonly QueueForecast[];
	/** Late reads by what they were put down to. */
	readonly breaches: ReadonlyMap<string, number>;
};

/** Counts reads in every way in which the turnaround page does. `exactUpTo` bounds what quantiles are exact of. */
export function makeMeasures(exactUpTo?: number) {
	const tally = makeTurnaroundTally(exactUpTo);
	const week = makeWeekTally();
	const queue = makeQueueTally(exactUpTo);
	const breaches = new Map<string, number>();
	return {
		count(read: PlacedRead): Standing | null {
			const standing = tally.count(read);
			week.add(read.hour, standing);
			queue.count(read, read.modalityIndex);
			if (standing === 'missed') breaches.set(read.cause, (breaches.get(read.cause) ?? 0) + 1);
			return standing;
		},
		keepOut: tally.keepOut,
		measures: (now: Instant): CountedMeasures => ({
			classes: tally.classes(),
			keptOut: tally.keptOut(),
			hours: week.hours(),
			forecasts: queue.forecasts(now),
			breaches
		})
	};
}

export type MeasuresTally = ReturnType<typeof makeMeasures>;
