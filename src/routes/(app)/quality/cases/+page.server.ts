import { may } from '#lib/core/actor.ts';
import { caseList, unblindCases } from '#lib/features/quality/cases/case-list.server.ts';
import { unblindCasesSchema } from '#lib/features/quality/cases/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('quality.view', async ({ app, actor, url }) => ({
	view: await caseList(app, actor, url.searchParams),
	mayUnblind: may(actor, 'case.unblind'),
	mayOpen: may(actor, 'read.list')
}));

export const actions = {
	unblind: action('case.unblind', unblindCasesSchema, ({ app, actor }, input) =>
		unblindCases(app, actor, input)
	)
};
