import { error } from '@sveltejs/kit';
import { endPlan } from '#lib/features/referrals/plan-commands.server.ts';
import { findPlan } from '#lib/features/referrals/plan-queries.server.ts';
import { endPlanSchema } from '#lib/features/referrals/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('focused.manage', async ({ app, actor, params, url }) => {
	const plan = await findPlan(app.db.read, actor, params.id ?? '', app.clock.now());
	if (!plan) error(404, 'plan-not-found');
	return { plan, isBegun: url.searchParams.has('begun') };
});

export const actions = {
	end: action('focused.manage', endPlanSchema, endPlan, {
		redirectTo: ({ id, outcome }) =>
			outcome === 'extended' ? `/referrals/focused/new?after=${id}` : `/referrals/focused/${id}`
	})
};
