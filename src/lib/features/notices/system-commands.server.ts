import { and, eq, lt } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { enqueue } from '#lib/server/jobs/queue.ts';
import { queueMail, sendMailJob } from './mail-job.server.ts';
import { isFailedJob } from './system-queries.server.ts';

const KEEP_DONE_JOBS_MS = 2 * DAY_MS;
const KEEP_FAILED_JOBS_MS = 30 * DAY_MS;
const KEEP_SENT_MAILS_MS = 90 * DAY_MS;

/** Sends the actor a test mail, by the way of every other mail. */
export async function testMail(app: App, actor: Actor): Promise<Result<null, 'mail-off'>> {
	if (!app.config.mail) return err('mail-off');
	const now = app.clock.now();
	const { testSubject: subject, testBody: body } = messages.notices.message;
	return app.db.transaction(async (write) => {
		await queueMail(write, { ids: app.ids, now }, { userId: actor.id, subject, body });
		await recordAudit(write, { type: 'mail.tested', subjectId: actor.id, facts: {}, at: now, actor });
		return ok(null);
	});
}

/** Puts all that failed into the queue again. Answers how much that was. */
export async function retryFailed(app: App, actor: Actor): Promise<Result<number, never>> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const { jobs, mails } = write.tables;
		const again = { status: 'waiting', runAt: now, attempts: 0, endedAt: null };
		const freed = await write.update(jobs).set(again).where(isFailedJob(write)).returning({ id: jobs.id });
		const unsent = await write
			.update(mails)
			.set({ status: 'waiting' })
			.where(eq(mails.status, 'failed'))
			.returning({ id: mails.id });
		for (const { id } of unsent) {
			await enqueue(write, { ids: app.ids, now }, sendMailJob, { mailId: id }, { uniqueKey: `mail ${id}` });
		}
		const n = freed.length + unsent.length;
		if (n > 0) await recordAudit(write, { type: 'work.retried', facts: { n }, at: now, actor });
		return ok(n);
	});
}

/** Forgets what was done: jobs after two days, failed ones after a month, mails that left after three months. */
export async function tidyWork(app: App): Promise<number> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const { jobs, mails } = write.tables;
		const done = await write
			.delete(jobs)
			.where(and(eq(jobs.status, 'done'), lt(jobs.endedAt, now - KEEP_DONE_JOBS_MS)))
			.returning({ id: jobs.id });
		const failed = await write
			.delete(jobs)
			.where(and(eq(jobs.status, 'failed'), lt(jobs.endedAt, now - KEEP_FAILED_JOBS_MS)))
			.returning({ id: jobs.id });
		const sent = await write
			.delete(mails)
			.where(and(eq(mails.status, 'sent'), lt(mails.sentAt, now - KEEP_SENT_MAILS_MS)))
			.returning({ id: mails.id });
		return done.length + failed.length + sent.length;
	});
}
