import { may } from '#lib/core/actor.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { conferenceList } from '#lib/features/learning/conference-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('learning.take-part', async ({ app, actor, url }) => ({
	...(await conferenceList(app.db.read, { after: url.searchParams.get('after') })),
	mayManage: may(actor, 'learning.manage'),
	timeZone: await groupTimeZone(app.db.read)
}));
