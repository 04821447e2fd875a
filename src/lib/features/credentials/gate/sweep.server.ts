import { desc, eq } from 'drizzle-orm';
import { setImmediate } from 'node:timers/promises';
import { sweepJob } from '#lib/core/credentials/gate/jobs.ts';
import { toZonedDay } from '#lib/core/instant.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { enqueue } from '#lib/server/jobs/queue.ts';
import { checkReads, emptyTally, makeChecker, type GateTally } from './check.server.ts';
import { gateContext, gateRules, hasBegun, type GateContext } from './context.server.ts';
import { firstPlace, readsAfter, readsByIds, readsOf, type ReadPlace } from './read-rows.server.ts';
import { tellOfFailures } from './tell.server.ts';

/** Reads that are looked at between two moments in which others are served. */
const READS_AT_ONCE = 2000;

/** Checks reads that have come in. */
export async function checkNewReads(app: App, readIds: readonly string[]): Promise<GateTally> {
	const tally = emptyTally();
	const context = await gateContext(app.db.read);
	if (!context) return tally;
	const rows = await readsByIds(app.db.read, readIds);
	await checkReads(app, context, { rows, because: 'ingest', tally });
	await tellOfFailures(app, tally);
	return tally;
}

/** Checks all reads of one person, of whom something was recorded. */
export function checkPerson(app: App, radiologistId: string): Promise<GateTally> {
	return checkAllOf(app, { readerId: radiologistId });
}

/** Checks all reads of one facility, of which something was changed. */
export function checkFacility(app: App, facilityId: string): Promise<GateTally> {
	return checkAllOf(app, { facilityId });
}

async function checkAllOf(app: App, of: Parameters<typeof readsOf>[1]): Promise<GateTally> {
	const tally = emptyTally();
	const context = await gateContext(app.db.read);
	if (!context) return tally;
	let after: ReadPlace | null = firstPlace;
	while (after !== null) {
		const { rows, next } = await readsOf(app.db.read, of, { after, most: READS_AT_ONCE });
		await checkReads(app, context, { rows, because: 'record', tally });
		after = next;
		await setImmediate();
	}
	await tellOfFailures(app, tally);
	return tally;
}

/** A run of the gate over all reads: its row, and why it is made. */
export type Sweep = { readonly sweepId: string; readonly because: 'night' | 'policy' | 'command' };

/**
 * Checks every read there is, in the order in which they came in, some at a time. Who begins it anew after it was cut short finds what
 * was found written down already.
 */
export async function sweepReads(app: App, sweep: Sweep): Promise<GateTally> {
	const tally = emptyTally();
	const context = await gateContext(app.db.read);
	if (!context) return tally;
	await beginSweep(app, sweep, context);
	const because = sweep.because === 'policy' ? 'policy' : 'sweep';
	const checker = makeChecker(app, context, { because, tally });
	for (let after = ''; ;) {
		const rows = await readsAfter(app.db.read, after, READS_AT_ONCE);
		const last = rows.at(-1);
		if (!last) break;
		await checker.check(rows, 'whole');
		after = last.id;
		await setImmediate();
	}
	await checker.end();
	// Another policy was published meanwhile: the run that follows from it is the one that ends.
	if ((await gateRules(app.db.read)).policyVersion !== context.policyVersion) return tally;
	await endSweep(app, sweep, { context, tally });
	await tellOfFailures(app, tally);
	return tally;
}

async function beginSweep(app: App, { sweepId, because }: Sweep, context: GateContext): Promise<void> {
	const { ruleVersion, policyVersion } = context;
	await app.db.transaction(async (write) => {
		const { gateSweeps: t } = write.tables;
		const begun = { because, ruleVersion, policyVersion, startedAt: app.clock.now(), outcomes: {} };
		const [known] = await write.select({ id: t.id }).from(t).where(eq(t.id, sweepId));
		if (known) await write.update(t).set(begun).where(eq(t.id, sweepId));
		else await write.insert(t).values({ id: sweepId, ...begun });
	});
}

async function endSweep(
	app: App,
	{ sweepId, because }: Sweep,
	{ context, tally }: { context: GateContext; tally: GateTally }
): Promise<void> {
	const { reads, outcomes, changed } = tally;
	const { ruleVersion, policyVersion } = context;
	const at = app.clock.now();
	await app.db.transaction(async (write) => {
		const { gateSweeps: t } = write.tables;
		await write.update(t).set({ endedAt: at, reads, outcomes, changed }).where(eq(t.id, sweepId));
		const facts = { because, reads, changed, ruleVersion, policyVersion };
		await recordAudit(write, { type: 'gate.swept', subjectId: sweepId, facts, at, actor: null });
	});
}

/**
 * Sees to it that all reads are checked once each day of the group, and whenever the policy or the rules have changed since the last
 * time. Answers whether a run was put into the queue.
 */
export async function planSweep(app: App): Promise<boolean> {
	const { read } = app.db;
	if (!(await hasBegun(read))) return false;
	const { ruleVersion, policyVersion } = await gateRules(read);
	const now = app.clock.now();
	const day = toZonedDay(now, await groupTimeZone(read));
	const onceKey = `gate.sweep ${day} ${policyVersion} ${ruleVersion}`;
	const { jobs, gateSweeps } = read.tables;
	// Nearly always it is there: then nothing is written.
	const known = await read.select({ id: jobs.id }).from(jobs).where(eq(jobs.id, onceKey));
	if (known.length > 0) return false;
	const [last] = await read
		.select({ ruleVersion: gateSweeps.ruleVersion, policyVersion: gateSweeps.policyVersion })
		.from(gateSweeps)
		.orderBy(desc(gateSweeps.startedAt), desc(gateSweeps.id))
		.limit(1);
	const isSame = !last || (last.ruleVersion === ruleVersion && last.policyVersion === policyVersion);
	const payload = { sweepId: app.ids(), because: isSame ? ('night' as const) : ('policy' as const) };
	return app.db.transaction((write) => enqueue(write, { ids: app.ids, now }, sweepJob, payload, { onceKey }));
}
