import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { listAuditors } from '#lib/features/auditors/queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('user.manage', async ({ app }) => ({
	auditors: await listAuditors(app.db.read, app.clock.now()),
	timeZone: await groupTimeZone(app.db.read)
}));
