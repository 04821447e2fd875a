import { z } from 'zod';
import { may } from '#lib/core/actor.ts';
import { ok } from '#lib/core/result.ts';
import { assignDrawnCases } from '#lib/features/assignments/commands.server.ts';
import { countWaiting } from '#lib/features/assignments/state.server.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import { periodDays, lastMonths } from '#lib/core/period.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { commitDraw } from '#lib/features/sampling/commit-draw.server.ts';
import { drawPage } from '#lib/features/sampling/queries.server.ts';
import { commitDrawSchema } from '#lib/features/sampling/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('sampling.view', async ({ app, actor, url }) => {
	const { version, body } = await currentPolicy(app.db.read, 'sampling');
	return {
		draws: await drawPage(app.db.read, url.searchParams.get('after'), actor.scope),
		policy: { version, ...body },
		mayPublish: may(actor, 'policy.manage'),
		waiting: await countWaiting(app.db.read),
		// A draw can be revealed when its period is over.
		suggested: periodDays(lastMonths(app.clock.now() - DAY_MS, 1))
	};
});

export const actions = {
	commit: action('draw.run', commitDrawSchema, ({ app, actor }, input) => commitDraw(app, actor, input), {
		redirectTo: ({ id }) => `/sampling/${id}`
	}),
	assign: action('assignment.manage', z.object({}), async ({ app }) => ok(await assignDrawnCases(app)))
};
