import { error, fail } from '@sveltejs/kit';
import { may } from '#lib/core/actor.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { documentsOf, findPerson } from '#lib/features/credentials/vault/queries.server.ts';
import { failWith, readDocumentForm } from '#lib/features/credentials/vault/form.server.ts';
import { storeSchema } from '#lib/features/credentials/vault/schemas.ts';
import { storeDocument } from '#lib/features/credentials/vault/store.server.ts';
import { fileAction, page } from '#lib/server/http/page.ts';

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
		if (!form.ok) return fail(...failWith(form.error));
		const { input, file, values } = form.value;
		if (!file) return fail(...failWith({ fields: { file: 'file-required' } }, values));
		const stored = await storeDocument(app, actor, { ...input, ...file, radiologistId: params.id ?? '' });
		if (!stored.ok) return fail(...failWith(stored.error, values));
		return { done: true as const };
	})
};
