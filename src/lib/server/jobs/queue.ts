import { and, eq, inArray } from 'drizzle-orm';
import type { Ids } from '#lib/core/ids.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';
import { queueName, type Job } from './job.ts';

export type EnqueueOptions = {
	/** Not before this; now when left out. */
	readonly runAt?: Instant;
	/** While a job with this key waits or runs, there is no second one. */
	readonly uniqueKey?: string;
	/** As long as the queue remembers a job with this key, ended or not, there is no second one. */
	readonly onceKey?: string;
};

/** What a job is to the queue: who enqueues it need not know who does it. */
type QueuedAs<P> = Pick<Job<P>, 'name' | 'version' | 'payload'>;

/**
 * Puts a job into the queue, in the transaction of what it follows from: it runs if, and only if, that is kept. It may run more
 * than once, so it must do no harm then. Answers whether it was put there.
 */
export async function enqueue<P>(
	write: WriteHandle,
	context: { readonly ids: Ids; readonly now: Instant },
	job: QueuedAs<P>,
	payload: P,
	{ runAt, uniqueKey, onceKey }: EnqueueOptions = {}
): Promise<boolean> {
	const { jobs } = write.tables;
	if (uniqueKey !== undefined && (await hasOpen(write, uniqueKey))) return false;
	const added = await write
		.insert(jobs)
		.values({
			id: onceKey ?? context.ids(),
			name: queueName(job),
			payload,
			uniqueKey: uniqueKey ?? null,
			status: 'waiting',
			runAt: runAt ?? context.now,
			createdAt: context.now
		})
		.onConflictDoNothing()
		.returning({ id: jobs.id });
	return added.length > 0;
}

/**
 * Puts a job into the queue unless one with the key waits there already: that one begins after this transaction has ended, and so sees
 * what it does. One that runs may have looked too early, so another follows it.
 */
export async function enqueueAfter<P>(
	write: WriteHandle,
	context: { readonly ids: Ids; readonly now: Instant },
	job: QueuedAs<P>,
	{ payload, key }: { readonly payload: P; readonly key: string }
): Promise<void> {
	const { jobs } = write.tables;
	// A change of nothing: until this transaction ends, no worker can take the row.
	const waiting = await write
		.update(jobs)
		.set({ status: 'waiting' })
		.where(and(eq(jobs.uniqueKey, key), eq(jobs.status, 'waiting')))
		.returning({ id: jobs.id });
	if (waiting.length > 0) return;
	await write.insert(jobs).values({
		id: context.ids(),
		name: queueName(job),
		payload,
		uniqueKey: key,
		status: 'waiting',
		runAt: context.now,
		createdAt: context.now
	});
}

/** Whether a job with the key waits or runs; nobody else puts one there before the transaction ends. */
async function hasOpen(write: WriteHandle, uniqueKey: string): Promise<boolean> {
	const lock = write.dialect.lockJob(uniqueKey);
	if (lock) await write.run(lock);
	const { jobs } = write.tables;
	const rows = await write
		.select({ id: jobs.id })
		.from(jobs)
		.where(and(eq(jobs.uniqueKey, uniqueKey), inArray(jobs.status, ['waiting', 'running'])))
		.limit(1);
	return rows.length > 0;
}

/** Which of these once keys the queue remembers: asked before writing, since nearly always it is all of them. */
export async function rememberedKeys(
	read: ReadHandle,
	onceKeys: readonly string[]
): Promise<ReadonlySet<string>> {
	const { jobs } = read.tables;
	const rows = await read
		.select({ id: jobs.id })
		.from(jobs)
		.where(inArray(jobs.id, [...onceKeys]));
	return new Set(rows.map(({ id }) => id));
}
