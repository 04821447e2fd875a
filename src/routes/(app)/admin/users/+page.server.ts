import { listUsers } from '#lib/features/admin/user-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('user.manage', async ({ app }) => ({
	users: await listUsers(app.db.read, app.clock.now())
}));
