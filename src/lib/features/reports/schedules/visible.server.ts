import { and, eq, isNull, ne, or, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Schedules that have not ended and that an actor may know of: all but those about themselves that others made. */
export function knownTo({ tables: { reportSchedules: t } }: ReadHandle, actor: Actor): SQL | undefined {
	const { id, radiologistId } = actor;
	return and(
		isNull(t.endedAt),
		radiologistId === null
			? undefined
			: or(eq(t.ownerId, id), isNull(t.aboutId), ne(t.aboutId, radiologistId))
	);
}
