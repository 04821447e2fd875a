import type { Actor } from '#lib/core/actor.ts';

/** Whose work a case holds, and who stood back from it. */
export type Involved = {
	/** Whoever read or co-signed a version of the examination, as radiologists. */
	readonly readerIds: readonly string[];
	/** Everybody who reviewed it, as users. */
	readonly reviewerIds: readonly string[];
	/** Whoever asked for the second look or let it in, as users: they know what was said of it. */
	readonly askerIds: readonly string[];
	/** Members who declared that they stand back, as users. It cannot be undone. */
	readonly recusedIds: readonly string[];
};

/** Whether a member stands back: nobody decides on an own read, an own review or an own question, nor after a declared recusal. */
export function isRecused(actor: Pick<Actor, 'id' | 'radiologistId'>, involved: Involved): boolean {
	const { reviewerIds, askerIds, recusedIds } = involved;
	if ([...reviewerIds, ...askerIds, ...recusedIds].includes(actor.id)) return true;
	return actor.radiologistId !== null && involved.readerIds.includes(actor.radiologistId);
}
