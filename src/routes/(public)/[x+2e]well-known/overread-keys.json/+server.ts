import { publishedKeys } from '#lib/features/reports/bundle/keys.server.ts';
import { publicEndpoint } from '#lib/server/http/page.ts';
import { json } from '#lib/server/http/respond.ts';

// Public keys are for everybody, also for the check page of another installation.
export const GET = publicEndpoint(async ({ app }) =>
	json(await publishedKeys(app), { headers: { 'access-control-allow-origin': '*' } })
);
