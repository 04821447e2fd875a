import { homeView } from '#lib/features/home/home.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('home.view', async ({ app, actor }) => ({ home: await homeView(app, actor) }));
