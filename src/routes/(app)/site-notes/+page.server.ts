import { taxonomyWords } from '#lib/features/admin/taxonomy-queries.server.ts';
import { parseSiteNoteFilter } from '#lib/features/site-notes/filter.ts';
import { countOpenNotes, notedFacilities, siteNotePage } from '#lib/features/site-notes/queries.server.ts';
import { siteSummary } from '#lib/features/site-notes/summary.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('site-note.manage', async ({ app, actor, url }) => {
	const { read } = app.db;
	const now = app.clock.now();
	const filter = parseSiteNoteFilter(url);
	return {
		filter,
		notes: await siteNotePage(read, { actor, filter, after: url.searchParams.get('after'), now }),
		open: await countOpenNotes(read, actor, now),
		summary: await siteSummary(read, now, filter.facilityId),
		facilities: await notedFacilities(read),
		words: await taxonomyWords(read)
	};
});
