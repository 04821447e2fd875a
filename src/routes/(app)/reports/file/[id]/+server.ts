import { error } from '@sveltejs/kit';
import { openExport } from '#lib/features/reports/open-export.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('report.export', async ({ app, actor, params }) => {
	const file = await openExport(app, actor, params.id ?? '');
	if (!file) error(404, 'export-not-found');
	return new Response(new Uint8Array(file.bytes), {
		headers: {
			'content-type': file.contentType,
			'content-disposition': `attachment; filename="${file.fileName}"`,
			'x-content-sha256': file.sha256,
			'cache-control': 'private, no-store'
		}
	});
});
