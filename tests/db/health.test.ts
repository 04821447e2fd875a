import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '#lib/core/instant.ts';
import { setUpGroup } from '#lib/features/admin/set-up.server.ts';
import { systemView } from '#lib/features/notices/system-queries.server.ts';
import { healthOf } from '#lib/runtime/health.ts';
import { enqueuePeriodic, makePeriodicJob } from '#lib/runtime/worker.ts';
import { claimNext, LEASE_MS, renewLease } from '#lib/server/jobs/claim.ts';
import { runDue } from '#lib/server/jobs/runner.ts';
import { aUser } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const tasks = [{ name: 'look', everyMinutes: 1, run: async () => undefined }];

describe.each(engines)('the health of the product on %s', (engine) => {
	let app: TestApp;

	beforeEach(async () => {
		app = await testApp({ engine });
		await setUpGroup(app, {
			groupName: 'Kestrel Imaging',
			timeZone: 'America/Chicago',
			name: 'Ada Founder',
			email: 'ada@example.org',
			password: 'four slow herons'
		});
	});
	afterEach(() => app.close());

	async function turn(): Promise<void> {
		await enqueuePeriodic(app, tasks);
		await runDue(app, [makePeriodicJob(tasks)]);
	}

	it('is stale before a worker has done anything, and again when none was heard of for five minutes', async () => {
		expect(await healthOf(app, null)).toEqual({ status: 'ok', worker: 'stale' });
		await turn();
		expect(await healthOf(app, null)).toEqual({ status: 'ok', worker: 'ok' });
		app.clock.advance(5 * MINUTE_MS);
		expect(await healthOf(app, null)).toMatchObject({ worker: 'ok' });
		app.clock.advance(1);
		expect(await healthOf(app, null)).toMatchObject({ worker: 'stale' });
		expect((await systemView(app)).worker).toEqual({ isSilent: true, isHere: false });
		await turn();
		expect(await healthOf(app, null)).toMatchObject({ worker: 'ok' });
		expect((await systemView(app)).worker.isSilent).toBe(false);
	});

	it('is not stale while a worker renews the lease of a long job', async () => {
		await enqueuePeriodic(app, tasks);
		const claimed = await claimNext(app.db, [makePeriodicJob(tasks)], app.clock.now());
		if (!claimed) throw new Error('nothing to do');
		app.clock.advance(LEASE_MS - 1);
		await renewLease(app.db, claimed, app.clock.now());
		app.clock.advance(4 * MINUTE_MS);
		expect(await healthOf(app, null)).toMatchObject({ worker: 'ok' });
		app.clock.advance(2 * MINUTE_MS);
		expect(await healthOf(app, null)).toMatchObject({ worker: 'stale' });
	});

	it('says more to whoever runs the product, and to nobody else', async () => {
		await turn();
		app.clock.advance(90_000);
		const admin = await getActor(app, (await aUser(app, 'administrator')).id);
		const director = await getActor(app, (await aUser(app, 'director')).id);
		expect(await healthOf(app, admin)).toEqual({
			status: 'ok',
			worker: 'ok',
			workerHere: 'off',
			workerSilentSeconds: 90
		});
		expect(await healthOf(app, director)).toEqual({ status: 'ok', worker: 'ok' });
	});
});

it('has nothing to do before the group is set up', async () => {
	await using app = await testApp();
	expect(await healthOf(app, null)).toEqual({ status: 'ok', worker: 'ok' });
});
