import { previewOf } from '#lib/features/imaging/pixel-preview.server.ts';
import { endpoint } from '#lib/server/http/page.ts';
import { failure } from '#lib/server/http/respond.ts';

export const GET = endpoint('pixels.check', async ({ app, actor, params }) => {
	const png = await previewOf(app, actor, { id: params.id ?? '', like: Number(params.like) });
	if (!png) return failure('instance-not-found');
	return new Response(new Uint8Array(png), {
		headers: { 'content-type': 'image/png', 'cache-control': 'private, no-store' }
	});
});
