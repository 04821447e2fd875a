import { countWaitingChecks, pixelQueue } from '#lib/features/imaging/pixel-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('pixels.check', async ({ app, actor, url }) => {
	const show = url.searchParams.get('show') === 'decided' ? ('decided' as const) : ('waiting' as const);
	const after = url.searchParams.get('after');
	return {
		show,
		checked: url.searchParams.get('checked'),
		waiting: await countWaitingChecks(app.db.read),
		queue: await pixelQueue(app.db.read, { actor, show, after })
	};
});
