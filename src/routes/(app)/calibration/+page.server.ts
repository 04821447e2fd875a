import { calibrationView } from '#lib/features/calibration/result-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('calibration.manage', async ({ app }) => ({
	view: await calibrationView(app.db.read)
}));
