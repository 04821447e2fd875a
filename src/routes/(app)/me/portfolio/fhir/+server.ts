import { error } from '@sveltejs/kit';
import { exportFhir, fhirResponse } from '#lib/features/credentials/fhir/export.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('credential.own', async ({ app, actor }) => {
	const file = actor.radiologistId === null ? null : await exportFhir(app, actor, actor.radiologistId);
	if (!file) error(404, 'radiologist-not-found');
	return fhirResponse(file);
});
