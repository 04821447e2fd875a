import { takeExport } from '#lib/features/reports/register/take.server.ts';
import { errorText } from '#lib/i18n/error-text.ts';
import { endpoint } from '#lib/server/http/page.ts';
import { statusOf } from '#lib/server/http/respond.ts';

export const GET = endpoint('report.export', async ({ app, actor, params }) => {
	const taken = await takeExport(app, actor, params['id'] ?? '');
	if (!taken.ok) {
		// An endpoint's error page has no words of its own.
		return new Response(errorText(taken.error), {
			status: taken.error === 'export-damaged' ? 500 : statusOf(taken.error),
			headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'private, no-store' }
		});
	}
	const { body, contentType, fileName, sizeBytes, sha256 } = taken.value;
	return new Response(body, {
		headers: {
			'content-type': contentType,
			'content-disposition': `attachment; filename="${fileName}"`,
			'content-length': String(sizeBytes),
			'x-content-sha256': sha256,
			'cache-control': 'private, no-store'
		}
	});
});
