import { z } from 'zod';
import { MINUTE_MS } from '#lib/core/instant.ts';
import { err, ok } from '#lib/core/result.ts';
import { findGroup } from '#lib/features/admin/group-queries.server.ts';
import { cmeJobs } from '#lib/features/credentials/cme/results.server.ts';
import { anchorJob } from '#lib/features/audit/anchors.server.ts';
import { verificationJob } from '#lib/features/audit/verification.server.ts';
import { gateJobs } from '#lib/features/credentials/gate/jobs.server.ts';
import { sendMailJob } from '#lib/features/notices/mail-job.server.ts';
import { runReport } from '#lib/features/reports/runs/run-job.server.ts';
import type { App } from '#lib/server/app.ts';
import type { AnyJob, Job } from '#lib/server/jobs/job.ts';
import { enqueue, rememberedKeys } from '#lib/server/jobs/queue.ts';
import { startRunner, type Runner } from '#lib/server/jobs/runner.ts';
import { periodicTasks, type PeriodicTask } from './periodic.ts';

const payload = z.object({ task: z.string() });

/** One turn of a periodic task. It is not tried again when it fails: its next turn comes. */
export function makePeriodicJob(tasks: readonly PeriodicTask[]): Job<z.output<typeof payload>> {
	return {
		name: 'periodic',
		version: 1,
		payload,
		retries: 0,
		run: async (app, { task: name }) => {
			const task = tasks.find((one) => one.name === name);
			if (!task) return err({ code: 'task-unknown', isPermanent: true });
			await task.run(app);
			return ok(null);
		}
	};
}

/** Every kind of job of the product. */
export const allJobs: readonly AnyJob[] = [
	makePeriodicJob(periodicTasks),
	sendMailJob,
	...gateJobs,
	...cmeJobs,
	anchorJob,
	verificationJob,
	runReport
];

/**
 * Puts the turn of each task that is due into the queue: one a task and stretch of time, however many workers ask, and none while
 * the turn before it has not ended. Answers how many it put there.
 */
export async function enqueuePeriodic(app: App, tasks: readonly PeriodicTask[]): Promise<number> {
	const now = app.clock.now();
	const turns = tasks.map(({ name, everyMinutes }) => ({
		name,
		id: `${name} ${everyMinutes} ${Math.floor(now / (everyMinutes * MINUTE_MS))}`
	}));
	const known = await rememberedKeys(
		app.db.read,
		turns.map(({ id }) => id)
	);
	const missing = turns.filter(({ id }) => !known.has(id));
	if (missing.length === 0) return 0;
	const job = makePeriodicJob(tasks);
	return app.db.transaction(async (write) => {
		let added = 0;
		for (const { name, id } of missing) {
			const keys = { uniqueKey: `periodic ${name}`, onceKey: id };
			if (await enqueue(write, { ids: app.ids, now }, job, { task: name }, keys)) added += 1;
		}
		return added;
	});
}

/** Does the background work until it is stopped. Nothing happens before the group is set up. */
export function startWorker(app: App): Runner {
	return startRunner(app, allJobs, async () => {
		if (await findGroup(app.db.read)) await enqueuePeriodic(app, periodicTasks);
	});
}
