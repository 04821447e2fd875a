import { json } from '@sveltejs/kit';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

/** How images are laid out, for whoever may see some: the same for all, and nothing about a case. */
export const GET = endpoint('home.view', async ({ app }) => {
	const { body } = await currentPolicy(app.db.read, 'hanging');
	return json({ protocols: body.protocols }, { headers: { 'cache-control': 'private, no-cache' } });
});
