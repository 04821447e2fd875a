import { error } from '@sveltejs/kit';
import { taxonomyWords } from '#lib/features/admin/taxonomy-queries.server.ts';
import { acknowledgeNote, closeNote } from '#lib/features/site-notes/commands.server.ts';
import { findSiteNote } from '#lib/features/site-notes/queries.server.ts';
import { acknowledgeSchema, closeSchema } from '#lib/features/site-notes/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('site-note.manage', async ({ app, actor, params }) => {
	const note = await findSiteNote(app.db.read, actor, params.id ?? '', app.clock.now());
	if (!note) error(404, 'site-note-not-found');
	return { note, words: await taxonomyWords(app.db.read) };
});

export const actions = {
	acknowledge: action('site-note.manage', acknowledgeSchema, acknowledgeNote),
	close: action('site-note.manage', closeSchema, closeNote)
};
