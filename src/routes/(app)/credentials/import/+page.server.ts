import { fail } from '@sveltejs/kit';
import {
	checkCredentialFile,
	importCredentialFile,
	readFileForm
} from '#lib/features/credentials/records/import.server.ts';
import { fileAction, page, type ActionFailure } from '#lib/server/http/page.ts';
import { statusOf } from '#lib/server/http/respond.ts';

export const load = page('credential.manage', () => ({}));

const refuse = (error: string) => fail(statusOf(error), { error } satisfies ActionFailure);

export const actions = {
	check: fileAction('credential.manage', async ({ app, actor, event }) => {
		const sent = await readFileForm(event.request);
		return sent.ok ? { check: await checkCredentialFile(app, actor, sent.value) } : refuse(sent.error);
	}),
	take: fileAction('credential.manage', async ({ app, actor, event }) => {
		const sent = await readFileForm(event.request);
		return sent.ok ? { check: await importCredentialFile(app, actor, sent.value) } : refuse(sent.error);
	})
};
