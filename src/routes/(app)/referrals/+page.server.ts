import { parseListPlace } from '#lib/core/list-place.ts';
import { may } from '#lib/core/actor.ts';
import { parseReferralFilter } from '#lib/features/referrals/filter.ts';
import { referralPage } from '#lib/features/referrals/referral-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('referral.manage', async ({ app, actor, url }) => {
	const filter = parseReferralFilter(url.searchParams);
	const after = parseListPlace(url.searchParams.get('after'));
	return {
		filter,
		referrals: await referralPage(app.db.read, actor, { filter, after }),
		runsPlans: may(actor, 'focused.manage')
	};
});
