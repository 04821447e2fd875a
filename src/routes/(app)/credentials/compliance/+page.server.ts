import { parseComplianceFilter } from '#lib/features/credentials/gate/compliance-filter.ts';
import { complianceView } from '#lib/features/credentials/gate/compliance.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('credential.view', async ({ app, actor, url }) => {
	const filter = parseComplianceFilter(url);
	return { filter, view: await complianceView(app, actor, { filter, after: url.searchParams.get('after') }) };
});
