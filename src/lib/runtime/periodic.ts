import { settlePixelChecks } from '#lib/features/assignments/settle-pixel-checks.server.ts';
import { assignDrawnCases } from '#lib/features/assignments/commands.server.ts';
import { committeeReminders } from '#lib/features/committee/reminders.server.ts';
import { refreshCme } from '#lib/features/credentials/cme/results.server.ts';
import { planSweep } from '#lib/features/credentials/gate/sweep.server.ts';
import { remindOfExpirables } from '#lib/features/credentials/expiry/reminders.server.ts';
import { releaseFeedback } from '#lib/features/feedback/release.server.ts';
import { remindOfImprovements } from '#lib/features/learning/improvements.server.ts';
import { nominateFromReviews } from '#lib/features/learning/nominate.server.ts';
import { watchQuality } from '#lib/features/quality/alerts/watch.server.ts';
import { gatherMail } from '#lib/features/notices/gather-mail.server.ts';
import { remindReviewers } from '#lib/features/notices/reminders.server.ts';
import { tidyWork } from '#lib/features/notices/system-commands.server.ts';
import { linkAiResults } from '#lib/features/referrals/ai-commands.server.ts';
import { verifyByClock } from '#lib/features/audit/verification.server.ts';
import { forwardAudit } from '#lib/features/audit/forward.server.ts';
import { checkpointByClock } from '#lib/features/audit/checkpoint-task.server.ts';
import { findPairs, findRecentPairs } from '#lib/features/referrals/find-pairs.server.ts';
import { tellOfDuePlans } from '#lib/features/referrals/plan-commands.server.ts';
import { takeForPlans } from '#lib/features/referrals/take-for-plans.server.ts';
import { tellAskers } from '#lib/features/referrals/tell-askers.server.ts';
import { describeStudies } from '#lib/features/imaging/describe-studies.server.ts';
import { completeFromPacs } from '#lib/features/ingest/complete-from-pacs.server.ts';
import { findInPacs } from '#lib/features/ingest/find-in-pacs.server.ts';
import { takeBackLate } from '#lib/features/reviews/lease-commands.server.ts';
import { withdrawCancelled } from '#lib/features/reviews/withdraw-cancelled.server.ts';
import { linkAddenda } from '#lib/features/corrections/addenda.server.ts';
import { raiseOverdueCorrections } from '#lib/features/corrections/overdue.server.ts';
import { tellOfSiteNotes } from '#lib/features/site-notes/commands.server.ts';
import { raiseLateCriticals } from '#lib/features/turnaround/late-criticals.server.ts';
import { tidyVault } from '#lib/features/credentials/vault/tidy.server.ts';
import { tidyRuns } from '#lib/features/reports/runs/tidy.server.ts';
import { runDueSchedules } from '#lib/features/reports/schedules/due.server.ts';
import type { App } from '#lib/server/app.ts';
import { keepRollups } from './rollups.ts';

/** Something that is looked after at intervals. It does what is due and may run twice, or on two workers, without harm. */
export type PeriodicTask = {
	readonly name: string;
	readonly everyMinutes: number;
	readonly run: (app: App) => Promise<unknown>;
};

/** Everything the product does by itself as time passes. */
export const periodicTasks: readonly PeriodicTask[] = [
	{ name: 'leases', everyMinutes: 10, run: takeBackLate },
	{ name: 'pixel-checks', everyMinutes: 5, run: settlePixelChecks },
	// Days of a reciprocal pair end and absences do so too, without anybody's act.
	{ name: 'assignment', everyMinutes: 60, run: assignDrawnCases },
	{ name: 'feedback-release', everyMinutes: 5, run: releaseFeedback },
	{ name: 'committee', everyMinutes: 30, run: committeeReminders },
	{ name: 'corrections-overdue', everyMinutes: 1, run: raiseOverdueCorrections },
	{ name: 'criticals-overdue', everyMinutes: 1, run: raiseLateCriticals },
	{ name: 'site-notes', everyMinutes: 60, run: tellOfSiteNotes },
	{ name: 'correction-addenda', everyMinutes: 5, run: linkAddenda },
	{ name: 'cancelled-reads', everyMinutes: 10, run: withdrawCancelled },
	{ name: 'reminders', everyMinutes: 60, run: remindReviewers },
	{ name: 'learning-nominations', everyMinutes: 60, run: nominateFromReviews },
	{ name: 'improvement-reminders', everyMinutes: 360, run: remindOfImprovements },
	// Days turn in the group's own zone: whoever looks each hour finds the start of the day there.
	{ name: 'credential-reminders', everyMinutes: 60, run: remindOfExpirables },
	{ name: 'mail', everyMinutes: 1, run: gatherMail },
	{ name: 'study-search-keys', everyMinutes: 5, run: describeStudies },
	{ name: 'images-in-pacs', everyMinutes: 1, run: findInPacs },
	{ name: 'images-of-cases-in-pacs', everyMinutes: 5, run: completeFromPacs },
	{ name: 'read-pairs', everyMinutes: 30, run: findRecentPairs },
	{ name: 'read-pairs-of-all', everyMinutes: 1440, run: findPairs },
	{ name: 'ai-results', everyMinutes: 30, run: linkAiResults },
	{ name: 'focused-plans', everyMinutes: 60, run: takeForPlans },
	{ name: 'due-plans', everyMinutes: 360, run: tellOfDuePlans },
	{ name: 'referrals-answered', everyMinutes: 60, run: tellAskers },
	{ name: 'rollups', everyMinutes: 1, run: keepRollups },
	{ name: 'quality-signals', everyMinutes: 360, run: watchQuality },
	// Windows move and licences end with the days.
	{ name: 'continuing-education', everyMinutes: 360, run: refreshCme },
	{ name: 'gate', everyMinutes: 5, run: planSweep },
	{ name: 'vault-strays', everyMinutes: 60, run: tidyVault },
	{ name: 'audit-checkpoint', everyMinutes: 60, run: checkpointByClock },
	{ name: 'audit-forward', everyMinutes: 1, run: forwardAudit },
	{ name: 'audit-verification', everyMinutes: 1440, run: verifyByClock },
	// Each is due at an hour of the group's own zone.
	{ name: 'report-schedules', everyMinutes: 10, run: runDueSchedules },
	{ name: 'report-runs', everyMinutes: 10, run: tidyRuns },
	{ name: 'tidy', everyMinutes: 1440, run: tidyWork }
];
