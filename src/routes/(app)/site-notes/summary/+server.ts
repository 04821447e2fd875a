import { siteSummaryCsv } from '#lib/features/site-notes/summary.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('site-note.manage', async ({ app, url }) => {
	const facilityId = url.searchParams.get('facility')?.trim() || null;
	return new Response(await siteSummaryCsv(app.db.read, app.clock.now(), facilityId), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="site-notes.csv"',
			'cache-control': 'private, no-store'
		}
	});
});
