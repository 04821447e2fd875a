import { takeBackLate } from '#lib/features/reviews/lease-commands.server.ts';
import { findNextAssignment } from '#lib/features/reviews/queries.server.ts';
import { lastOutcomes, reviewerMonth, reviewQueue } from '#lib/features/reviews/queue-queries.server.ts';
import { imagesBehind } from '#lib/features/reviews/workspace-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('review.score', async ({ app, actor, url }) => {
	await takeBackLate(app);
	const { read } = app.db;
	const now = app.clock.now();
	const next = await findNextAssignment(read, actor.id);
	return {
		queue: await reviewQueue(read, actor.id),
		month: await reviewerMonth(read, actor.id, now),
		ledTo: await lastOutcomes(read, actor.id),
		nextImages: next ? await imagesBehind(app, `reviews/${next.id}`, next.caseId) : null,
		ended: url.searchParams.get('ended'),
		now
	};
});
