import { listFacilities } from '#lib/features/admin/facilities.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('facility.manage', async ({ app }) => ({
	facilities: await listFacilities(app.db.read)
}));
