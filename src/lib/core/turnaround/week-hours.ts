import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';
import { standingCodes, type FinishedRows } from './finished-rows.ts';
import type { Standing } from './tally.ts';

export const WEEK_HOURS = 168;

/** An hour of the week in facility time, 0 is Monday from midnight. Its rate is of the reads that came in this hour. */
export type WeekHour = {
	readonly hour: number;
	/** Reads whose clock began in this hour, whatever became of them. */
	readonly arrived: number;
	readonly inTarget: Rate;
};

/** Counts reads by the hour of the week in which their clock began. */
export function makeWeekTally(): WeekTally {
	return weekFrom(new Uint32Array(WEEK_HOURS), new Uint32Array(WEEK_HOURS), new Uint32Array(WEEK_HOURS));
}

export type WeekTally = {
	add(hour: number, standing: Standing | null): void;
	addAll(rows: FinishedRows): void;
	hours(): WeekHour[];
	/** Another one that goes on from this one, which stays as it is. */
	fork(): WeekTally;
};

function weekFrom(arrived: Uint32Array, due: Uint32Array, met: Uint32Array): WeekTally {
	const raise = (counts: Uint32Array, hour: number) => {
		counts[hour] = (counts[hour] ?? 0) + 1;
	};
	return {
		add(hour: number, standing: Standing | null): void {
			raise(arrived, hour);
			if (standing === 'met' || standing === 'missed') raise(due, hour);
			if (standing === 'met') raise(met, hour);
		},
		addAll({ size, hour: hours, standing }): void {
			for (let row = 0; row < size; row++) {
				const hour = hours[row] ?? 0;
				const code = standing[row];
				raise(arrived, hour);
				if (code === standingCodes.met || code === standingCodes.missed) raise(due, hour);
				if (code === standingCodes.met) raise(met, hour);
			}
		},
		hours: (): WeekHour[] =>
			Array.from({ length: WEEK_HOURS }, (_, hour) => ({
				hour,
				arrived: arrived[hour] ?? 0,
				inTarget: makeRate(met[hour] ?? 0, due[hour] ?? 0)
			})),
		fork: () => weekFrom(arrived.slice(), due.slice(), met.slice())
	};
}
