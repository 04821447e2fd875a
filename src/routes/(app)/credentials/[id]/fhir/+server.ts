import { error } from '@sveltejs/kit';
import { exportFhir, fhirResponse } from '#lib/features/credentials/fhir/export.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('credential.manage', async ({ app, actor, params }) => {
	const file = await exportFhir(app, actor, params.id ?? '');
	if (!file) error(404, 'radiologist-not-found');
	return fhirResponse(file);
});
