import { fail, redirect } from '@sveltejs/kit';
import { sendPage } from '#lib/features/credentials/self/choices.server.ts';
import { sendSchema, textsOf } from '#lib/features/credentials/self/schemas.ts';
import { sendProposal } from '#lib/features/credentials/self/send.server.ts';
import { failWith, readDocumentForm } from '#lib/features/credentials/vault/form.server.ts';
import { fileAction, page } from '#lib/server/http/page.ts';

export const load = page('credential.own', ({ app, actor, url }) =>
	sendPage(app, actor, { kind: url.searchParams.get('kind'), about: url.searchParams.get('about') })
);

export const actions = {
	default: fileAction('credential.own', async ({ app, actor, event }) => {
		const form = await readDocumentForm(event.request, sendSchema);
		if (!form.ok) return fail(...failWith(form.error));
		const { input, file, values } = form.value;
		const { kind, about } = input;
		const sent = await sendProposal(app, actor, { kind, about, fields: textsOf(values), file });
		if (!sent.ok) return fail(...failWith(sent.error, values));
		redirect(303, '/me/credentials?sent');
	})
};
