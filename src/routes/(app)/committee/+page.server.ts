import { committeePage } from '#lib/features/committee/queries.server.ts';
import { page } from '#lib/server/http/page.ts';

const acts = ['decided', 'answered', 'voted', 'tied', 'casting', 'recused', 'returned'] as const;

export const load = page('committee.decide', async ({ app, actor, url }) => ({
	queue: await committeePage(app.db.read, actor, url.searchParams.get('after')),
	now: app.clock.now(),
	done: acts.find((act) => url.searchParams.has(act)) ?? null
}));
