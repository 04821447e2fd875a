import { error } from '@sveltejs/kit';
import { err } from '#lib/core/result.ts';
import { takeBackCmeActivity } from '#lib/features/credentials/cme/commands.server.ts';
import { cmeView } from '#lib/features/credentials/cme/person-view.server.ts';
import { cmeActivityForm, cmeFormFields, cmeTakeBackForm } from '#lib/features/credentials/cme/schemas.ts';
import { ownProposals } from '#lib/features/credentials/self/queries.server.ts';
import { withdrawSchema } from '#lib/features/credentials/self/schemas.ts';
import { sendActivity } from '#lib/features/credentials/self/send-activity.server.ts';
import { withdrawProposal } from '#lib/features/credentials/self/send.server.ts';
import { documentAction } from '#lib/features/credentials/vault/form.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('credential.own', async ({ app, actor, url }) => {
	const { radiologistId } = actor;
	const view = radiologistId === null ? null : await cmeView(app, radiologistId);
	if (radiologistId === null || !view) error(404, 'not-found');
	const old = view.activities.find(({ id }) => id === url.searchParams.get('edit'));
	return {
		view,
		edit: old ? { id: old.id, fields: cmeFormFields(old) } : null,
		proposals: await ownProposals(app.db.read, radiologistId, 'education')
	};
});

export const actions = {
	save: documentAction(
		'credential.own',
		cmeActivityForm,
		({ app, actor }, { input, file }) => sendActivity(app, actor, { form: input, file }),
		'sent'
	),
	takeBack: documentAction(
		'credential.own',
		cmeTakeBackForm,
		async ({ app, actor }, { input }) =>
			actor.radiologistId === null
				? err('radiologist-not-found')
				: takeBackCmeActivity(app, actor, {
						id: input.activity,
						radiologistId: actor.radiologistId,
						words: input.words
					}),
		'taken-back'
	),
	withdraw: documentAction(
		'credential.own',
		withdrawSchema,
		({ app, actor }, { input }) => withdrawProposal(app, actor, input),
		'withdrawn'
	)
};
