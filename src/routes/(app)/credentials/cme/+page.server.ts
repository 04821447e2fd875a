import { may } from '#lib/core/actor.ts';
import { parseCmeFilter } from '#lib/features/credentials/cme/matrix-filter.ts';
import { cmeMatrix } from '#lib/features/credentials/cme/matrix.server.ts';
import { pageOfLines } from '#lib/features/credentials/records/matrix-page.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('credential.view', async ({ app, actor, url }) => {
	const filter = parseCmeFilter(url);
	return {
		filter,
		matrix: pageOfLines(await cmeMatrix(app, filter), url.searchParams.get('after')),
		mayManage: may(actor, 'credential.manage')
	};
});
