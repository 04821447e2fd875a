import { openFeed } from '#lib/features/credentials/expiry/feed.server.ts';
import { publicEndpoint } from '#lib/server/http/page.ts';
import { statusOf } from '#lib/server/http/respond.ts';

export const GET = publicEndpoint(async ({ app, params, event }) => {
	const opened = await openFeed(app, { token: params['token'] ?? '', address: event.getClientAddress() });
	const headers = { 'cache-control': 'private, no-store', 'content-type': 'text/plain; charset=utf-8' };
	if (!opened.ok) return new Response('', { status: statusOf(opened.error), headers });
	return new Response(opened.value, {
		headers: { ...headers, 'content-type': 'text/calendar; charset=utf-8' }
	});
});
