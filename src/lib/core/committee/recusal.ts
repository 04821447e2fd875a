import type { Actor } from '#lib/core/actor.ts';

/** Whose work a case holds. */
export type Involved = {
	/** Reader of record and co-signers, as radiologists. */
	readonly readerIds: readonly string[];
	/** Everybody who reviewed it, as users. */
	readonly reviewerIds: readonly string[];
};

/** Whether a member must stand back: nobody decides on an own read or an own review. */
export function isRecused(actor: Pick<Actor, 'id' | 'radiologistId'>, involved: Involved): boolean {
	if (involved.reviewerIds.includes(actor.id)) return true;
	return actor.radiologistId !== null && involved.readerIds.includes(actor.radiologistId);
}
