import { expirablesFile } from '#lib/features/credentials/expiry/expirables-file.server.ts';
import { parseExpirableFilter } from '#lib/features/credentials/expiry/filter.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('credential.view', async ({ app, actor, url }) => {
	return new Response(await expirablesFile(app, actor, parseExpirableFilter(url)), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="expirables.csv"',
			'cache-control': 'private, no-store'
		}
	});
});
