import { error } from '@sveltejs/kit';
import { exportAudit } from '#lib/features/audit/export.server.ts';
import { exportRequestSchema } from '#lib/features/audit/schemas.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('audit.view', async ({ app, actor, url }) => {
	const asked = exportRequestSchema.safeParse(Object.fromEntries(url.searchParams));
	if (!asked.success) error(400, 'not-a-day');
	const { form, from, through } = asked.data;
	const file = await exportAudit(app, actor, { form, from: from || null, through: through || null });
	return new Response(file.body, {
		headers: {
			'content-type': file.mediaType,
			'content-disposition': `attachment; filename="${file.fileName}"`,
			'cache-control': 'private, no-store'
		}
	});
});
