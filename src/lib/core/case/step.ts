import { sealsReport, type BlindingLevel } from '#lib/core/case/detection.ts';
import type { CaseEvent } from '#lib/core/case/life.ts';
import type { Instant } from '#lib/core/instant.ts';

/** How far one reviewer is with a case; two reviewers of one case do not share it. */
export type Progress = {
	readonly level: BlindingLevel;
	readonly impressionLockedAt: Instant | null;
	readonly reportRevealedAt: Instant | null;
};

/** The next act of a review: write and lock an impression, open the report, or score. */
export const reviewSteps = ['impression', 'reveal', 'score'] as const;
export type ReviewStep = (typeof reviewSteps)[number];

/** The step a review stands at. Only at L3 is the report sealed behind a locked impression (domain: Cooper 2021, Wu 2014). */
export function reviewStep(progress: Progress): ReviewStep {
	if (!sealsReport(progress.level)) return 'score';
	if (progress.impressionLockedAt === null) return 'impression';
	return progress.reportRevealedAt === null ? 'reveal' : 'score';
}

/** Whether the reviewer may read the report now. */
export function isReportOpen(progress: Progress): boolean {
	return reviewStep(progress) === 'score';
}

/** The events that brought a reviewer's own work to where it stands, from `assigned` on. */
export function eventsSoFar(progress: Progress & { readonly openedAt: Instant | null }): CaseEvent[] {
	const events: CaseEvent[] = [];
	if (progress.openedAt !== null) events.push('open');
	if (progress.impressionLockedAt !== null) events.push('lock-impression');
	if (progress.reportRevealedAt !== null) events.push('reveal-report');
	return events;
}
