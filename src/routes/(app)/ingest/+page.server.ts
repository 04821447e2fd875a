import { fail, redirect } from '@sveltejs/kit';
import { may } from '#lib/core/actor.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { batchPage } from '#lib/features/ingest/queries.server.ts';
import { maxFormBytes } from '#lib/features/ingest/upload-limits.ts';
import { uploadForm } from '#lib/features/ingest/upload.server.ts';
import { fileAction, page, type ActionFailure } from '#lib/server/http/page.ts';

export const load = page('ingest.view', async ({ app, actor, url }) => ({
	batches: await batchPage(app.db.read, url.searchParams.get('after')),
	timeZone: await groupTimeZone(app.db.read),
	mayRun: may(actor, 'ingest.run')
}));

export const actions = {
	upload: fileAction('ingest.run', async ({ app, actor, event }) => {
		const length = Number(event.request.headers.get('content-length') ?? Number.NaN);
		// Without a length the form could be endless, and it is read into memory.
		if (!(length <= maxFormBytes)) return fail(413, { error: 'too-large-form' } satisfies ActionFailure);
		const form = await event.request.formData();
		const files = form.getAll('files').filter((file) => file instanceof File && file.size > 0);
		if (files.length === 0) return fail(400, { error: 'file-required' } satisfies ActionFailure);
		const done = await uploadForm(app, actor, files as File[]); // texts are filtered out
		if (!done.ok) return fail(400, { error: done.error } satisfies ActionFailure);
		redirect(303, `/ingest/${done.value.id}`);
	})
};
