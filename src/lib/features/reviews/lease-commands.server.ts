import { and, asc, eq, lt } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import { ok } from '#lib/core/result.ts';
import { assignDrawnCases } from '#lib/features/assignments/commands.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { handOn } from './hand-on.server.ts';
import { letStand } from './let-stand.server.ts';
import { lockCase } from './own-draft.server.ts';

const AT_ONCE = 200;

/**
 * Takes back the assignments whose lease has run out, each in its own transaction: their cases go to the second reviewer,
 * or wait for a new one and are assigned anew at once. A score that was being thought over stands. Called whenever a queue is read. Returns how many went back.
 */
export async function takeBackLate(app: App): Promise<number> {
	const now = app.clock.now();
	const { assignments } = app.db.read.tables;
	const late = await app.db.read
		.select({ id: assignments.id, caseId: assignments.caseId })
		.from(assignments)
		.where(and(eq(assignments.status, 'open'), lt(assignments.leaseUntil, now)))
		.orderBy(asc(assignments.leaseUntil))
		.limit(AT_ONCE);
	let expired = 0;
	for (const assignment of late) {
		if (await app.db.transaction((write) => takeBack(app, write, assignment, now))) expired += 1;
	}
	if (expired > 0) await assignDrawnCases(app);
	return expired;
}

type Late = { readonly id: string; readonly caseId: string };

async function takeBack(app: App, write: WriteHandle, { id, caseId }: Late, now: Instant): Promise<boolean> {
	await lockCase(write, caseId);
	const { assignments } = write.tables;
	const late = and(
		eq(assignments.id, id),
		eq(assignments.status, 'open'),
		// Saving a draft renews the lease: whoever did so since the query keeps the case.
		lt(assignments.leaseUntil, now)
	);
	const [row] = await write
		.select({ ordinal: assignments.ordinal, purpose: assignments.purpose })
		.from(assignments)
		.where(late);
	if (!row) return false;
	const about = { subjectId: caseId, at: now, actor: null };
	if (row.purpose === 'reconsider') {
		const held = { assignmentId: id, caseId, ordinal: row.ordinal };
		const kept = await letStand(write, held, { now, status: 'expired', reason: null });
		if (!kept.ok) throw new Error('a score that is thought over of a case that does not wait for it');
		await recordAudit(write, {
			...about,
			type: 'review.kept',
			facts: { assignmentId: id, why: 'lease' }
		});
		return true;
	}
	await write.update(assignments).set({ status: 'expired', endedAt: now }).where(late);
	const gone = { caseId, assignmentId: id, event: 'expire' as const };
	const handed = row.ordinal === 1 ? await handOn(write, app, gone, now) : ok([]);
	if (!handed.ok) throw new Error('an open assignment of a case that nobody holds');
	await recordAudit(
		write,
		{ ...about, type: 'case.lease-expired', facts: { assignmentId: id } },
		...handed.value
	);
	return true;
}
