import { ownCalibration } from '#lib/features/calibration/result-queries.server.ts';
import { takeBackLate } from '#lib/features/reviews/lease-commands.server.ts';
import { findNextAssignment } from '#lib/features/reviews/queries.server.ts';
import { lastOutcomes, reviewerMonth, reviewQueue } from '#lib/features/reviews/queue-queries.server.ts';
import { imagesAhead } from '#lib/features/reviews/workspace-queries.server.ts';
import { reopenOwn } from '#lib/features/reviews/reconsider.server.ts';
import { reopenableReviews } from '#lib/features/reviews/standing-review.server.ts';
import { ownSchema } from '#lib/features/reviews/schemas.ts';
import { findLostDraft } from '#lib/features/reviews/lost-draft.server.ts';
import { withdrawCancelled } from '#lib/features/reviews/withdraw-cancelled.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('review.score', async ({ app, actor, url }) => {
	await withdrawCancelled(app);
	await takeBackLate(app);
	const { read } = app.db;
	const now = app.clock.now();
	const next = await findNextAssignment(read, actor.id);
	return {
		queue: await reviewQueue(read, actor.id),
		month: await reviewerMonth(read, actor.id, now),
		ledTo: await lastOutcomes(read, actor.id),
		calibration: await ownCalibration(read, actor.id, now),
		nextImages: next ? await imagesAhead(app, `reviews/${next.id}`, next.caseId) : null,
		reopenable: await reopenableReviews(read, actor.id, now),
		ended: url.searchParams.get('ended'),
		lost: await findLostDraft(read, actor.id, url.searchParams.get('case') ?? ''),
		now
	};
});

export const actions = {
	reopen: action('review.score', ownSchema, reopenOwn, { redirectTo: ({ nextId }) => `/reviews/${nextId}` })
};
