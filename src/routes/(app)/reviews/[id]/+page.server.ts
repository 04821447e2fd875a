import { error, redirect } from '@sveltejs/kit';
import { lockImpression, revealReport } from '#lib/features/reviews/draft-commands.server.ts';
import { declineCase, submitReview, type Ended } from '#lib/features/reviews/review-commands.server.ts';
import { keepScore } from '#lib/features/reviews/reconsider.server.ts';
import { declineSchema, ownSchema, reviewFormSchema } from '#lib/features/reviews/schemas.ts';
import { openWorkspace } from '#lib/features/reviews/workspace-queries.server.ts';
import { action, page } from '#lib/server/http/page.ts';
import { statusOf } from '#lib/server/http/respond.ts';

export const load = page('review.score', async ({ app, actor, params }) => {
	const workspace = await openWorkspace({ app, actor }, params.id ?? '');
	if (workspace.ok) return { bare: true, workspace: workspace.value };
	if (workspace.error.startsWith('already-'))
		redirect(303, `/reviews?ended=${workspace.error}&case=${params.id}`);
	error(statusOf(workspace.error), workspace.error);
});

const toNext = ({ nextId }: Ended): string => (nextId ? `/reviews/${nextId}` : '/reviews');

export const actions = {
	lock: action('review.score', reviewFormSchema, lockImpression),
	reveal: action('review.score', reviewFormSchema, revealReport),
	submit: action('review.score', reviewFormSchema, submitReview, { redirectTo: toNext, handsOn: true }),
	// The queue says what became of the case before the next one opens.
	keep: action('review.score', ownSchema, keepScore, { redirectTo: () => '/reviews?ended=kept' }),
	decline: action('review.score', declineSchema, declineCase, {
		redirectTo: () => '/reviews?ended=given-back'
	})
};
