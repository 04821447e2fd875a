import { and, eq, inArray, lt, lte, or, sql } from 'drizzle-orm';
import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import type { Database, ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import { queueName, waitAfter, type AnyJob, type JobError } from './job.ts';

/** How long a job is a worker's own without a sign of life; a worker at work renews it. */
export const LEASE_MS = 5 * MINUTE_MS;

/** A job that a worker took, and which time this is. */
export type ClaimedJob = {
	readonly id: string;
	readonly job: AnyJob;
	readonly payload: unknown;
	readonly uniqueKey: string | null;
	readonly attempts: number;
};

/** The condition under which a job is to be done: its time has come, or the worker that took it has died. */
function isDue({ tables: { jobs } }: ReadHandle, names: readonly string[], now: Instant) {
	return and(
		inArray(jobs.name, [...names]),
		or(
			and(eq(jobs.status, 'waiting'), lte(jobs.runAt, now)),
			and(eq(jobs.status, 'running'), lt(jobs.lockedUntil, now))
		)
	);
}

/**
 * Takes the next job that is due, or answers null. Several workers may ask at once: each job goes to one of them. Jobs of names
 * and versions that are not given wait for a worker that knows them.
 */
export async function claimNext(
	db: Database,
	known: readonly AnyJob[],
	now: Instant
): Promise<ClaimedJob | null> {
	const names = known.map(queueName);
	// Nearly always there is nothing: then the writer is left alone.
	const { jobs: readable } = db.read.tables;
	const due = await db.read
		.select({ id: readable.id })
		.from(readable)
		.where(isDue(db.read, names, now))
		.limit(1);
	if (due.length === 0) return null;
	return db.transaction(async (write) => {
		const { jobs } = write.tables;
		const [next] = await write.rows<{ id: string }>(
			sql`select id from ${jobs} where ${isDue(write, names, now)}
				order by ${jobs.runAt}, ${jobs.id} limit 1 ${write.dialect.skipLocked}`
		);
		if (!next) return null;
		const [row] = await write
			.update(jobs)
			.set({ status: 'running', attempts: sql`${jobs.attempts} + 1`, lockedUntil: now + LEASE_MS })
			.where(eq(jobs.id, next.id))
			.returning({
				name: jobs.name,
				payload: jobs.payload,
				uniqueKey: jobs.uniqueKey,
				attempts: jobs.attempts
			});
		const job = row && known.find((one) => queueName(one) === row.name);
		return job ? { id: next.id, job, ...row } : null;
	});
}

/** The row of a job as long as it is still this worker's: another one may have taken it when the lease ran out. */
function stillOwn({ tables: { jobs } }: ReadHandle, { id, attempts }: ClaimedJob) {
	return and(eq(jobs.id, id), eq(jobs.status, 'running'), eq(jobs.attempts, attempts));
}

/** Renews the lease of a job that takes long. */
export async function renewLease(db: Database, claimed: ClaimedJob, now: Instant): Promise<void> {
	await db.transaction(async (write) => {
		const { jobs } = write.tables;
		await write
			.update(jobs)
			.set({ lockedUntil: now + LEASE_MS })
			.where(stillOwn(write, claimed));
	});
}

/** Writes down how a job went: done, to be tried again later, or failed for good. */
export async function finishJob(
	db: Database,
	claimed: ClaimedJob,
	error: JobError | null,
	now: Instant
): Promise<void> {
	await db.transaction(async (write) => {
		const { jobs } = write.tables;
		const ended = { lockedUntil: null, endedAt: now };
		const isOver = error !== null && (error.isPermanent || claimed.attempts > claimed.job.retries);
		const outcome =
			error === null
				? { ...ended, status: 'done', lastError: null }
				: isOver
					? { ...ended, status: 'failed', lastError: error.code }
					: {
							status: 'waiting',
							lockedUntil: null,
							runAt: now + waitAfter(claimed.attempts),
							lastError: error.code
						};
		await write.update(jobs).set(outcome).where(stillOwn(write, claimed));
		if (error === null) await forgetFailures(write, claimed.uniqueKey);
	});
}

/** What went wrong before and went well now needs nobody's attention. */
async function forgetFailures(write: WriteHandle, uniqueKey: string | null): Promise<void> {
	if (uniqueKey === null) return;
	const { jobs } = write.tables;
	await write.delete(jobs).where(and(eq(jobs.uniqueKey, uniqueKey), eq(jobs.status, 'failed')));
}
