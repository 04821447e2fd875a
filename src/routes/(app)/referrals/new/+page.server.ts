import { ok } from '#lib/core/result.ts';
import { findReadSchema } from '#lib/features/reads/filter.ts';
import { addClientFinal } from '#lib/features/referrals/pair-commands.server.ts';
import { findReferable, referableRead } from '#lib/features/referrals/referable-reads.server.ts';
import { submitReferral } from '#lib/features/referrals/referral-commands.server.ts';
import { clientFinalSchema, submitReferralSchema } from '#lib/features/referrals/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('referral.manage', async ({ app, actor, url }) => {
	const id = url.searchParams.get('read');
	return { read: id ? await referableRead(app.db.read, actor, id) : null };
});

export const actions = {
	find: action('referral.manage', findReadSchema, async ({ app, actor }, { accession }) =>
		ok({ accession, reads: await findReferable(app.db.read, actor, accession) })
	),
	submit: action('referral.manage', submitReferralSchema, submitReferral, {
		redirectTo: ({ id }) => `/referrals/${id}`
	}),
	final: action('referral.manage', clientFinalSchema, addClientFinal, {
		redirectTo: ({ pairId }) => `/referrals/pairs?pair=${pairId}`
	})
};
