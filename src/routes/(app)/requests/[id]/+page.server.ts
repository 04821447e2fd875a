import { error } from '@sveltejs/kit';
import { findOwnRead } from '#lib/features/referrals/own-reads.server.ts';
import { requestReview } from '#lib/features/referrals/referral-commands.server.ts';
import { requestReviewSchema } from '#lib/features/referrals/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('referral.request', async ({ app, actor, params }) => {
	const read = await findOwnRead(app.db.read, actor, params.id ?? '');
	if (!read) error(404, 'read-not-found');
	return { read };
});

export const actions = {
	ask: action('referral.request', requestReviewSchema, requestReview, {
		redirectTo: () => '/requests?asked'
	})
};
