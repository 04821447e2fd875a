import { error, fail } from '@sveltejs/kit';
import { may } from '#lib/core/actor.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { documentsOf, findPerson } from '#lib/features/credentials/vault/queries.server.ts';
import { readDocumentForm } from '#lib/features/credentials/vault/form.server.ts';
import { storeSchema } from '#lib/features/credentials/vault/schemas.ts';
import { storeDocument } from '#lib/features/credentials/vault/store.server.ts';
import { fileAction, page, type ActionFailure } from '#lib/server/http/page.ts';
import { statusOf } from '#lib/server/http/respond.ts';

export const load = page('credential.view', async ({ app, actor, params }) => {
	const person = await findPerson(app.db.read, params.id ?? '');
	if (!person) error(404, 'radiologist-not-found');
	const documents = await documentsOf(app, person.id);
	const timeZone = await groupTimeZone(app.db.read);
	return { person, documents, timeZone, mayStore: may(actor, 'credential.manage') };
});

export const actions = {
	store: fileAction('credential.manage', async ({ app, actor, params, event }) => {
		const form = await readDocumentForm(event.request, storeSchema);
		if (!form.ok) return fail(statusOf(form.error.error ?? ''), form.error);
		const { input, file, values } = form.value;
		if (!file) return fail(400, { fields: { file: 'file-required' }, values } satisfies ActionFailure);
		const stored = await storeDocument(app, actor, { ...input, ...file, radiologistId: params.id ?? '' });
		if (!stored.ok) {
			return fail(statusOf(stored.error), { error: stored.error, values } satisfies ActionFailure);
		}
		return { done: true as const };
	})
};
