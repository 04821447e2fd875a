import { z } from 'zod';
import { noticeSchema, readAll, readAllSchema, readNotice } from '#lib/features/notices/commands.server.ts';
import { inbox } from '#lib/features/notices/queries.server.ts';
import { action, page } from '#lib/server/http/page.ts';

const cursorSchema = z.uuid().nullable().catch(null);

export const load = page('notice.view', async ({ app, actor, url }) => {
	const after = cursorSchema.parse(url.searchParams.get('after'));
	return { inbox: await inbox(app.db.read, actor.id, app.clock.now(), after), isFirst: after === null };
});

export const actions = {
	open: action('notice.view', noticeSchema, ({ app, actor }, input) => readNotice(app, actor, input), {
		redirectTo: ({ path }) => path
	}),
	read: action('notice.view', noticeSchema, ({ app, actor }, input) => readNotice(app, actor, input)),
	readAll: action('notice.view', readAllSchema, ({ app, actor }, input) => readAll(app, actor, input))
};
