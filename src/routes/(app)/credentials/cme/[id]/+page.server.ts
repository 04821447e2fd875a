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
import { messages } from '#lib/i18n/messages.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('credential.view', async ({ app, actor, params, url }) => {
	const view = await cmeView(app, params.id ?? '');
	if (!view) error(404, 'not-found');
	const old = view.activities.find(({ id }) => id === url.searchParams.get('edit'));
	const mayEdit = may(actor, 'credential.manage');
	return {
		view,
		edit: old && mayEdit ? { id: old.id, fields: cmeFormFields(old) } : null,
		mayEdit,
		mayVerify: mayEdit && actor.radiologistId !== view.person.id
	};
});

export const actions = {
	save: action('credential.manage', cmeActivityForm, ({ app, actor, params }, form) =>
		saveActivity(app, actor, { form, radiologistId: params.id ?? '', source: 'hand' })
	),
	seen: action('credential.manage', cmeSeenForm, ({ app, actor, params }, { activity }) =>
		markSeen(app, actor, {
			activity,
			radiologistId: params.id ?? '',
			words: messages.cme.activities.seenWords
		})
	),
	takeBack: action('credential.manage', cmeTakeBackForm, ({ app, actor, params }, { activity, words }) =>
		takeBackCmeActivity(app, actor, { id: activity, radiologistId: params.id ?? '', words })
	)
};
