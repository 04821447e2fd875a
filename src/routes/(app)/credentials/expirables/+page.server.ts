import { hasPermission } from '#lib/core/permissions.ts';
import { acknowledge, acknowledgeSchema } from '#lib/features/credentials/expiry/acknowledge.server.ts';
import { expirablesView } from '#lib/features/credentials/expiry/expirables-view.server.ts';
import { parseExpirableFilter } from '#lib/features/credentials/expiry/filter.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('credential.view', async ({ app, actor, url }) => {
	const filter = parseExpirableFilter(url);
	return {
		filter,
		view: await expirablesView(app, filter, { after: url.searchParams.get('after') }),
		canAcknowledge: hasPermission(actor.roles, 'credential.manage')
	};
});

export const actions = {
	acknowledge: action('credential.manage', acknowledgeSchema, ({ app, actor }, input) =>
		acknowledge(app, actor, input)
	)
};
