import { fail } from '@sveltejs/kit';
import { readFhirForm } from '#lib/features/credentials/fhir/fhir-form.server.ts';
import { importFhir } from '#lib/features/credentials/fhir/import.server.ts';
import { planImport } from '#lib/features/credentials/fhir/plan.server.ts';
import { fileAction, page, type ActionFailure } from '#lib/server/http/page.ts';

export const load = page('credential.manage', () => ({}));

export const actions = {
	check: fileAction('credential.manage', async ({ app, event }) => {
		const text = await readFhirForm(event.request);
		if (!text.ok) return fail(400, { error: text.error } satisfies ActionFailure);
		const plan = await planImport(app.db.read, text.value);
		if (!plan.ok) return fail(400, { error: plan.error } satisfies ActionFailure);
		return { plan: plan.value, text: text.value };
	}),
	take: fileAction('credential.manage', async ({ app, actor, event }) => {
		const text = await readFhirForm(event.request);
		if (!text.ok) return fail(400, { error: text.error } satisfies ActionFailure);
		const imported = await importFhir(app, actor, text.value);
		if (!imported.ok) return fail(400, { error: imported.error } satisfies ActionFailure);
		return { imported: imported.value };
	})
};
