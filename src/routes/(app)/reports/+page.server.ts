import { may } from '#lib/core/actor.ts';
import { catalogueFor } from '#lib/features/reports/catalogue-view.ts';
import { reportFacilities } from '#lib/features/reports/export-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('report.view', async ({ app, actor, url }) => ({
	...catalogueFor(actor, url.searchParams.get('for')),
	mayTake: may(actor, 'report.export'),
	facilityCodes: actor.scope ? (await reportFacilities(app.db.read, actor)).map(({ code }) => code) : []
}));
