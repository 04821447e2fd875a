import { fail } from '@sveltejs/kit';
import { maxCmeFileBytes, readCmeForm } from '#lib/features/credentials/cme/import-form.server.ts';
import { checkCmeFile, importCmeFile } from '#lib/features/credentials/cme/import.server.ts';
import { fileAction, page, type ActionFailure } from '#lib/server/http/page.ts';

export const load = page('credential.manage', () => ({ maxBytes: maxCmeFileBytes }));

export const actions = {
	check: fileAction('credential.manage', async ({ app, event }) => {
		const sent = await readCmeForm(event.request);
		if (!sent.ok) return fail(400, { error: sent.error } satisfies ActionFailure);
		return { check: await checkCmeFile(app, sent.value), isDone: false };
	}),
	take: fileAction('credential.manage', async ({ app, actor, event }) => {
		const sent = await readCmeForm(event.request);
		if (!sent.ok) return fail(400, { error: sent.error } satisfies ActionFailure);
		return { check: await importCmeFile(app, actor, sent.value), isDone: true };
	})
};
