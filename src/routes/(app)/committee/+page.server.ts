import { committeeQueue } from '#lib/features/committee/queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('committee.decide', async ({ app, actor, url }) => ({
	queue: await committeeQueue(app.db.read, actor),
	decided: url.searchParams.has('decided')
}));
