import { may } from '#lib/core/actor.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { chosenCases, ownSubmissions } from '#lib/features/learning/own-cases.server.ts';
import { conferenceList } from '#lib/features/learning/conference-queries.server.ts';
import { objectToCase } from '#lib/features/learning/curate.server.ts';
import { objectSchema } from '#lib/features/learning/schemas.ts';
import { waitingCounts } from '#lib/features/learning/waiting.server.ts';
import { ownYearNow } from '#lib/features/learning/year-queries.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('learning.take-part', async ({ app, actor, url }) => {
	const { read } = app.db;
	const mayManage = may(actor, 'learning.manage');
	return {
		own: await ownYearNow(app, actor),
		conferences: (await conferenceList(read, { open: true })).items,
		chosen: await chosenCases(read, actor),
		submissions: await ownSubmissions(read, actor),
		waiting: mayManage ? await waitingCounts(app) : null,
		isSubmitted: url.searchParams.has('submitted'),
		replaced: Number(url.searchParams.get('submitted') ?? 0) || 0,
		timeZone: await groupTimeZone(read)
	};
});

export const actions = {
	object: action('learning.take-part', objectSchema, objectToCase)
};
