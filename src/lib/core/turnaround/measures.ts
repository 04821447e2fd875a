import type { Instant } from '#lib/core/instant.ts';
import { groupFinished, type FinishedRows } from './finished-rows.ts';
import { makeQueueTally, type QueueForecast, type QueueTally } from './queue.ts';
import {
	makeTurnaroundTally,
	type ClassTurnaround,
	type CountedRead,
	type KeptOut,
	type Standing,
	type Targets,
	type TurnaroundTally
} from './tally.ts';
import { makeWeekTally, type WeekHour, type WeekTally } from './week-hours.ts';

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

/** What is counted one cell after the other. */
export type ForkedTally<Self> = {
	count(read: PlacedRead): Standing | null;
	/** Counts finished reads of one facility; `causes` says how many of the late ones were put down to what. */
	countFinished(rows: FinishedRows, more: { targets: Targets; causes: ReadonlyMap<string, number> }): void;
	keepOut(why: keyof KeptOut): void;
	/** Another one that goes on from this one, which stays as it is. */
	fork(): Self;
};

// A type alias could not name itself here.
export interface MeasuresTally extends ForkedTally<MeasuresTally> {
	measures(now: Instant): CountedMeasures;
}

export interface ClassTally extends ForkedTally<ClassTally> {
	classes(): ClassTurnaround[];
}

/** Counts reads in every way in which the turnaround page does. `exactUpTo` bounds what quantiles are exact of. */
export function makeMeasures(exactUpTo?: number): MeasuresTally {
	return measuresFrom({
		tally: makeTurnaroundTally(exactUpTo),
		week: makeWeekTally(),
		queue: makeQueueTally(exactUpTo),
		breaches: new Map()
	});
}

/** Counts the classes alone, which is all that a period to compare with is asked for: a fifth less work. */
export function makeClassMeasures(exactUpTo?: number): ClassTally {
	return classesFrom(makeTurnaroundTally(exactUpTo));
}

function classesFrom(tally: TurnaroundTally): ClassTally {
	return {
		count: tally.count,
		countFinished: (rows, { targets }) => tally.countFinished(rows, groupFinished(rows), targets),
		keepOut: tally.keepOut,
		classes: tally.classes,
		fork: () => classesFrom(tally.fork())
	};
}

type Parts = {
	readonly tally: TurnaroundTally;
	readonly week: WeekTally;
	readonly queue: QueueTally;
	readonly breaches: Map<string, number>;
};

function measuresFrom({ tally, week, queue, breaches }: Parts): MeasuresTally {
	return {
		count(read) {
			const standing = tally.count(read);
			week.add(read.hour, standing);
			queue.count(read, read.modalityIndex);
			if (standing === 'missed') breaches.set(read.cause, (breaches.get(read.cause) ?? 0) + 1);
			return standing;
		},
		countFinished(rows, { targets, causes }) {
			const groups = groupFinished(rows);
			tally.countFinished(rows, groups, targets);
			for (const group of groups) queue.countFinished(group);
			week.addAll(rows);
			for (const [cause, n] of causes) breaches.set(cause, (breaches.get(cause) ?? 0) + n);
		},
		keepOut: tally.keepOut,
		measures: (now) => ({
			classes: tally.classes(),
			keptOut: tally.keptOut(),
			hours: week.hours(),
			forecasts: queue.forecasts(now),
			breaches
		}),
		fork: () =>
			measuresFrom({
				tally: tally.fork(),
				week: week.fork(),
				queue: queue.fork(),
				breaches: new Map(breaches)
			})
	};
}
