import { and, asc, count, desc, gt, isNull, lte } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { assignCases } from '#lib/core/assignment/assign.ts';
import type { Unassignable } from '#lib/core/assignment/rules.ts';
import { countReasons, type ReasonCount } from '#lib/features/assignments/reasons.ts';
import type { Instant } from '#lib/core/instant.ts';
import { currentLedger } from '#lib/features/assignments/ledger.server.ts';
import { waitingCases } from '#lib/features/assignments/state.server.ts';
import { countCorrections, type CorrectionCounts } from '#lib/features/corrections/overdue.server.ts';
import {
	countExpirables,
	type ExpiringCounts
} from '#lib/features/credentials/expiry/expirables-view.server.ts';
import { stuckWork } from '#lib/features/notices/system-queries.server.ts';
import { countOpenReferrals } from '#lib/features/referrals/referral-queries.server.ts';
import { countOverdue } from '#lib/features/quality/review-tally.server.ts';
import { countOpenNotes } from '#lib/features/site-notes/queries.server.ts';
import { countCriticals, type CriticalCounts } from '#lib/features/turnaround/critical-count.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Why a drawn case has no reviewer; `assignable`: nothing stands in the way any more. */
export type WaitingReason = Unassignable['reason'] | 'assignable';

/** What is stuck, and whose turn it is. */
export type CoordinatorHome = {
	readonly waiting: number;
	/** False when there are more than were looked at. */
	readonly isWaitingComplete: boolean;
	readonly reasons: readonly ReasonCount<WaitingReason>[];
	readonly overdue: number;
	readonly refusedImports: readonly ImportLine[];
	readonly unfinishedImports: number;
	/** Background work and mail that failed or is late. */
	readonly stuckWork: number;
	readonly corrections: CorrectionCounts;
	readonly criticals: CriticalCounts;
	/** Referrals that nobody has decided. */
	readonly referrals: number;
	/** Credentials that have run out, or do within 30 days. */
	readonly expiring: ExpiringCounts;
	/** Notes to sites that nobody has taken up. */
	readonly siteNotes: number;
	/** Draws whose period is over and whose seed is not revealed. */
	readonly draws: readonly { readonly id: string; readonly label: string; readonly overAt: Instant }[];
};

export type ImportLine = {
	readonly id: string;
	readonly startedAt: Instant;
	readonly files: number;
	readonly refused: number;
};

const MOST_WAITING = 1000;
const IMPORTS_SHOWN = 3;

/** Everything that waits for somebody. Reasons come from the rules of assignment themselves, tried without writing. */
export async function coordinatorHome(app: App, actor: Actor, now: Instant): Promise<CoordinatorHome> {
	const { read } = app.db;
	const waiting = await waitingReasons(read, now);
	const work = await stuckWork(read, now);
	const { draws, importBatches } = read.tables;
	const [unfinished] = await read
		.select({ n: count() })
		.from(importBatches)
		.where(isNull(importBatches.finishedAt));
	return {
		...waiting,
		overdue: await countOverdue(read, { period: { from: 0, to: now } }, now),
		refusedImports: await read
			.select({
				id: importBatches.id,
				startedAt: importBatches.startedAt,
				files: importBatches.files,
				refused: importBatches.refused
			})
			.from(importBatches)
			.where(gt(importBatches.refused, 0))
			.orderBy(desc(importBatches.startedAt))
			.limit(IMPORTS_SHOWN),
		unfinishedImports: unfinished?.n ?? 0,
		corrections: await countCorrections(read, actor, now),
		criticals: await countCriticals(read, { facility: '', now }),
		referrals: await countOpenReferrals(read, actor),
		siteNotes: await countOpenNotes(read, actor, now),
		expiring: await countExpirables(app),
		stuckWork: work.failedJobs + work.lateJobs + work.failedMails,
		draws: await read
			.select({ id: draws.id, label: draws.label, overAt: draws.periodTo })
			.from(draws)
			.where(and(isNull(draws.revealedAt), lte(draws.periodTo, now)))
			.orderBy(asc(draws.periodTo))
	};
}

async function waitingReasons(
	read: ReadHandle,
	now: Instant
): Promise<Pick<CoordinatorHome, 'waiting' | 'isWaitingComplete' | 'reasons'>> {
	const { waiting, held, next } = await waitingCases(read, MOST_WAITING);
	if (waiting.length + held.length === 0) return { waiting: 0, isWaitingComplete: true, reasons: [] };
	// Nobody is chosen here, so it does not matter whose turn it would be.
	const { assigned, left } = assignCases(waiting, await currentLedger(read, now), () => 0);
	const reasons: ReasonCount<WaitingReason>[] = countReasons(left);
	if (held.length > 0) reasons.push({ reason: 'pixels-held', n: held.length });
	if (assigned.length > 0) reasons.push({ reason: 'assignable', n: assigned.length });
	return {
		waiting: waiting.length + held.length,
		isWaitingComplete: next === null,
		reasons: reasons.sort((a, b) => b.n - a.n)
	};
}
