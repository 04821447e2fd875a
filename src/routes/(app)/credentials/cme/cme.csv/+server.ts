import { cmeCsv } from '#lib/features/credentials/cme/matrix-file.ts';
import { parseCmeFilter } from '#lib/features/credentials/cme/matrix-filter.ts';
import { cmeMatrix } from '#lib/features/credentials/cme/matrix.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('credential.view', async ({ app, url }) => {
	return new Response(cmeCsv(await cmeMatrix(app, parseCmeFilter(url))), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="continuing-education.csv"',
			'cache-control': 'private, no-store'
		}
	});
});
