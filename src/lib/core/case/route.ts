import type { CaseEvent } from '#lib/core/case/life.ts';
import { nextReleaseAt } from '#lib/core/case/release.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { ReviewPolicy } from '#lib/core/review-policy.ts';
import { needsCommittee, type Score } from '#lib/core/scoring/scale.ts';

/** Where a submitted score takes its case, and what becomes final with it. */
export type Routing = {
	readonly events: readonly CaseEvent[];
	readonly finalScore: Score | null;
	readonly finalAt: Instant | null;
	readonly releasedAt: Instant | null;
};

/** 2b, 3a and 3b wait for the committee; 1 and 2a are final at once and released with the next weekly batch. */
export function routeScore(
	score: Score,
	now: Instant,
	schedule: Pick<ReviewPolicy, 'releaseWeekday' | 'releaseHour' | 'timeZone'>
): Routing {
	if (needsCommittee(score)) {
		return { events: ['score', 'refer'], finalScore: null, finalAt: null, releasedAt: null };
	}
	return {
		events: ['score', 'finalise'],
		finalScore: score,
		finalAt: now,
		releasedAt: nextReleaseAt(now, schedule)
	};
}
