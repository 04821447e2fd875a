import { and, count, desc, eq, like, lt, max, not, or } from 'drizzle-orm';
import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { isSilent, lastSignOfLife } from '#lib/server/jobs/heartbeat.ts';
import { smtpHost } from '#lib/server/mail/settings.ts';
import { pacsHost } from '#lib/server/pacs/settings.ts';

/** Work that waits longer than this was meant to be done long ago. */
const LATE_MS = 15 * MINUTE_MS;
const MOST_SHOWN = 50;

/** How much of the background work is stuck. */
export type StuckWork = {
	readonly failedJobs: number;
	readonly lateJobs: number;
	readonly failedMails: number;
};

export type FailedMail = {
	readonly id: string;
	readonly createdAt: Instant;
	readonly to: string;
	readonly subject: string;
	readonly attempts: number;
	readonly error: string | null;
};

export type FailedJob = {
	readonly id: string;
	readonly name: string;
	readonly endedAt: Instant | null;
	readonly attempts: number;
	readonly error: string | null;
};

/** Mail and background work as its administrator sees it. */
export type SystemView = StuckWork & {
	/** Null while mail is off. */
	readonly mail: { readonly host: string; readonly from: string } | null;
	readonly waitingMails: number;
	/** Null where no PACS is set up; else how many reads wait for images from it. */
	readonly pacs: { readonly host: string; readonly waiting: number } | null;
	readonly lastDoneAt: Instant | null;
	/** Whether no worker gives a sign of life, and whether this process is one. */
	readonly worker: { readonly isSilent: boolean; readonly isHere: boolean };
	readonly mails: readonly FailedMail[];
	readonly jobs: readonly FailedJob[];
	readonly timeZone: string;
};

/** What did not succeed and what is not done in time. A failed mail counts as a mail, not as a job besides. */
export async function stuckWork(read: ReadHandle, now: Instant): Promise<StuckWork> {
	const { jobs, mails } = read.tables;
	const [failedMail] = await read.select({ n: count() }).from(mails).where(eq(mails.status, 'failed'));
	const [failedJob] = await read.select({ n: count() }).from(jobs).where(isFailedJob(read));
	const [late] = await read
		.select({ n: count() })
		.from(jobs)
		.where(
			or(
				and(eq(jobs.status, 'waiting'), lt(jobs.runAt, now - LATE_MS)),
				and(eq(jobs.status, 'running'), lt(jobs.lockedUntil, now - LATE_MS))
			)
		);
	return { failedJobs: failedJob?.n ?? 0, lateJobs: late?.n ?? 0, failedMails: failedMail?.n ?? 0 };
}

/** Failed jobs besides those of mails, which stand under the mails. */
export function isFailedJob({ tables: { jobs } }: ReadHandle) {
	return and(eq(jobs.status, 'failed'), not(like(jobs.name, 'mail.send@%')));
}

/** Whether mail is on, what waits, what failed and why. */
export async function systemView(app: App): Promise<SystemView> {
	const { read } = app.db;
	const { imageLookups, jobs, mails, users } = read.tables;
	const { mail, pacs, hasWorker } = app.config;
	const now = app.clock.now();
	const [waiting] = await read.select({ n: count() }).from(mails).where(eq(mails.status, 'waiting'));
	const [lookups] = await read.select({ n: count() }).from(imageLookups);
	const [done] = await read
		.select({ at: max(jobs.endedAt) })
		.from(jobs)
		.where(eq(jobs.status, 'done'));
	return {
		...(await stuckWork(read, now)),
		mail: mail && { host: smtpHost(mail), from: mail.from.address },
		waitingMails: waiting?.n ?? 0,
		pacs: pacs && { host: pacsHost(pacs), waiting: lookups?.n ?? 0 },
		lastDoneAt: done?.at ?? null,
		worker: { isSilent: isSilent(await lastSignOfLife(read), now), isHere: hasWorker },
		mails: await read
			.select({
				id: mails.id,
				createdAt: mails.createdAt,
				to: users.email,
				subject: mails.subject,
				attempts: mails.attempts,
				error: mails.lastError
			})
			.from(mails)
			.innerJoin(users, eq(users.id, mails.userId))
			.where(eq(mails.status, 'failed'))
			.orderBy(desc(mails.createdAt))
			.limit(MOST_SHOWN),
		jobs: await read
			.select({
				id: jobs.id,
				name: jobs.name,
				endedAt: jobs.endedAt,
				attempts: jobs.attempts,
				error: jobs.lastError
			})
			.from(jobs)
			.where(isFailedJob(read))
			.orderBy(desc(jobs.endedAt))
			.limit(MOST_SHOWN),
		timeZone: await groupTimeZone(read)
	};
}
