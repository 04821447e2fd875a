import { setTimeout as wait } from 'node:timers/promises';
import type { App } from '#lib/server/app.ts';
import { err, type Result } from '#lib/core/result.ts';
import { claimNext, finishJob, LEASE_MS, renewLease, type ClaimedJob } from './claim.ts';
import type { AnyJob, JobError } from './job.ts';

const POLL_MS = 2000;
const REST_AFTER_FAULT_MS = 10_000;
/** Jobs at a time: one that waits for another machine does not hold the rest up. Besides these, one that takes long. */
const LANES = 2;

export type Runner = {
	/** Takes no more jobs, and resolves when those begun have ended. */
	stop(): Promise<void>;
};

/** Does one job that is due, if there is one. Answers whether there was. */
export async function runNext(app: App, jobs: readonly AnyJob[]): Promise<boolean> {
	const claimed = await claimNext(app.db, jobs, app.clock.now());
	if (!claimed) return false;
	const outcome = await runClaimed(app, claimed);
	if (!outcome.ok) {
		app.log.warn({ job: claimed.job.name, id: claimed.id, code: outcome.error.code }, 'job-failed');
	}
	await finishJob(app.db, claimed, outcome.ok ? null : outcome.error, app.clock.now());
	return true;
}

/** Does every job that is due now, and those that they bring. Answers how many. */
export async function runDue(app: App, jobs: readonly AnyJob[]): Promise<number> {
	let done = 0;
	while (await runNext(app, jobs)) done += 1;
	return done;
}

async function runClaimed(app: App, claimed: ClaimedJob): Promise<Result<null, JobError>> {
	const { job, attempts } = claimed;
	// A job that took its worker down each time would do so for ever.
	if (attempts > job.retries + 1) return err({ code: 'worker-lost', isPermanent: true });
	const payload = job.payload.safeParse(claimed.payload);
	if (!payload.success) return err({ code: 'payload-unreadable', isPermanent: true });
	const renewal = setInterval(
		() => void renewLease(app.db, claimed, app.clock.now()).catch(() => undefined),
		LEASE_MS / 3
	);
	try {
		// The payload was parsed with the schema of this very job.
		return await job.run(app, payload.data as never, { number: attempts, isLast: attempts > job.retries });
	} catch (error) {
		// Its message may hold what it was about; the name of the error does not.
		app.log.error(
			{ job: job.name, id: claimed.id, error: error instanceof Error ? error.name : 'unknown' },
			'job-threw'
		);
		return err({ code: 'unexpected', isPermanent: false });
	} finally {
		clearInterval(renewal);
	}
}

/**
 * Does jobs as they fall due until it is stopped. `beforeEach` round may put some into the queue; a database that is away for a
 * while is asked again.
 */
export function startRunner(app: App, jobs: readonly AnyJob[], beforeEach: () => Promise<unknown>): Runner {
	const stopping = new AbortController();
	const { signal } = stopping;
	const rest = (ms: number): Promise<unknown> => wait(ms, null, { signal }).catch(() => null);

	async function lane(known: readonly AnyJob[], isFirst: boolean): Promise<void> {
		while (!signal.aborted) {
			try {
				if (isFirst) await beforeEach();
				let hasMore = true;
				while (hasMore && !signal.aborted) hasMore = await runNext(app, known);
				await rest(POLL_MS);
			} catch {
				app.log.error('worker-round-failed');
				await rest(REST_AFTER_FAULT_MS);
			}
		}
	}

	const [long, short] = [jobs.filter(({ isLong }) => isLong), jobs.filter(({ isLong }) => !isLong)];
	const lanes = Promise.all([
		...Array.from({ length: LANES }, (_, at) => lane(short, at === 0)),
		...(long.length > 0 ? [lane(long, false)] : [])
	]);
	return {
		stop: async () => {
			stopping.abort();
			await lanes;
		}
	};
}
