import type { Actor } from '#lib/core/actor.ts';

/** Whose work a case holds, and who stood back from it. */
export type Involved = {
	/** Reader of record and co-signers, as radiologists. */
	readonly readerIds: readonly string[];
	/** Everybody who reviewed it, as users. */
	readonly reviewerIds: readonly string[];
	/** Members who declared that they stand back, as users. It cannot be undone. */
	readonly recusedIds: readonly string[];
};

/** Whether a member stands back: nobody decides on an own read or an own review, nor after a declared recusal. */
export function isRecused(actor: Pick<Actor, 'id' | 'radiologistId'>, involved: Involved): boolean {
	if (involved.reviewerIds.includes(actor.id) || involved.recusedIds.includes(actor.id)) return true;
	return actor.radiologistId !== null && involved.readerIds.includes(actor.radiologistId);
}
