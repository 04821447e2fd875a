import { and, eq, isNull, lt } from 'drizzle-orm';
import { assignCases, isDoubleRead, type Unassignable } from '#lib/core/assignment/assign.ts';
import { DAY_MS, HOUR_MS } from '#lib/core/instant.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { reviewerPairs, reviewers, waitingCases, type WaitingCursor } from './state.server.ts';

/** Cases assigned in one transaction: bounded, so that reviewers can submit in between. */
const BATCH = 1000;
const INSERT_ROWS = 200;
/** How far back pairs of reviewer and reader count. */
const PAIR_WINDOW_MS = 90 * DAY_MS;

export type AssignmentOutcome = { readonly assigned: number; readonly left: readonly Unassignable[] };

async function insertInParts<T>(rows: readonly T[], insert: (part: T[]) => Promise<unknown>): Promise<void> {
	for (let i = 0; i < rows.length; i += INSERT_ROWS) await insert(rows.slice(i, i + INSERT_ROWS));
}

/**
 * Takes back what nobody touched in time: an open, never opened assignment past its lease ends as expired, and its case
 * waits again. Called before every assignment.
 */
export async function expireLeases(app: App, write: WriteHandle): Promise<number> {
	const now = app.clock.now();
	const { assignments, cases } = write.tables;
	const expired = await write
		.update(assignments)
		.set({ status: 'expired', endedAt: now })
		.where(and(eq(assignments.status, 'open'), isNull(assignments.openedAt), lt(assignments.leaseUntil, now)))
		.returning({ id: assignments.id, caseId: assignments.caseId, ordinal: assignments.ordinal });
	for (const { caseId, ordinal } of expired) {
		if (ordinal !== 1) continue;
		await write
			.update(cases)
			.set({ state: 'drawn' })
			.where(and(eq(cases.id, caseId), eq(cases.state, 'assigned')));
	}
	await recordAudit(
		write,
		...expired.map(({ id, caseId }): AuditEntry => ({
			type: 'case.lease-expired',
			subjectId: caseId,
			facts: { assignmentId: id },
			at: now,
			actor: null
		}))
	);
	return expired.length;
}

/**
 * Gives every waiting case to a reviewer, by the rules of `core/assignment`, and a share of them silently to a second one.
 * Cases that nobody can take stay drawn; the reasons are returned for the coordinator.
 */
export async function assignDrawnCases(app: App): Promise<AssignmentOutcome> {
	const left: Unassignable[] = [];
	let assigned = 0;
	let cursor: WaitingCursor | null = null;
	do {
		const after: WaitingCursor | null = cursor;
		const outcome: BatchOutcome = await app.db.transaction((write) => assignBatch(app, write, after));
		assigned += outcome.assigned;
		left.push(...outcome.left);
		cursor = outcome.next;
	} while (cursor);
	return { assigned, left };
}

type BatchOutcome = AssignmentOutcome & { readonly next: WaitingCursor | null };

async function assignBatch(
	app: App,
	write: WriteHandle,
	after: WaitingCursor | null
): Promise<BatchOutcome> {
	const now = app.clock.now();
	await expireLeases(app, write);
	const review = await currentPolicy(write, 'review');
	const { waiting, next } = await waitingCases(write, BATCH, after);
	const people = await reviewers(write, now);
	const pairs = await reviewerPairs(write, now - PAIR_WINDOW_MS);
	const tieBreak = (caseId: string, userId: string): string =>
		app.secrets.pseudonym('assignment', `${caseId}:${userId}`).toString('hex');
	const { assigned, left } = assignCases({ cases: waiting, reviewers: people, ...pairs, tieBreak });

	const firstOf = new Map(assigned.map(({ caseId, reviewerId }) => [caseId, reviewerId]));
	const doubles = waiting.filter(
		({ caseId, refusedBy }) =>
			firstOf.has(caseId) &&
			refusedBy.length === 0 &&
			isDoubleRead(
				app.secrets.pseudonym('second-reviewer', caseId).toString('hex'),
				review.body.secondReviewerShare
			)
	);
	const second = assignCases({
		cases: doubles.map((one) => ({ ...one, refusedBy: [firstOf.get(one.caseId) ?? ''] })),
		reviewers: people,
		...pairs,
		tieBreak
	});

	const { assignments, cases } = write.tables;
	const rows = [
		...assigned.map((one) => ({ ...one, ordinal: 1 })),
		...second.assigned.map((one) => ({ ...one, ordinal: 2 }))
	].map(({ caseId, reviewerId, ordinal }) => ({
		id: app.ids(),
		caseId,
		reviewerId,
		ordinal,
		assignedAt: now,
		leaseUntil: now + review.body.leaseHours * HOUR_MS,
		status: 'open'
	}));
	await insertInParts(rows, (part) => write.insert(assignments).values(part));
	for (const { caseId } of assigned) {
		await write
			.update(cases)
			.set({ state: 'assigned' })
			.where(and(eq(cases.id, caseId), eq(cases.state, 'drawn')));
	}
	await recordAudit(
		write,
		...rows.map(({ id, caseId, ordinal }): AuditEntry => ({
			type: 'case.assigned',
			subjectId: caseId,
			facts: { assignmentId: id, ordinal },
			at: now,
			actor: null
		}))
	);
	return { assigned: assigned.length, left, next };
}
