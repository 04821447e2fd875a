import { fail, redirect } from '@sveltejs/kit';
import { may } from '#lib/core/actor.ts';
import { legacyCounts } from '#lib/features/ingest/legacy-queries.server.ts';
import { checkLegacyFile, importLegacyFile } from '#lib/features/ingest/legacy-import.server.ts';
import { readLegacyForm } from '#lib/features/ingest/legacy-form.server.ts';
import { fileAction, page, type ActionFailure } from '#lib/server/http/page.ts';

export const load = page('ingest.view', async ({ app, actor }) => ({
	counts: await legacyCounts(app.db.read),
	mayRun: may(actor, 'ingest.run')
}));

export const actions = {
	check: fileAction('ingest.run', async ({ app, event }) => {
		const sent = await readLegacyForm(event.request);
		if (!sent.ok) return fail(400, { error: sent.error } satisfies ActionFailure);
		const { scale, order = null } = sent.value;
		return { check: await checkLegacyFile(app, sent.value), scale, order };
	}),
	import: fileAction('ingest.run', async ({ app, actor, event }) => {
		const sent = await readLegacyForm(event.request);
		if (!sent.ok) return fail(400, { error: sent.error } satisfies ActionFailure);
		const { id } = await importLegacyFile(app, actor, sent.value);
		redirect(303, `/ingest/${id}`);
	})
};
