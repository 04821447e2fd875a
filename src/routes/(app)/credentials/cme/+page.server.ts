import { may } from '#lib/core/actor.ts';
import { parseCmeFilter } from '#lib/features/credentials/cme/matrix-filter.ts';
import { cmeMatrix } from '#lib/features/credentials/cme/matrix.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('credential.view', async ({ app, actor, url }) => {
	const filter = parseCmeFilter(url);
	return { filter, matrix: await cmeMatrix(app, filter), mayManage: may(actor, 'credential.manage') };
});
