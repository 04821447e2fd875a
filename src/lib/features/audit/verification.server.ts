import { desc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { ok, type Ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { endOfLog } from '#lib/server/audit/tree.ts';
import type { Attempt, Job, JobError } from '#lib/server/jobs/job.ts';
import { enqueue } from '#lib/server/jobs/queue.ts';
import { tellOfBrokenLog } from './checkpoint-task.server.ts';
import { verdictFor, type ShownVerdict } from './verify.server.ts';
import { verifyAuditLog } from './verify-log.server.ts';

/** How often a walk writes down how far it has come. */
const TELL_MS = 1000;

/** Entries that are walked while somebody waits: a fraction of a second. */
const MOST_AT_ONCE = 50_000;

const payload = z.object({ verificationId: z.string() });

/** One walk over the whole log, never in a request: at ten million entries it takes a minute. */
export const verificationJob: Job<z.output<typeof payload>> = {
	name: 'audit.verify',
	version: 1,
	payload,
	retries: 2,
	run: runVerification
};

/** Puts a walk over the whole log into the queue, unless one waits or runs. `actor` is null for the clock. Answers its id. */
export async function requestVerification(
	app: App,
	actor: Actor | null
): Promise<Ok<{ readonly id: string }>> {
	const end = await endOfLog(app.db.read);
	const id = app.ids();
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const { auditVerifications } = write.tables;
		const added = await enqueue(
			write,
			{ ids: app.ids, now },
			verificationJob,
			{ verificationId: id },
			{ uniqueKey: 'audit.verify' }
		);
		const [open] = await write
			.select({ id: auditVerifications.id })
			.from(auditVerifications)
			.where(inArray(auditVerifications.status, ['waiting', 'running']))
			.orderBy(desc(auditVerifications.createdAt))
			.limit(1);
		if (!added && open) return ok(open);
		await write.insert(auditVerifications).values({
			...{ id, askedBy: actor?.id ?? null, status: 'waiting', done: 0, total: end?.seq ?? 0 },
			createdAt: now
		});
		return ok({ id });
	});
}

async function runVerification(
	app: App,
	{ verificationId: id }: z.output<typeof payload>,
	{ isLast }: Attempt
): Promise<Result<null, JobError>> {
	const { auditVerifications } = app.db.read.tables;
	const change = (set: Partial<typeof auditVerifications.$inferInsert>): Promise<unknown> =>
		app.db.transaction((write) =>
			write.update(write.tables.auditVerifications).set(set).where(eq(auditVerifications.id, id))
		);
	await change({ status: 'running', done: 0 });
	let toldAt = performance.now();
	try {
		const verdict = await verifyAuditLog(app, {
			onProgress: async (done, total) => {
				if (performance.now() - toldAt < TELL_MS) return;
				toldAt = performance.now();
				await change({ done, total });
			}
		});
		const at = app.clock.now();
		await app.db.transaction(async (write) => {
			const ended = { status: 'done', done: verdict.links, endedAt: at, verdict };
			await write.update(write.tables.auditVerifications).set(ended).where(eq(auditVerifications.id, id));
			await recordAudit(write, {
				type: 'audit.verified',
				subjectId: id,
				facts: { links: verdict.links, findings: verdict.findings.length },
				at,
				actor: null
			});
		});
		if (verdict.findings.length > 0) await tellOfBrokenLog(app);
		return ok(null);
	} catch (error) {
		// Whoever waits for it is to see that it ended; the runner reports why.
		if (isLast) await change({ status: 'failed', endedAt: app.clock.now() });
		throw error;
	}
}

/** The verdict on the chain of a short log at once; a long one is walked in the background. */
export async function verifyNowOrLater(
	app: App,
	actor: Actor
): Promise<ShownVerdict | { readonly isQueued: true }> {
	const end = await endOfLog(app.db.read);
	if ((end?.seq ?? 0) <= MOST_AT_ONCE) return verdictFor(app.db.read, actor);
	await requestVerification(app, actor);
	return { isQueued: true };
}

/** Verifies the log once a day. */
export async function verifyByClock(app: App): Promise<void> {
	await requestVerification(app, null);
}
