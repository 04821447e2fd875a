import { error } from '@sveltejs/kit';
import { acknowledge, rebut } from '#lib/features/feedback/commands.server.ts';
import { feedbackCase } from '#lib/features/feedback/outcome-queries.server.ts';
import { acknowledgeSchema, rebutSchema } from '#lib/features/feedback/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';
import { statusOf } from '#lib/server/http/respond.ts';

export const load = page('feedback.answer', async ({ app, actor, params }) => {
	const found = await feedbackCase({ app, actor }, params.id ?? '');
	if (found.ok) return { bare: true, item: found.value };
	error(statusOf(found.error), found.error);
});

export const actions = {
	acknowledge: action('feedback.answer', acknowledgeSchema, acknowledge),
	rebut: action('feedback.answer', rebutSchema, rebut)
};
