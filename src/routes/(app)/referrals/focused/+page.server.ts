import { planList } from '#lib/features/referrals/plan-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('focused.manage', async ({ app, actor }) => ({
	plans: await planList(app.db.read, actor, app.clock.now())
}));
