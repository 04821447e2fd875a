import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import type { CorrectionReason, CorrectionStatus } from './life.ts';
import type { CorrectionPolicy } from './policy.ts';

const minutesOf = {
	flagged: 'flaggedMinutes',
	score: 'significantMinutes',
	committee: 'otherMinutes',
	coordinator: 'otherMinutes'
} as const satisfies Record<CorrectionReason, keyof CorrectionPolicy>;

/** When the facility must have been informed. */
export function dueAtOf(because: CorrectionReason, openedAt: Instant, policy: CorrectionPolicy): Instant {
	return openedAt + policy[minutesOf[because]] * MINUTE_MS;
}

/** Whether nobody was informed although the time is over. Nobody has to be, where the committee found no discrepancy. */
export function isOverdue(
	correction: { status: CorrectionStatus; dueAt: Instant; isUnfounded?: boolean },
	now: Instant
): boolean {
	return correction.status === 'open' && correction.dueAt <= now && correction.isUnfounded !== true;
}

const PROMPT_MS = 15 * MINUTE_MS;

/** Whether an act was written down long after it is said to have happened. */
export function isEnteredLate(happenedAt: Instant, recordedAt: Instant): boolean {
	return recordedAt - happenedAt > PROMPT_MS;
}
