import { error } from '@sveltejs/kit';
import { openOwnFile } from '#lib/features/credentials/portfolio/files.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('credential.own', async ({ app, actor, params }) => {
	const opened = await openOwnFile(app, actor, params.id ?? '');
	if (!opened.ok) error(opened.error === 'export-missing' ? 410 : 404, opened.error);
	const file = opened.value;
	return new Response(new Uint8Array(file.bytes), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': `attachment; filename="${file.fileName}"`,
			'x-content-sha256': file.sha256,
			'cache-control': 'private, no-store'
		}
	});
});
