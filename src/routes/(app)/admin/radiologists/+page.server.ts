import { listRadiologists } from '#lib/features/admin/radiologists.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('user.manage', async ({ app }) => ({
	radiologists: await listRadiologists(app.db.read)
}));
