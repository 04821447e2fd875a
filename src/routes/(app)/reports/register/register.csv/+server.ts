import { parseRegisterFilter } from '#lib/features/reports/register/filter.ts';
import { registerFile } from '#lib/features/reports/register/register-file.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('report.export', async ({ app, actor, url }) => {
	return new Response(await registerFile(app, actor, parseRegisterFilter(url)), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="export-register.csv"',
			'cache-control': 'private, no-store'
		}
	});
});
