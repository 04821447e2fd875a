import { error } from '@sveltejs/kit';
import { may } from '#lib/core/actor.ts';
import { takeBackCmeActivity } from '#lib/features/credentials/cme/commands.server.ts';
import { markSeen, saveActivity } from '#lib/features/credentials/cme/person-commands.server.ts';
import { cmeView } from '#lib/features/credentials/cme/person-view.server.ts';
import {
	cmeActivityForm,
	cmeFormFields,
	cmeSeenForm,
	cmeTakeBackForm
} from '#lib/features/credentials/cme/schemas.ts';
import { documentAction } from '#lib/features/credentials/vault/form.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('credential.view', async ({ app, actor, params, url }) => {
	const view = await cmeView(app, params.id ?? '');
	if (!view) error(404, 'not-found');
	const old = view.activities.find(({ id }) => id === url.searchParams.get('edit'));
	const mayEdit = may(actor, 'credential.manage') && actor.radiologistId !== view.person.id;
	return {
		view,
		edit: old && mayEdit ? { id: old.id, fields: cmeFormFields(old) } : null,
		mayEdit
	};
});

export const actions = {
	save: documentAction(
		'credential.manage',
		cmeActivityForm,
		({ app, actor, params }, { input, file }) =>
			saveActivity(app, actor, { form: input, file, radiologistId: params.id ?? '' }),
		'saved'
	),
	seen: documentAction(
		'credential.manage',
		cmeSeenForm,
		({ app, actor, params }, { input }) =>
			markSeen(app, actor, {
				activity: input.activity,
				radiologistId: params.id ?? '',
				words: messages.cme.activities.seenWords
			}),
		'seen'
	),
	takeBack: documentAction(
		'credential.manage',
		cmeTakeBackForm,
		({ app, actor, params }, { input }) =>
			takeBackCmeActivity(app, actor, {
				id: input.activity,
				radiologistId: params.id ?? '',
				words: input.words
			}),
		'taken-back'
	)
};
