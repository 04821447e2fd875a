import { ownView } from '#lib/features/quality/radiologist/radiologist-view.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('quality.own', async ({ app, actor }) => ({ view: await ownView(app, actor) }));
