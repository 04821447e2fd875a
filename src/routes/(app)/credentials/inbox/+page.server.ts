import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { waitingProposals } from '#lib/features/credentials/self/queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('credential.manage', async ({ app, actor, url }) => ({
	waiting: await waitingProposals(app.db.read, actor, url.searchParams.get('after')),
	timeZone: await groupTimeZone(app.db.read)
}));
