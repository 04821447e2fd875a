import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { ownCredentials } from '#lib/features/credentials/self/own.server.ts';
import { ownProposals } from '#lib/features/credentials/self/queries.server.ts';
import { withdrawSchema } from '#lib/features/credentials/self/schemas.ts';
import { withdrawProposal } from '#lib/features/credentials/self/send.server.ts';
import { documentsOf } from '#lib/features/credentials/vault/queries.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('credential.own', async ({ app, actor: { radiologistId }, url }) => ({
	own:
		radiologistId === null
			? null
			: {
					lines: await ownCredentials(app, radiologistId),
					proposals: await ownProposals(app.db.read, radiologistId),
					documents: await documentsOf(app, radiologistId)
				},
	isSent: url.searchParams.has('sent'),
	timeZone: await groupTimeZone(app.db.read)
}));

export const actions = {
	withdraw: action('credential.own', withdrawSchema, ({ app, actor }, input) =>
		withdrawProposal(app, actor, input)
	)
};
