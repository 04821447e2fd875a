import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { enqueuePeriodic, makePeriodicJob } from '#lib/runtime/worker.ts';
import type { App } from '#lib/server/app.ts';
import { claimNext, finishJob, LEASE_MS } from '#lib/server/jobs/claim.ts';
import { waitAfter, type Job, type JobError } from '#lib/server/jobs/job.ts';
import { enqueue, type EnqueueOptions } from '#lib/server/jobs/queue.ts';
import { runDue, runNext, startRunner } from '#lib/server/jobs/runner.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

type Count = { readonly n: number };
type Outcome = () => Result<null, JobError>;

/** A job that writes down what it was given, and ends as told. */
function aJob(given: { retries?: number; outcome?: Outcome; name?: string } = {}) {
	const seen: number[] = [];
	const job: Job<Count> = {
		name: given.name ?? 'count',
		version: 1,
		payload: z.object({ n: z.number() }),
		retries: given.retries ?? 2,
		run: async (_app, { n }) => {
			seen.push(n);
			return given.outcome?.() ?? ok(null);
		}
	};
	return { job, seen };
}

const put = (app: App, job: Job<Count>, n: number, options?: EnqueueOptions): Promise<boolean> =>
	app.db.transaction((write) => enqueue(write, { ids: app.ids, now: app.clock.now() }, job, { n }, options));

const stored = async (app: App) => {
	const { jobs } = app.db.read.tables;
	return app.db.read.select().from(jobs).orderBy(jobs.createdAt, jobs.id);
};

describe('waiting after a failure', () => {
	it.each([
		[1, 0.5],
		[2, 1],
		[5, 8],
		[40, 360]
	])('number %i takes %d minutes', (failures, minutes) =>
		expect(waitAfter(failures)).toBe(minutes * MINUTE_MS)
	);
});

