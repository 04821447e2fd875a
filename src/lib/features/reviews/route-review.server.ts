import type { DetectionMode } from '#lib/core/case/detection.ts';
import type { CaseEvent } from '#lib/core/case/life.ts';
import { routeScore } from '#lib/core/case/route.ts';
import type { Instant } from '#lib/core/instant.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { isSignificant, type Score } from '#lib/core/scoring/scale.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { openCorrection } from '#lib/features/corrections/open-correction.server.ts';
import type { App } from '#lib/server/app.ts';
import type { AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { moveCase } from '#lib/features/assignments/move-case.server.ts';

/** A leading review that is in, and the steps that bring its case to where it can be scored. */
export type LeadingReview = {
	readonly caseId: string;
	readonly readId: string;
	readonly reviewId: string;
	readonly mode: DetectionMode;
	readonly score: Score;
	/** What the reviewer says of the finding, for the facility. */
	readonly finding: string;
	readonly steps: readonly CaseEvent[];
};

/**
 * Takes a case where the score that leads sends it, and opens a correction for a 2b or 3b. Gives the events that record the way,
 * for the caller to write after the submission itself.
 */
export async function routeReview(
	write: WriteHandle,
	app: Pick<App, 'ids'>,
	{ caseId, readId, reviewId, mode, score, finding, steps }: LeadingReview,
	now: Instant
): Promise<Result<AuditEntry[], 'not-in-state'>> {
	const { body: schedule } = await currentPolicy(write, 'review');
	const { events, ...outcome } = routeScore(score, { mode, now, schedule });
	const moved = await moveCase(write, caseId, [...steps, ...events], outcome);
	if (!moved.ok) return moved;
	const opened =
		isSignificant(score) && mode !== 'calibration'
			? await openCorrection(write, app, { caseId, readId, because: 'score', finding, now })
			: [];
	// Whoever scored is named by the submission alone.
	const about = { subjectId: caseId, at: now, actor: null };
	if (events.includes('refer')) opened.push({ ...about, type: 'case.referred', facts: { reviewId } });
	else if (events.includes('finalise')) opened.push({ ...about, type: 'case.finalised', facts: { score } });
	else opened.push({ ...about, type: 'case.filed', facts: { reviewId } });
	return ok(opened);
}
