import { countNewFeedback, feedbackList } from '#lib/features/feedback/queries.server.ts';
import { ownPlans } from '#lib/features/referrals/plan-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('feedback.answer', async ({ app, actor, url }) => {
	const now = app.clock.now();
	return {
		...(await feedbackList(app.db.read, actor, now, url.searchParams.get('after'))),
		fresh: await countNewFeedback(app.db.read, actor, now),
		plans: await ownPlans(app.db.read, actor, now),
		isReader: actor.radiologistId !== null
	};
});
