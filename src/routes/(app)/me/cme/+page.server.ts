import { error } from '@sveltejs/kit';
import { err } from '#lib/core/result.ts';
import { takeBackCmeActivity } from '#lib/features/credentials/cme/commands.server.ts';
import { saveActivity } from '#lib/features/credentials/cme/person-commands.server.ts';
import { cmeView } from '#lib/features/credentials/cme/person-view.server.ts';
import { cmeActivityForm, cmeFormFields, cmeTakeBackForm } from '#lib/features/credentials/cme/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('credential.own', async ({ app, actor, url }) => {
	const view = actor.radiologistId === null ? null : await cmeView(app, actor.radiologistId);
	if (!view) error(404, 'not-found');
	const old = view.activities.find(({ id }) => id === url.searchParams.get('edit'));
	return { view, edit: old ? { id: old.id, fields: cmeFormFields(old) } : null };
});

export const actions = {
	save: action('credential.own', cmeActivityForm, async ({ app, actor }, form) =>
		actor.radiologistId === null
			? err('radiologist-not-found')
			: saveActivity(app, actor, { form, radiologistId: actor.radiologistId, source: 'self' })
	),
	takeBack: action('credential.own', cmeTakeBackForm, async ({ app, actor }, { activity, words }) =>
		actor.radiologistId === null
			? err('radiologist-not-found')
			: takeBackCmeActivity(app, actor, { id: activity, radiologistId: actor.radiologistId, words })
	)
};
