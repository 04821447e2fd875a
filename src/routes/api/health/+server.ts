import { healthOf } from '#lib/runtime/health.ts';
import { publicEndpoint } from '#lib/server/http/page.ts';
import { json } from '#lib/server/http/respond.ts';

/** A silent worker is no reason to send nobody to this server any more: that is the database alone. */
export const GET = publicEndpoint(async ({ app, actor }) => {
	const health = await healthOf(app, actor);
	return json(health, { status: health.status === 'ok' ? 200 : 503 });
});
