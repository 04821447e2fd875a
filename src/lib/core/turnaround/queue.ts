import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import { modalities, type Modality } from '#lib/core/reads/incoming-read.ts';
import {
	kaplanMeierOfCounts,
	survivalQuantile,
	type SurvivalCurve,
	type SurvivalQuantile
} from '#lib/core/statistics/kaplan-meier.ts';
import { makeDurations, type Durations } from './durations.ts';
import type { FinishedGroup } from './finished-rows.ts';
import { makeNumbers, type Numbers } from './numbers.ts';
import { serviceClasses, type ServiceClass } from './service-class.ts';
import { LEVEL, type CountedRead } from './tally.ts';

/** Open reads of one modality and class: when they will be read if they go the way of the others. */
export type QueueForecast = {
	readonly serviceClass: ServiceClass;
	readonly modality: Modality;
	readonly open: number;
	/** Finished reads that the estimate rests on. */
	readonly finished: number;
	/** Whether the times of the finished ones are those of a sketch, because there are so many. */
	readonly isSketched: boolean;
	/** Kaplan–Meier median of the whole queue, finished and open, with its limits. */
	readonly median: SurvivalQuantile;
	/** When half of those open now will be read; null where too few have waited as long as they have. */
	readonly halfReadAt: Instant | null;
};

/** Up to so many finished reads the curve is exact; of more, times are those of a sketch (`durations.ts`). */
export const QUEUE_EXACT_UP_TO = 2000;

type Group = { finished: Durations; open: Numbers };

/** Collects finished and open reads; what nobody waits for is not worked out. */
export function makeQueueTally(exactUpTo = QUEUE_EXACT_UP_TO): QueueTally {
	return queueFrom(exactUpTo, []);
}

export type QueueTally = {
	count(read: CountedRead, modalityIndex: number): void;
	countFinished(group: FinishedGroup): void;
	forecasts(now: Instant): QueueForecast[];
	/** Another one that goes on from this one, which stays as it is. */
	fork(): QueueTally;
};

function queueFrom(exactUpTo: number, groups: (Group | undefined)[]): QueueTally {
	const groupOf = (classIndex: number, modalityIndex: number): Group =>
		(groups[classIndex * modalities.length + modalityIndex] ??= {
			finished: makeDurations(exactUpTo),
			open: makeNumbers()
		});
	return {
		count({ classIndex, isOpen, spanMs }: CountedRead, modalityIndex: number): void {
			const group = groupOf(classIndex, modalityIndex);
			if (isOpen) group.open.add(spanMs / MINUTE_MS);
			else group.finished.add(spanMs);
		},
		countFinished({ classIndex, modalityIndex, spanMs, slots }): void {
			groupOf(classIndex, modalityIndex).finished.addAll(spanMs, slots);
		},
		forecasts(now: Instant): QueueForecast[] {
			return serviceClasses.flatMap((serviceClass, classIndex) =>
				modalities.flatMap((modality, modalityIndex) => {
					const group = groups[classIndex * modalities.length + modalityIndex];
					if (!group || group.open.size === 0) return [];
					const open = group.open.sorted();
					const curve = curveOf(group.finished, open);
					const wait = minutesToHalf(curve, open);
					return [
						{
							serviceClass,
							modality,
							open: open.length,
							finished: group.finished.n,
							isSketched: group.finished.isSketched,
							median: survivalQuantile(curve, 0.5),
							halfReadAt: wait === null ? null : now + Math.ceil(wait) * MINUTE_MS
						}
					];
				})
			);
		},
		fork: () => queueFrom(exactUpTo, groups.map(forkGroup))
	};
}

function forkGroup(group: Group | undefined): Group | undefined {
	if (!group) return undefined;
	const open = makeNumbers();
	for (const age of group.open.view()) open.add(age);
	return { finished: group.finished.fork(), open };
}

function curveOf(finished: Durations, openMinutes: Float64Array): SurvivalCurve {
	const counts = new Map<number, { time: number; finished: number; open: number }>();
	for (const { minutes: time, count } of finished.countedMinutes()) {
		counts.set(time, { time, finished: count, open: 0 });
	}
	for (const time of openMinutes) {
		const known = counts.get(time);
		if (known) known.open += 1;
		else counts.set(time, { time, finished: 0, open: 1 });
	}
	const sorted = [...counts.values()].sort((a, b) => a.time - b.time);
	return kaplanMeierOfCounts(sorted, { confType: 'log-log', level: LEVEL });
}

/**
 * The shortest wait from now in which half of the open reads are expected to be read: a read open for `a` minutes is still open
 * after `w` more with probability S(a + w) / S(a). Null where the curve never gets there.
 */
export function minutesToHalf(curve: SurvivalCurve, openAges: ArrayLike<number>): number | null {
	const ages = Array.from(openAges);
	const at = makeLookup(curve);
	const now = ages.map(at);
	const stillOpen = (wait: number): number =>
		ages.reduce((sum, age, index) => {
			const before = now[index] ?? 0;
			// Longer open than any was before it was read: nothing is known of such a wait.
			return sum + (before > 0 ? at(age + wait) / before : 1);
		}, 0);
	const half = ages.length / 2 + 1e-9;
	let high = curve.lastTime ?? 0;
	if (ages.length === 0 || stillOpen(high) > half) return null;
	let low = 0;
	while (high - low > 0.5) {
		const middle = (low + high) / 2;
		if (stillOpen(middle) <= half) high = middle;
		else low = middle;
	}
	return high;
}

/** The curve's height just after a time, found by halving: queues and curves may both be long. */
function makeLookup({ steps }: SurvivalCurve): (time: number) => number {
	const times = Float64Array.from(steps, ({ time }) => time);
	return (time) => {
		let [low, high] = [0, times.length];
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((times[middle] ?? 0) <= time) low = middle + 1;
			else high = middle;
		}
		return low === 0 ? 1 : (steps[low - 1]?.survival ?? 1);
	};
}