describe.each(engines)('the queue on %s', (engine) => {
	const open = (): Promise<TestApp> => testApp({ engine });

	it('does each job once, in the order in which they fall due', async () => {
		await using app = await open();
		const { job, seen } = aJob();
		const now = app.clock.now();
		await put(app, job, 1, { runAt: now + HOUR_MS });
		await put(app, job, 2, { runAt: now });
		await put(app, job, 3, { runAt: now - 1 });
		expect(await runDue(app, [job])).toBe(2);
		expect(seen).toEqual([3, 2]);
		app.clock.advance(HOUR_MS);
		await runDue(app, [job]);
		expect(seen).toEqual([3, 2, 1]);
		expect((await stored(app)).map(({ status }) => status)).toEqual(['done', 'done', 'done']);
	});

	it('keeps nothing of a transaction that is rolled back', async () => {
		await using app = await open();
		const { job } = aJob();
		await app.db.transaction(async (write) => {
			await enqueue(write, { ids: app.ids, now: app.clock.now() }, job, { n: 1 });
			return err('refused');
		});
		expect(await stored(app)).toEqual([]);
	});

	it('gives each job to one of several workers that ask at once', async () => {
		await using app = await open();
		const { job, seen } = aJob();
		for (let n = 0; n < 24; n++) await put(app, job, n);
		const workers = Array.from({ length: 6 }, () => runDue(app, [job]));
		expect((await Promise.all(workers)).reduce((sum, n) => sum + n, 0)).toBe(24);
		expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, n) => n));
	});

	it('has one job a key while the first has not ended, also when two are put in at once', async () => {
		await using app = await open();
		const { job, seen } = aJob();
		const put7 = () => put(app, job, 7, { uniqueKey: 'seven' });
		expect((await Promise.all([put7(), put7(), put7()])).filter(Boolean)).toHaveLength(1);
		await runDue(app, [job]);
		expect(await put7()).toBe(true);
		await runDue(app, [job]);
		expect(seen).toEqual([7, 7]);
	});

	it('has one job a once key for good', async () => {
		await using app = await open();
		const { job, seen } = aJob();
		expect(await put(app, job, 1, { onceKey: 'monday' })).toBe(true);
		await runDue(app, [job]);
		expect(await put(app, job, 1, { onceKey: 'monday' })).toBe(false);
		await runDue(app, [job]);
		expect(seen).toEqual([1]);
	});

	it('tries a job again later and later, then lets it fail where it can be seen', async () => {
		await using app = await open();
		const { job, seen } = aJob({ outcome: () => err({ code: 'smtp-421', isPermanent: false }) });
		await put(app, job, 1);
		const begun = app.clock.now();
		await runDue(app, [job]);
		expect(await stored(app)).toMatchObject([
			{ status: 'waiting', attempts: 1, lastError: 'smtp-421', runAt: begun + waitAfter(1) }
		]);
		expect(await runDue(app, [job])).toBe(0);
		app.clock.advance(waitAfter(1));
		await runDue(app, [job]);
		app.clock.advance(waitAfter(2));
		await runDue(app, [job]);
		expect(seen).toHaveLength(3);
		expect(await stored(app)).toMatchObject([{ status: 'failed', attempts: 3, lastError: 'smtp-421' }]);
	});

	it('does not try again what is refused for good', async () => {
		await using app = await open();
		const { job } = aJob({ outcome: () => err({ code: 'smtp-550', isPermanent: true }) });
		await put(app, job, 1);
		await runDue(app, [job]);
		expect(await stored(app)).toMatchObject([{ status: 'failed', attempts: 1, lastError: 'smtp-550' }]);
	});

	it('writes down that a job threw, and not what it said', async () => {
		await using app = await open();
		const { job } = aJob({
			retries: 0,
			outcome: () => {
				throw new Error('Jane Roe, MRN 4711');
			}
		});
		await put(app, job, 1);
		await runDue(app, [job]);
		const rows = await stored(app);
		expect(rows).toMatchObject([{ status: 'failed', lastError: 'unexpected' }]);
		expect(JSON.stringify(rows)).not.toMatch(/Roe|4711/);
	});

	it('gives the job of a worker that died to another one when its lease is over, and not before', async () => {
		await using app = await open();
		const { job, seen } = aJob();
		await put(app, job, 5);
		const dead = await claimNext(app.db, [job], app.clock.now());
		app.clock.advance(LEASE_MS);
		expect(await runNext(app, [job])).toBe(false);
		app.clock.advance(1);
		expect(await runNext(app, [job])).toBe(true);
		expect(seen).toEqual([5]);
		// What the first worker says afterwards counts no more.
		if (!dead) throw new Error('nothing was claimed');
		await finishJob(app.db, dead, { code: 'late', isPermanent: true }, app.clock.now());
		expect(await stored(app)).toMatchObject([{ status: 'done', attempts: 2, lastError: null }]);
	});

	it('gives up on a job that takes its worker down each time', async () => {
		await using app = await open();
		const { job, seen } = aJob({ retries: 1 });
		await put(app, job, 5);
		for (let times = 0; times < 2; times++) {
			await claimNext(app.db, [job], app.clock.now());
			app.clock.advance(LEASE_MS + 1);
		}
		await runDue(app, [job]);
		expect(seen).toEqual([]);
		expect(await stored(app)).toMatchObject([{ status: 'failed', lastError: 'worker-lost' }]);
	});

	it('leaves jobs that it does not know to a worker that does', async () => {
		await using app = await open();
		const [old, later] = [aJob(), aJob({ name: 'later' })];
		await put(app, later.job, 1);
		expect(await runDue(app, [old.job])).toBe(0);
		expect(await runDue(app, [old.job, later.job])).toBe(1);
	});

	it('refuses a payload that is not the one of its version', async () => {
		await using app = await open();
		const { job, seen } = aJob();
		await put(app, job, 1);
		const { jobs } = app.db.read.tables;
		await app.db.transaction((write) => write.update(jobs).set({ payload: { n: 'one' } }));
		await runDue(app, [job]);
		expect(seen).toEqual([]);
		expect(await stored(app)).toMatchObject([{ status: 'failed', lastError: 'payload-unreadable' }]);
	});

	it('forgets a failure of what went well afterwards', async () => {
		await using app = await open();
		let isDown = true;
		const outcome: Outcome = () => (isDown ? err({ code: 'down', isPermanent: true }) : ok(null));
		const { job } = aJob({ outcome });
		await put(app, job, 1, { uniqueKey: 'feed' });
		await runDue(app, [job]);
		isDown = false;
		await put(app, job, 2, { uniqueKey: 'feed' });
		await runDue(app, [job]);
		expect((await stored(app)).map(({ status }) => status)).toEqual(['done']);
	});
});

