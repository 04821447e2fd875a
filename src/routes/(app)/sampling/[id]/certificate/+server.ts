import { error } from '@sveltejs/kit';
import { findCertificate } from '#lib/features/sampling/queries.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('sampling.view', async ({ app, actor, params }) => {
	const certificate = await findCertificate(app.db.read, params.id ?? '', actor.scope);
	if (certificate === null) error(404, 'draw-not-found');
	return new Response(certificate, {
		headers: {
			'content-type': 'application/json',
			'content-disposition': `attachment; filename="draw-${params.id}.certificate.json"`,
			'cache-control': 'private, no-store'
		}
	});
});
