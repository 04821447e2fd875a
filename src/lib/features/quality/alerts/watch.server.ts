import { and, eq, inArray } from 'drizzle-orm';
import { DAY_MS, toUtcDay, type Instant } from '#lib/core/instant.ts';
import { addMonths } from '#lib/core/month.ts';
import type { SignalPolicy } from '#lib/core/signal-policy.ts';
import { findGroup } from '#lib/features/admin/group-queries.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import { workOut } from '#lib/features/quality/figures-thread.server.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { loadFiguresInput } from '#lib/features/quality/load.server.ts';
import type { Finding, WatchAnswer } from '#lib/features/quality/measures/watch.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import { lastLookOn } from './looks.ts';

/** Reviews of the last month's reads are due within a month: a look waits for them, or takes what is there in the end. */
const LOOK_AFTER_DAYS = 45;

/**
 * Raises signals as tasks, each once, and tells directors in one notice how many there are. CUSUMs and the trend are watched at any
 * time; all radiologists are compared on fixed dates alone, and each such look is counted. Answers how many were raised.
 */
export async function watchQuality(app: App): Promise<number> {
	const { read } = app.db;
	if (!(await findGroup(read))) return 0;
	const { body: policy } = await currentPolicy(read, 'signals');
	const look = await dueLook(read, app.clock.now(), policy);
	const filter = { ...parseQualityFilter(new URLSearchParams()), months: '24' as const };
	// A look of 24 months through the month before needs more than the chart shows.
	const input = await loadFiguresInput(app, look ? { ...filter, compare: 'previous' } : filter);
	const answer = await workOut(app, {
		kind: 'watch',
		input: {
			...input,
			cusum: { limit: policy.cusumLimit, oddsRatio: policy.cusumOddsRatio },
			look: look && { monthCount: look.monthCount, through: look.through }
		}
	});
	return keep(app, answer, look);
}

type DueLook = { readonly on: string; readonly monthCount: number; readonly through: string };

/** The look that is due and was not taken; a look is at the months before its day. */
async function dueLook(read: ReadHandle, now: number, policy: SignalPolicy): Promise<DueLook | null> {
	const on = lastLookOn(toUtcDay(now - LOOK_AFTER_DAYS * DAY_MS), policy);
	const { qualityLooks } = read.tables;
	const taken = await read
		.select({ id: qualityLooks.id })
		.from(qualityLooks)
		.where(and(eq(qualityLooks.on, on), eq(qualityLooks.monthCount, policy.lookMonths)));
	if (taken.length > 0) return null;
	return { on, monthCount: policy.lookMonths, through: addMonths(on.slice(0, 7), -1) };
}

async function keep(app: App, { findings, looked }: WatchAnswer, look: DueLook | null): Promise<number> {
	return app.db.transaction(async (write) => {
		const { qualityAlerts, qualityLooks } = write.tables;
		const at = app.clock.now();
		const entries: AuditEntry[] = [];
		if (look && looked) {
			const id = app.ids();
			const { radiologists, signals, expectedFalse, standings } = looked;
			const taken = await write
				.insert(qualityLooks)
				.values({
					id,
					on: look.on,
					monthCount: look.monthCount,
					radiologists,
					signals,
					expectedFalse,
					standings,
					lookedAt: at
				})
				.onConflictDoNothing()
				.returning({ id: qualityLooks.id });
			if (taken.length > 0) {
				const facts = { on: look.on, months: look.monthCount, radiologists, signals };
				entries.push({ type: 'quality.looked', subjectId: id, facts, at, actor: null });
			}
		}
		let raised = 0;
		const watched = await cusumAlerts(write);
		for (const finding of findings) {
			if (finding.kind === 'cusum' && isKnownSignal(finding, watched)) continue;
			const { kind, key, readerId, evidence } = finding;
			const id = app.ids();
			const row = { id, kind, onceKey: key, radiologistId: readerId, evidence, status: 'open', raisedAt: at };
			const added = await write
				.insert(qualityAlerts)
				.values(row)
				.onConflictDoNothing()
				.returning({ id: qualityAlerts.id });
			if (added.length === 0) continue;
			raised += 1;
			entries.push({ type: 'alert.raised', subjectId: id, facts: { kind }, at, actor: null });
		}
		if (raised > 0) {
			const open = await write
				.select({ id: qualityAlerts.id })
				.from(qualityAlerts)
				.where(inArray(qualityAlerts.status, ['open']));
			await notify(write, { ids: app.ids, now: at }, await holdersOf(write, ['director']), {
				kind: 'quality.signals',
				facts: { n: open.length },
				path: '/quality/signals'
			});
		}
		await recordAudit(write, ...entries);
		return raised;
	});
}

type CusumAlert = {
	readonly radiologistId: string | null;
	readonly status: string;
	readonly raisedAt: Instant;
};

function cusumAlerts(write: WriteHandle): Promise<CusumAlert[]> {
	const { qualityAlerts } = write.tables;
	const { radiologistId, status, raisedAt } = qualityAlerts;
	return write
		.select({ radiologistId, status, raisedAt })
		.from(qualityAlerts)
		.where(eq(qualityAlerts.kind, 'cusum'));
}

/**
 * Whether somebody has the signal of a CUSUM before them, or has closed it. Its day moves with the months that are watched and with each
 * late review, so that the day alone does not make it another one: new is what came after the last that was raised.
 */
function isKnownSignal({ readerId, evidence }: Finding, alerts: readonly CusumAlert[]): boolean {
	return alerts.some(
		({ radiologistId, status, raisedAt }) =>
			radiologistId === readerId &&
			(status !== 'closed' || evidence.since === null || evidence.since <= toUtcDay(raisedAt))
	);
}
