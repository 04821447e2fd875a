import { error, fail, redirect } from '@sveltejs/kit';
import { isCredentialKind } from '#lib/core/credentials/kinds.ts';
import { openEntryForm } from '#lib/features/credentials/records/entry-form.server.ts';
import { enterCredential } from '#lib/features/credentials/records/enter.server.ts';
import { readForm } from '#lib/server/http/form.ts';
import { fileAction, page, type ActionFailure } from '#lib/server/http/page.ts';
import { statusOf } from '#lib/server/http/respond.ts';

export const load = page('credential.manage', async ({ app, params, url }) => {
	const entry = await openEntryForm(app, { id: params.id ?? '', query: url.searchParams });
	if (!entry) error(404, 'not-found');
	return { entry };
});

export const actions = {
	default: fileAction('credential.manage', async ({ app, actor, params, event }) => {
		const values = await readForm(event.request);
		const typed = Object.fromEntries(
			Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value : ''])
		);
		const { kind = '' } = typed;
		if (!isCredentialKind(kind)) error(404, 'not-found');
		const radiologistId = params.id ?? '';
		const entered = await enterCredential(app, actor, {
			radiologistId,
			kind,
			typed,
			corrects: typed['corrects'] || null,
			words: typed['words'] ?? ''
		});
		if (entered.ok) redirect(303, `/credentials/${radiologistId}?recorded=${entered.value.notes.join()}`);
		const { error: code, fields } = entered.error;
		const status = code ? statusOf(code) : 400;
		return fail(status, { error: code, fields, values } satisfies ActionFailure);
	})
};
