import { dayMs } from './calendar.ts';
import { demoFacilities } from './facilities.ts';
import { demoReaders, demoReviewers, demoStaff } from './people.ts';
import type { DemoGroup } from './types.ts';

/**
 * The people, places and period of the demo group.
 *
 * `cutAt` is the data cut in epoch milliseconds: nothing later has happened. `months` of 30.4 days lie before it.
 * `thinning` divides the reads and multiplies the sampling rates, so that reviews and all their rates stay the same.
 */
export function makeDemoGroup(input: {
	seed: number;
	cutAt: number;
	months?: number;
	thinning?: number;
}): DemoGroup {
	const { seed, cutAt, months = 12, thinning = 1 } = input;
	return {
		seed,
		fromAt: Math.floor(cutAt / dayMs) * dayMs - Math.round((months * 365) / 12) * dayMs,
		cutAt,
		thinning,
		facilities: demoFacilities,
		readers: demoReaders,
		reviewers: demoReviewers,
		staff: demoStaff
	};
}
