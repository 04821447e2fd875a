import { and, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import { chooseReads, countDue } from '#lib/core/referrals/plan.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import { acceptWithin } from './accept-within.server.ts';
import { insertReferral } from './insert-referral.server.ts';
import { activePlans, type PlanRow } from './plan-queries.server.ts';

/**
 * Takes for every active plan the reads that are due, at random, and makes their cases. Reviewers are not told that a case is one
 * of a plan. Gives how many reads were taken; running twice takes none twice.
 */
export async function takeForPlans(app: App): Promise<number> {
	let taken = 0;
	for (const plan of await activePlans(app.db.read)) {
		taken += await app.db.transaction((write) => takeForPlan(app, write, plan));
	}
	return taken;
}

async function takeForPlan(app: App, write: WriteHandle, plan: PlanRow): Promise<number> {
	const now = app.clock.now();
	if (!(await isStillActive(write, plan.id))) return 0;
	const takenAt = await takenBy(write, plan.id);
	// Nearly always all that is due was taken: then the reads are left alone.
	if (takenAt.length >= countDue(plan.terms, now)) return 0;
	const entries: AuditEntry[] = [];
	const chosen = chooseReads(plan.terms, now, {
		takenAt,
		candidates: (await candidatesOf(write, plan, now)).map(({ id, at, samplingId }) => ({
			id,
			at,
			tag: app.secrets.pseudonym('focused-plan', `${plan.id}:${samplingId}`).toString('hex')
		}))
	});
	for (const readId of chosen) {
		const about = { readId, mode: 'focused', actor: null, now } as const;
		const { id, entry } = await insertReferral(write, app, { ...about, source: 'plan', planId: plan.id });
		const made = await acceptWithin(write, app, { ...about, referralId: id });
		if (made.ok) entries.push(entry, ...made.value.entries);
	}
	await recordAudit(write, ...entries);
	return chosen.length;
}

/** Holds the row of a plan that runs, so that of two workers the second sees what the first took. */
async function isStillActive(write: WriteHandle, planId: string): Promise<boolean> {
	const { focusedPlans } = write.tables;
	const held = await write
		.update(focusedPlans)
		.set({ status: 'active' })
		.where(and(eq(focusedPlans.id, planId), eq(focusedPlans.status, 'active')))
		.returning({ id: focusedPlans.id });
	return held.length === 1;
}

/** When the reads taken so far were signed. */
async function takenBy(read: ReadHandle, planId: string): Promise<Instant[]> {
	const { referrals, reads } = read.tables;
	const rows = await read
		.select({ at: reads.finalAt })
		.from(referrals)
		.innerJoin(reads, eq(reads.id, referrals.readId))
		.where(eq(referrals.planId, planId));
	return rows.map(({ at }) => at ?? 0);
}

/** Final reads of the plan's radiologist that no plan has taken. */
async function candidatesOf(read: ReadHandle, { radiologistId, terms, modalities }: PlanRow, now: Instant) {
	const { reads, cases } = read.tables;
	const before = read
		.select({ one: sql`1` })
		.from(cases)
		.where(and(eq(cases.readId, reads.id), eq(cases.detectionMode, 'focused')));
	const rows = await read
		.select({ id: reads.id, samplingId: reads.samplingId, at: reads.finalAt })
		.from(reads)
		.where(
			and(
				eq(reads.readerId, radiologistId),
				eq(reads.kind, 'final'),
				inArray(reads.status, ['current', 'corrected']),
				gte(reads.finalAt, terms.from),
				lt(reads.finalAt, Math.min(terms.to, now)),
				modalities.length === 0 ? undefined : inArray(reads.modality, [...modalities]),
				sql`not exists ${before}`
			)
		);
	return rows.map(({ at, ...row }) => ({ ...row, at: at ?? 0 }));
}
