import { error } from '@sveltejs/kit';
import { may } from '#lib/core/actor.ts';
import { acceptReferral, refuseReferral } from '#lib/features/referrals/referral-commands.server.ts';
import { viewReferral } from '#lib/features/referrals/referral-queries.server.ts';
import { acceptReferralSchema, refuseReferralSchema } from '#lib/features/referrals/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('referral.manage', async ({ app, actor, params, url }) => {
	const referral = await viewReferral(app, actor, params.id ?? '');
	if (!referral) error(404, 'referral-not-found');
	return {
		referral,
		mayOpenRead: may(actor, 'read.list'),
		isAccepted: url.searchParams.has('accepted')
	};
});

const back = ({ id }: { id: string }): string => `/referrals/${id}?accepted`;

export const actions = {
	accept: action('referral.manage', acceptReferralSchema, acceptReferral, { redirectTo: back }),
	refuse: action('referral.manage', refuseReferralSchema, refuseReferral, { redirectTo: () => '/referrals' })
};
