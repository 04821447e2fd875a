import { viewerSettingsOf } from '#lib/features/imaging/viewer-settings.server.ts';
import { countFresh } from '#lib/features/notices/queries.server.ts';
import { frame } from '#lib/server/http/page.ts';

export const load = frame('home.view', async ({ app, actor, url, event }) => ({
	person: { name: actor.name, roles: actor.roles },
	theme: event.locals.theme,
	// With every page, so that images open as they are liked without asking first.
	viewerSettings: await viewerSettingsOf(app.db.read, actor.id),
	// Reading the path makes this run on every page, so that the number is never an old one.
	freshNotices: url.pathname ? await countFresh(app.db.read, actor.id, app.clock.now()) : 0
}));
