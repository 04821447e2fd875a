import { describe, expect, it } from 'vitest';
import { aiYield, waitingResults } from '#lib/features/referrals/ai-queries.server.ts';
import { concordance, waitingPairs } from '#lib/features/referrals/pair-queries.server.ts';
import { planList } from '#lib/features/referrals/plan-queries.server.ts';
import { referralPage } from '#lib/features/referrals/referral-queries.server.ts';
import { takeForPlans } from '#lib/features/referrals/take-for-plans.server.ts';
import { seedDemo } from '#lib/runtime/demo/seed-demo.ts';
import { aUser } from '../support/builders.ts';
import { smallDemo } from '../support/small-demo.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp } from '../support/test-app.ts';

describe.each(engines)('the demo group on %s', (engine) => {
	it('has something to do at every door, and no case without images that nobody asked for', async () => {
		await using app = await testApp({ engine });
		const cutAt = Date.UTC(2026, 10, 16);
		app.clock.set(cutAt);
		await seedDemo(app, {
			...smallDemo,
			cutAt,
			password: 'five quiet lanterns',
			scratchFolder: app.config.dataFolder,
			writeStudies: () => Promise.resolve([])
		});
		const { read } = app.db;
		const actor = await getActor(app, (await aUser(app, ['director', 'coordinator'])).id);
		const open = await referralPage(read, actor, { filter: { status: 'open', mode: null }, after: null });
		expect(new Set(open.rows.map(({ mode }) => mode))).toEqual(new Set(['complaint', 'second-opinion']));
		const past = await referralPage(read, actor, {
			filter: { status: 'accepted', mode: 'complaint' },
			after: null
		});
		expect(past.rows.length).toBeGreaterThan(10);
		expect((await waitingPairs(read, actor)).total).toBeGreaterThan(3);
		expect((await concordance(read, 0)).all.discordant.n).toBeGreaterThan(10);
		expect((await waitingResults(read, actor)).total).toBeGreaterThan(3);
		expect((await aiYield(read)).all.n).toBeGreaterThan(0);
		expect((await planList(read, actor, { now: cutAt, after: null })).rows).toMatchObject([
			{ status: 'active', isComplete: true }
		]);
		expect(await takeForPlans(app)).toBe(0);
	});
});
