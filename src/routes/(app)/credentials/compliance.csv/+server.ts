import { parseComplianceFilter } from '#lib/features/credentials/gate/compliance-filter.ts';
import { exportCompliance } from '#lib/features/credentials/gate/compliance-export.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('credential.view', async ({ app, actor, url }) => {
	return new Response(await exportCompliance(app, actor, parseComplianceFilter(url)), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="compliance.csv"',
			'cache-control': 'private, no-store'
		}
	});
});
