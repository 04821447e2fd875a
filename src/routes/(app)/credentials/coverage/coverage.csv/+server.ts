import { coverageCsv } from '#lib/features/credentials/expiry/coverage-file.ts';
import { parseCoverageFilter } from '#lib/features/credentials/expiry/coverage-filter.ts';
import { coverageView } from '#lib/features/credentials/expiry/coverage-view.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('credential.view', async ({ app, url }) => {
	return new Response(coverageCsv(await coverageView(app, parseCoverageFilter(url))), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="coverage.csv"',
			'cache-control': 'private, no-store'
		}
	});
});
