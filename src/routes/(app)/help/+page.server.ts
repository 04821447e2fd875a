import { searchHelp } from '#lib/server/documents/help.ts';
import { page } from '#lib/server/http/page.ts';
import { helpPages } from '#lib/server/documents/help-pages.ts';

export const load = page('help.view', ({ url }) => {
	const query = (url.searchParams.get('q') ?? '').trim().slice(0, 100);
	const pages = searchHelp(helpPages, query).map(({ slug, title, summary }) => ({ slug, title, summary }));
	return { query, pages };
});
