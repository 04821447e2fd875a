import { and, eq } from 'drizzle-orm';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { FormInput } from './draft-commands.server.ts';
import { findOwnDraft } from './own-draft.server.ts';

/** What a reviewer had written of a case that is no longer with them, to be read and copied. */
export type LostDraft = {
	readonly impression: string;
	readonly comment: string;
	readonly siteComment: string;
	readonly labels: readonly string[];
};

const takenAway = ['expired', 'withdrawn', 'declined'];

/** The own words of an assignment that ended without a review; null where there are none, or it is somebody else's. */
export async function findLostDraft(
	read: ReadHandle,
	reviewerId: string,
	assignmentId: string
): Promise<LostDraft | null> {
	const draft = await findOwnDraft(read, reviewerId, assignmentId);
	if (!draft || !takenAway.includes(draft.status)) return null;
	const { impression, body } = draft;
	const labels = body.findings.map(({ label }) => label).filter((label) => label !== '');
	const words = [impression, body.comment, body.siteComment, ...labels];
	if (words.every((word) => word.trim() === '')) return null;
	return { impression, comment: body.comment, siteComment: body.siteComment, labels };
}

/**
 * Keeps what came in for a case that was taken away a moment before, so that the last words are not lost either. Only where nothing
 * newer was saved; it moves nothing and renews nothing.
 */
export async function keepLastWords(app: App, reviewerId: string, input: FormInput): Promise<void> {
	await app.db.transaction(async (write) => {
		const draft = await findOwnDraft(write, reviewerId, input.id);
		if (!draft || (draft.status !== 'expired' && draft.status !== 'withdrawn')) return;
		const { drafts } = write.tables;
		await write
			.update(drafts)
			.set({
				body: input.body,
				revision: input.revision + 1,
				impression: draft.impressionLockedAt === null ? input.impression : draft.impression,
				updatedAt: app.clock.now()
			})
			.where(and(eq(drafts.assignmentId, draft.assignmentId), eq(drafts.revision, input.revision)));
	});
}
