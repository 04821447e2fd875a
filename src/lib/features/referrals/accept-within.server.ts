import { and, eq, max } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import type { ReferralMode } from '#lib/core/referrals/kinds.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { AuditEntry } from '#lib/server/audit/record.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';

/** What was accepted: the case, and what the audit log must say last in the transaction. */
export type Accepted = { readonly caseId: string; readonly entries: readonly AuditEntry[] };

/** Where a disagreement went that makes a case: into it, or it waits, since its case was withdrawn once. */
export type KeptReferral = 'referred' | 'waiting';

type Accepting = {
	readonly referralId: string;
	readonly readId: string;
	readonly mode: ReferralMode;
	/** Who decided; null for a plan, which decides by itself. */
	readonly actor: Pick<Actor, 'id'> | null;
	readonly now: Instant;
};

/**
 * Makes the case of an open referral, or joins the one that its read has in this mode already: the read is reviewed once a mode.
 * The case waits as `drawn` for the next run of the assignment; the caller records the entries.
 */
export async function acceptWithin(
	write: WriteHandle,
	app: Pick<App, 'blindIds'>,
	{ referralId, readId, mode, actor, now }: Accepting
): Promise<Result<Accepted, 'already-decided' | 'case-withdrawn'>> {
	const { cases, referrals } = write.tables;
	const review = await currentPolicy(write, 'review');
	const level = review.body.blindingLevel;
	const [added] = await write
		.insert(cases)
		.values({
			id: app.blindIds(),
			readId,
			detectionMode: mode,
			blindingLevel: level,
			state: 'drawn',
			dueAt: await dueWithDraw(write, now, review.body.dueDays),
			createdAt: now
		})
		.onConflictDoNothing()
		.returning({ id: cases.id });
	const caseId = added?.id ?? (await openCaseOf(write, readId, mode));
	if (caseId === null) return err('case-withdrawn');
	const taken = await write
		.update(referrals)
		.set({ status: 'accepted', caseId, decidedBy: actor?.id ?? null, decidedAt: now })
		.where(and(eq(referrals.id, referralId), eq(referrals.status, 'open')))
		.returning({ id: referrals.id });
	if (taken.length === 0) return err('already-decided');
	const accepted: AuditEntry = {
		type: 'referral.accepted',
		subjectId: referralId,
		facts: { caseId },
		at: now,
		actor
	};
	if (!added) return ok({ caseId, entries: [accepted] });
	const created: AuditEntry = {
		type: 'case.created',
		subjectId: caseId,
		facts: { mode, level },
		at: now,
		actor
	};
	return ok({ caseId, entries: [created, accepted] });
}

/**
 * When a case of another door is due: with the cases of the last draw while half of their time is left, so that its reviewer finds
 * it among theirs, not alone on a day of its own; after the full time where no draw is so recent.
 */
async function dueWithDraw(read: ReadHandle, now: Instant, dueDays: number): Promise<Instant> {
	const { draws } = read.tables;
	const dueMs = dueDays * DAY_MS;
	const [last] = await read.select({ at: max(draws.revealedAt) }).from(draws);
	const drawnAt = last?.at ?? null;
	return drawnAt !== null && drawnAt > now - dueMs / 2 ? drawnAt + dueMs : now + dueMs;
}

async function openCaseOf(write: WriteHandle, readId: string, mode: string): Promise<string | null> {
	const { cases } = write.tables;
	const [row] = await write
		.select({ id: cases.id, state: cases.state })
		.from(cases)
		.where(and(eq(cases.readId, readId), eq(cases.detectionMode, mode)));
	return row && row.state !== 'withdrawn' ? row.id : null;
}
