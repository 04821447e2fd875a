import {
	correctionMonths,
	endedCorrections,
	openCorrections
} from '#lib/features/corrections/queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('correction.manage', async ({ app, actor, url }) => {
	const { read } = app.db;
	const now = app.clock.now();
	return {
		now,
		open: await openCorrections(read, actor, now),
		ended: await endedCorrections(read, { actor, now, after: url.searchParams.get('after') }),
		months: await correctionMonths(read, actor, now)
	};
});
