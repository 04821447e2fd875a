import { error, redirect } from '@sveltejs/kit';
import { committeeCase } from '#lib/features/committee/case-queries.server.ts';
import { breakTie, castVote, recuse, type Cast } from '#lib/features/committee/commands.server.ts';
import { committeeDoor } from '#lib/features/committee/queries.server.ts';
import { returnCase } from '#lib/features/committee/return-command.server.ts';
import { recuseSchema, returnSchema, voteSchema } from '#lib/features/committee/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';
import { statusOf } from '#lib/server/http/respond.ts';

export const load = page('committee.decide', async ({ app, actor, params }) => {
	const id = params.id ?? '';
	const found = await committeeCase({ app, actor }, id);
	if (found.ok) return { bare: true, item: found.value, now: app.clock.now() };
	if (await committeeDoor(app.db.read, actor, id)) redirect(303, '/committee');
	error(statusOf(found.error), found.error);
});

const afterVote = ({ then }: Cast) => `/committee?${then === 'waits' ? 'voted' : then}`;

export const actions = {
	vote: action('committee.decide', voteSchema, castVote, { redirectTo: afterVote }),
	'break-tie': action('committee.chair', voteSchema, breakTie, { redirectTo: afterVote }),
	recuse: action('committee.decide', recuseSchema, recuse, { redirectTo: () => '/committee?recused' }),
	return: action('committee.decide', returnSchema, returnCase, { redirectTo: () => '/committee?returned' })
};
