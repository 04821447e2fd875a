import { error } from '@sveltejs/kit';
import { findCheckpoint } from '#lib/server/audit/checkpoints.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('audit.view', async ({ app, actor, params }) => {
	const checkpoint = await findCheckpoint(app.db.read, params.id ?? '');
	// How many entries there are would tell whoever has reads of their own how many they are not shown.
	if (!checkpoint || actor.radiologistId !== null) error(404, 'checkpoint-not-found');
	return new Response(checkpoint.note, {
		headers: {
			'content-type': 'text/plain; charset=utf-8',
			'content-disposition': `attachment; filename="overread-audit-${checkpoint.treeSize}.checkpoint"`,
			'cache-control': 'private, no-store'
		}
	});
});
