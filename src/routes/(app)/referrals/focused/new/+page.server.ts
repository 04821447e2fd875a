import { toUtcDay } from '#lib/core/instant.ts';
import { beginPlan } from '#lib/features/referrals/plan-commands.server.ts';
import { findPlan, plannableRadiologists } from '#lib/features/referrals/plan-queries.server.ts';
import { beginPlanSchema } from '#lib/features/referrals/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('focused.manage', async ({ app, actor, url }) => {
	const now = app.clock.now();
	const before = url.searchParams.get('after');
	return {
		radiologists: await plannableRadiologists(app.db.read, actor),
		before: before === null ? null : await findPlan(app.db.read, actor, before, now),
		today: toUtcDay(now)
	};
});

export const actions = {
	default: action('focused.manage', beginPlanSchema, beginPlan, {
		redirectTo: ({ id }) => `/referrals/focused/${id}?begun`
	})
};
