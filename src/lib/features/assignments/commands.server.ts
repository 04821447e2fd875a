import { and, eq, inArray } from 'drizzle-orm';
import { setImmediate } from 'node:timers/promises';
import { assignCases, isDoubleRead, unitOf } from '#lib/core/assignment/assign.ts';
import type { Unassignable } from '#lib/core/assignment/rules.ts';
import { HOUR_MS } from '#lib/core/instant.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { placeKnownCases } from './known-cases.server.ts';
import { currentLedger } from './ledger.server.ts';
import { withdrawKnown } from './withdraw-known.server.ts';
import {
	countWaiting,
	waitingCases,
	waitingHandovers,
	type KnownHandovers,
	type WaitingPlace
} from './state.server.ts';

/** Cases assigned in one transaction: bounded, so that reviewers can submit in between. */
const BATCH = 250;
/** Batches whose handovers are found out at once. */
const BATCHES_A_PAGE = 20;

export type AssignmentOutcome = { readonly assigned: number; readonly left: readonly Unassignable[] };

/**
 * Gives every waiting case to a reviewer, by the rules of `core/assignment`, and a share of them silently to a second one.
 * Cases that nobody can take stay drawn; the reasons are returned for the coordinator. Known cases that came back are taken out, and
 * due ones are put among what is given, in the same transaction.
 */
export async function assignDrawnCases(app: App): Promise<AssignmentOutcome> {
	await withdrawKnown(app);
	const left: Unassignable[] = [];
	let assigned = 0;
	let from: WaitingPlace | null = null;
	let handovers: KnownHandovers = new Map();
	const givenInRun = new Map<string, number>();
	let isMore = (await countWaiting(app.db.read)) > 0;
	for (let batch = 0; isMore; batch++) {
		const place: WaitingPlace | null = from;
		if (batch % BATCHES_A_PAGE === 0)
			handovers = await waitingHandovers(app.db.read, BATCHES_A_PAGE * BATCH, place);
		const run = { handovers, givenInRun };
		const outcome: BatchOutcome = await app.db.transaction((write) => assignBatch(app, write, place, run));
		assigned += outcome.assigned;
		left.push(...outcome.left);
		from = outcome.next;
		isMore = from !== null;
		// SQLite answers without giving way: whoever waits gets a turn between two transactions.
		await setImmediate();
	}
	return { assigned, left };
}

type BatchOutcome = AssignmentOutcome & { readonly next: WaitingPlace | null };

type Run = {
	readonly handovers: KnownHandovers;
	/** Cases that each reviewer was given as the first since the run began. */
	readonly givenInRun: Map<string, number>;
};

async function assignBatch(
	app: App,
	write: WriteHandle,
	after: WaitingPlace | null,
	{ handovers, givenInRun }: Run
): Promise<BatchOutcome> {
	// Of two runs at once the second must see whom the first one chose: each may bar the other's choice.
	const lock = write.dialect.lockAssignment();
	if (lock) await write.run(lock);
	const now = app.clock.now();
	const review = await currentPolicy(write, 'review');
	const ledger = await currentLedger(write, now);
	const { waiting, held, next } = await waitingCases(write, BATCH, after, handovers);
	const hex = (purpose: string, caseId: string): string =>
		app.secrets.pseudonym(purpose, caseId).toString('hex');
	const { assigned, left } = assignCases(waiting, ledger, (caseId) => unitOf(hex('first-reviewer', caseId)));

	const firstOf = new Map(assigned.map(({ caseId, reviewerId }) => [caseId, reviewerId]));
	const doubles = waiting.flatMap((one) => {
		const first = firstOf.get(one.caseId);
		const isDouble =
			first !== undefined &&
			one.refusedBy.length === 0 &&
			isDoubleRead(hex('second-reviewer', one.caseId), review.body.secondReviewerShare);
		return isDouble ? [{ ...one, refusedBy: [first], isSecond: true as const }] : [];
	});
	const second = assignCases(doubles, ledger, (caseId) => unitOf(hex('second-turn', caseId)));

	const { assignments, cases } = write.tables;
	const taken = await write
		.update(cases)
		.set({ state: 'assigned' })
		.where(
			and(
				inArray(
					cases.id,
					assigned.map(({ caseId }) => caseId)
				),
				eq(cases.state, 'drawn')
			)
		)
		.returning({ id: cases.id });
	const moved = new Set(taken.map(({ id }) => id));
	const rows = [
		...assigned.map((one) => ({ ...one, ordinal: 1 })),
		...second.assigned.map((one) => ({ ...one, ordinal: 2 }))
	]
		// Somebody else may have assigned the others meanwhile.
		.filter(({ caseId }) => moved.has(caseId))
		.map(({ caseId, reviewerId, ordinal }) => ({
			id: app.blindIds(),
			caseId,
			reviewerId,
			ordinal,
			assignedAt: now,
			leaseUntil: now + review.body.leaseHours * HOUR_MS,
			status: 'open'
		}));
	await write.insertRows(assignments, rows);
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
	const given = rows.filter(({ ordinal }) => ordinal === 1);
	for (const { reviewerId } of given) givenInRun.set(reviewerId, (givenInRun.get(reviewerId) ?? 0) + 1);
	await placeKnownCases(app, write, { given, ledger, givenInRun });
	const heldCases = held.map((caseId): Unassignable => ({ caseId, reason: 'pixels-held' }));
	return { assigned: moved.size, left: [...left, ...heldCases], next };
}
