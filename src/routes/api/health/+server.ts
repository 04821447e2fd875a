import { isHealthy } from '#lib/server/db/health.ts';
import { publicEndpoint } from '#lib/server/http/page.ts';
import { json } from '#lib/server/http/respond.ts';

export const GET = publicEndpoint(async ({ app }) => {
	const healthy = await isHealthy(app.db);
	return json({ status: healthy ? 'ok' : 'database-unavailable' }, { status: healthy ? 200 : 503 });
});
