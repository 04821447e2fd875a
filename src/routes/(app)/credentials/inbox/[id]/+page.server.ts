import { error } from '@sveltejs/kit';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { groupToday } from '#lib/features/credentials/records/today.server.ts';
import { jurisdictionChoices } from '#lib/features/credentials/self/choices.server.ts';
import {
	acceptProposal,
	checkAccepted,
	refuseProposal
} from '#lib/features/credentials/self/decide.server.ts';
import { findProposal, nextWaiting } from '#lib/features/credentials/self/queries.server.ts';
import { checkSchema, decideSchema, refuseSchema, textsOf } from '#lib/features/credentials/self/schemas.ts';
import { documentAction } from '#lib/features/credentials/vault/form.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('credential.manage', async ({ app, actor, params }) => {
	const proposal = await findProposal(app, actor, params.id ?? '');
	if (!proposal) error(404, 'proposal-not-found');
	return {
		proposal,
		next: await nextWaiting(app.db.read, actor, proposal.id),
		jurisdictions: jurisdictionChoices,
		timeZone: await groupTimeZone(app.db.read),
		today: await groupToday(app)
	};
});

export const actions = {
	accept: documentAction('credential.manage', decideSchema, ({ app, actor, params }, { input, values }) =>
		acceptProposal(app, actor, { id: params.id ?? '', fields: textsOf(values), words: String(input.words) })
	),
	refuse: documentAction('credential.manage', refuseSchema, ({ app, actor, params }, { input }) =>
		refuseProposal(app, actor, { id: params.id ?? '', words: input.words })
	),
	check: documentAction('credential.manage', checkSchema, ({ app, actor, params }, { input, file }) =>
		checkAccepted(app, actor, { id: params.id ?? '', check: input, file })
	)
};