describe.each(engines)('periodic tasks on %s', (engine) => {
	it('have one turn a stretch of time, however many workers there are', async () => {
		await using app = await testApp({ engine });
		let turns = 0;
		const tasks = [{ name: 'look', everyMinutes: 10, run: async () => (turns += 1) }];
		const work = async (): Promise<void> => {
			await enqueuePeriodic(app, tasks);
			await runDue(app, [makePeriodicJob(tasks)]);
		};
		await Promise.all([work(), work(), work()]);
		await work();
		expect(turns).toBe(1);
		app.clock.advance(9 * MINUTE_MS + 59_000);
		await work();
		expect(turns).toBe(1);
		app.clock.advance(1000);
		await Promise.all([work(), work()]);
		expect(turns).toBe(2);
	});

	it('do not pile up while no worker is there', async () => {
		await using app = await testApp({ engine });
		const tasks = [{ name: 'look', everyMinutes: 10, run: async () => undefined }];
		for (let hours = 0; hours < 3; hours++) {
			await enqueuePeriodic(app, tasks);
			app.clock.advance(HOUR_MS);
		}
		expect(await stored(app)).toHaveLength(1);
	});

	it('fail alone, and have their next turn', async () => {
		await using app = await testApp({ engine });
		let isBroken = true;
		const done: string[] = [];
		const tasks = [
			{
				name: 'broken',
				everyMinutes: 10,
				run: async () => {
					if (isBroken) throw new Error('broken');
					done.push('mended');
				}
			},
			{ name: 'well', everyMinutes: 10, run: async () => done.push('well') }
		];
		const work = async (): Promise<void> => {
			await enqueuePeriodic(app, tasks);
			await runDue(app, [makePeriodicJob(tasks)]);
		};
		await work();
		expect(done).toEqual(['well']);
		expect((await stored(app)).map(({ status }) => status).sort()).toEqual(['done', 'failed']);
		isBroken = false;
		app.clock.advance(10 * MINUTE_MS);
		await work();
		expect(done.toSorted()).toEqual(['mended', 'well', 'well']);
		expect((await stored(app)).filter(({ status }) => status === 'failed')).toEqual([]);
	});
});

describe('a runner', () => {
	it('ends what it has begun before it stops, and begins no more', async () => {
		await using app = await testApp();
		const begun = Promise.withResolvers<null>();
		const goOn = Promise.withResolvers<null>();
		const finished: number[] = [];
		const job: Job<Count> = {
			name: 'slow',
			version: 1,
			payload: z.object({ n: z.number() }),
			retries: 0,
			run: async (_app, { n }) => {
				begun.resolve(null);
				await goOn.promise;
				finished.push(n);
				return ok(null);
			}
		};
		await put(app, job, 1);
		const runner = startRunner(app, [job], async () => undefined);
		await begun.promise;
		const stopped = runner.stop();
		await put(app, job, 2);
		goOn.resolve(null);
		await stopped;
		expect(finished).toEqual([1]);
		expect((await stored(app)).map(({ status }) => status).sort()).toEqual(['done', 'waiting']);
	});
});
