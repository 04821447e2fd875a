import { parseCoverageFilter } from '#lib/features/credentials/expiry/coverage-filter.ts';
import { coverageView } from '#lib/features/credentials/expiry/coverage-view.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('credential.view', async ({ app, url }) => {
	const filter = parseCoverageFilter(url);
	return { filter, view: await coverageView(app, filter) };
});
