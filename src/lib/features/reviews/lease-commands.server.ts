import { and, asc, eq, lt } from 'drizzle-orm';
import { assignDrawnCases } from '#lib/features/assignments/commands.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { handOn } from './hand-on.server.ts';
import { lockCase } from './own-draft.server.ts';

const AT_ONCE = 200;

/**
 * Takes back the assignments whose lease has run out, each in its own transaction: their cases go to the second reviewer,
 * or wait for a new one and are assigned anew at once. Called whenever a queue is read. Returns how many went back.
 */
export async function takeBackLate(app: App): Promise<number> {
	const now = app.clock.now();
	const { assignments } = app.db.read.tables;
	const late = await app.db.read
		.select({ id: assignments.id, caseId: assignments.caseId, ordinal: assignments.ordinal })
		.from(assignments)
		.where(and(eq(assignments.status, 'open'), lt(assignments.leaseUntil, now)))
		.orderBy(asc(assignments.leaseUntil))
		.limit(AT_ONCE);
	let expired = 0;
	for (const assignment of late) {
		const isExpired = await app.db.transaction(async (write) => {
			await lockCase(write, assignment.caseId);
			// Saving a draft renews the lease: whoever did so since the query keeps the case.
			const ended = await write
				.update(assignments)
				.set({ status: 'expired', endedAt: now })
				.where(
					and(
						eq(assignments.id, assignment.id),
						eq(assignments.status, 'open'),
						lt(assignments.leaseUntil, now)
					)
				)
				.returning({ ordinal: assignments.ordinal });
			const [row] = ended;
			if (!row) return false;
			if (row.ordinal === 1) {
				const gone = { caseId: assignment.caseId, assignmentId: assignment.id, event: 'expire' as const };
				const moved = await handOn(write, gone, now);
				if (!moved.ok) throw new Error('an open assignment of a case that nobody holds');
			}
			await recordAudit(write, {
				type: 'case.lease-expired',
				subjectId: assignment.caseId,
				facts: { assignmentId: assignment.id },
				at: now,
				actor: null
			});
			return true;
		});
		if (isExpired) expired += 1;
	}
	if (expired > 0) await assignDrawnCases(app);
	return expired;
}
