import { error } from '@sveltejs/kit';
import { minutesMonths, minutesOf } from '#lib/features/committee/minutes.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('committee.decide', async ({ app, url }) => {
	const months = await minutesMonths(app.db.read, app.clock.now());
	const minutes = await minutesOf(app.db.read, url.searchParams.get('month') ?? months[0] ?? '');
	if (minutes === null) error(404, 'not-found');
	return { months, minutes };
});
