import { saveDraft } from '#lib/features/reviews/draft-commands.server.ts';
import { findOwnDraft } from '#lib/features/reviews/own-draft.server.ts';
import { saveDraftSchema } from '#lib/features/reviews/schemas.ts';
import { faultCode } from '#lib/server/http/fault-code.ts';
import { endpoint } from '#lib/server/http/page.ts';
import { failure, json } from '#lib/server/http/respond.ts';

/** Keeps a draft. When another tab was quicker, the answer carries its version, so that neither is lost. */
export const PUT = endpoint('review.score', async ({ app, actor, params, event }) => {
	const id = params.id ?? '';
	const parsed = saveDraftSchema.safeParse(await event.request.json().catch(() => null), {
		reportInput: true
	});
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		return failure(issue ? faultCode(issue) : 'draft-unreadable');
	}
	const saved = await saveDraft({ app, actor }, { id, ...parsed.data });
	if (saved.ok) return json(saved.value);
	if (saved.error !== 'stale-draft') return failure(saved.error);
	const current = await findOwnDraft(app.db.read, actor.id, id);
	if (!current) return failure('assignment-not-found');
	const { revision, impression, body, activeMs } = current;
	return json({ error: saved.error, current: { revision, impression, body, activeMs } }, { status: 409 });
});
