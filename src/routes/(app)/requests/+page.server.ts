import { parseListPlace } from '#lib/core/list-place.ts';
import { ownReads, ownRequests, parseOwnFilter } from '#lib/features/referrals/own-reads.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('referral.request', async ({ app, actor, url }) => {
	const now = app.clock.now();
	const filter = parseOwnFilter(url.searchParams);
	const after = parseListPlace(url.searchParams.get('after'));
	return {
		filter,
		requests: await ownRequests(app.db.read, actor, now),
		reads: await ownReads(app.db.read, actor, { filter, after, now }),
		isReader: actor.radiologistId !== null,
		isAsked: url.searchParams.has('asked')
	};
});
