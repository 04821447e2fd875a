import type { DetectionMode } from '#lib/core/case/detection.ts';
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

const nothingFinal = { finalScore: null, finalAt: null, releasedAt: null };

/**
 * 2b, 3a and 3b wait for the committee; 1 and 2a are final at once and released with the next weekly batch. A known case is filed
 * whatever its score: it is in no rate and nobody is told.
 */
export function routeScore(
	score: Score,
	given: {
		readonly mode: DetectionMode;
		readonly now: Instant;
		readonly schedule: Pick<ReviewPolicy, 'releaseWeekday' | 'releaseHour' | 'timeZone'>;
	}
): Routing {
	if (given.mode === 'calibration') return { events: ['score', 'file-calibration'], ...nothingFinal };
	if (needsCommittee(score)) return { events: ['score', 'refer'], ...nothingFinal };
	return {
		events: ['score', 'finalise'],
		finalScore: score,
		finalAt: given.now,
		releasedAt: nextReleaseAt(given.now, given.schedule)
	};
}
