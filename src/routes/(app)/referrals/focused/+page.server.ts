import { parseListPlace } from '#lib/core/list-place.ts';
import { planList } from '#lib/features/referrals/plan-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('focused.manage', async ({ app, actor, url }) => ({
	plans: await planList(app.db.read, actor, {
		now: app.clock.now(),
		after: parseListPlace(url.searchParams.get('after'))
	})
}));
