import { error } from '@sveltejs/kit';
import { renderMarkdown } from '#lib/server/documents/markdown.ts';
import { page } from '#lib/server/http/page.ts';
import { helpPages } from '#lib/server/documents/help-pages.ts';

export const load = page('help.view', ({ params }) => {
	const at = helpPages.findIndex(({ slug }) => slug === params.slug);
	const found = helpPages[at];
	if (!found) error(404, 'not-found');
	const next = helpPages[at + 1];
	return {
		title: found.title,
		summary: found.summary,
		html: renderMarkdown(found.markdown),
		next: next ? { slug: next.slug, title: next.title } : null
	};
});
