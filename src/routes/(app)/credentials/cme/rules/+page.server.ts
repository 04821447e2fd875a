import { may } from '#lib/core/actor.ts';
import { cmeRulesForm } from '#lib/features/credentials/cme/rules-form.ts';
import { cmeRulesView, previewRules, publishRules } from '#lib/features/credentials/cme/rules.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('credential.view', async ({ app, actor }) => ({
	view: await cmeRulesView(app),
	mayPublish: may(actor, 'policy.manage')
}));

export const actions = {
	preview: action('policy.manage', cmeRulesForm, ({ app }, form) => previewRules(app, form)),
	publish: action('policy.manage', cmeRulesForm, ({ app, actor }, form) => publishRules(app, actor, form))
};
