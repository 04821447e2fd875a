import { and, asc, count, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { pendingStatuses } from '#lib/core/corrections/life.ts';
import type { Instant } from '#lib/core/instant.ts';
import { notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { handleable } from './door.server.ts';
import { handlersOf } from './open-correction.server.ts';
import { isUnfounded, isUnfoundedFor } from './unfounded.server.ts';

/**
 * Raises the alarm for every correction of which nobody was informed in time, once each, and returns for how many. Safe on two
 * workers: whoever sets the mark tells.
 */
export async function raiseOverdueCorrections(app: App): Promise<number> {
	const now = app.clock.now();
	const { corrections } = app.db.read.tables;
	const overdue = and(
		eq(corrections.status, 'open'),
		lte(corrections.dueAt, now),
		isNull(corrections.alarmedAt),
		sql`${isUnfounded(app.db.read)} = 0`
	);
	const rows = await app.db.read
		.select({ id: corrections.id, caseId: corrections.caseId, readId: corrections.readId })
		.from(corrections)
		.where(overdue)
		.orderBy(asc(corrections.dueAt));
	let raised = 0;
	for (const { id, caseId, readId } of rows) {
		const isRaised = await app.db.transaction(async (write) => {
			const marked = await write
				.update(corrections)
				.set({ alarmedAt: now })
				.where(and(eq(corrections.id, id), overdue))
				.returning({ id: corrections.id });
			if (marked.length === 0) return false;
			await notify(write, { ids: app.ids, now }, await handlersOf(write, { caseId, readId }), {
				kind: 'correction.overdue',
				facts: {},
				path: `/corrections/${id}`,
				onceKey: `correction.overdue/${id}`
			});
			await recordAudit(write, {
				type: 'correction.overdue',
				subjectId: id,
				facts: {},
				at: now,
				actor: null
			});
			return true;
		});
		if (isRaised) raised += 1;
	}
	return raised;
}

/** How many loops are open, and in how many of them nobody was informed in time. */
export type CorrectionCounts = { readonly open: number; readonly overdue: number };

/** Counts the open loops that the actor may look after. */
export async function countCorrections(
	read: ReadHandle,
	actor: Actor,
	now: Instant
): Promise<CorrectionCounts> {
	const { corrections, reads } = read.tables;
	const [open] = await read
		.select({ n: count() })
		.from(corrections)
		.innerJoin(reads, eq(reads.id, corrections.readId))
		.where(and(inArray(corrections.status, [...pendingStatuses]), handleable(read, actor, now)));
	const [overdue] = await read
		.select({ n: count() })
		.from(corrections)
		.innerJoin(reads, eq(reads.id, corrections.readId))
		.where(
			and(
				eq(corrections.status, 'open'),
				lte(corrections.dueAt, now),
				sql`${isUnfoundedFor(read, actor, now)} = 0`,
				handleable(read, actor, now)
			)
		);
	return { open: open?.n ?? 0, overdue: overdue?.n ?? 0 };
}
