import { error, redirect } from '@sveltejs/kit';
import { committeeCase } from '#lib/features/committee/case-queries.server.ts';
import { decide } from '#lib/features/committee/commands.server.ts';
import { decideSchema } from '#lib/features/committee/schemas.ts';
import { committeeDoor } from '#lib/features/committee/queries.server.ts';
import { action, page } from '#lib/server/http/page.ts';
import { statusOf } from '#lib/server/http/respond.ts';

export const load = page('committee.decide', async ({ app, actor, params }) => {
	const id = params.id ?? '';
	const found = await committeeCase({ app, actor }, id);
	if (found.ok) return { bare: true, item: found.value };
	if (await committeeDoor(app.db.read, actor, id)) redirect(303, '/committee');
	error(statusOf(found.error), found.error);
});

export const actions = {
	decide: action('committee.decide', decideSchema, decide, { redirectTo: () => '/committee?decided' })
};
