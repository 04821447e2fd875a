import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { defaultCredentialPolicy } from '#lib/core/credentials/policy.ts';
import { DAY_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { changeFacility } from '#lib/features/admin/facilities.server.ts';
import type { ChangeFacility } from '#lib/features/admin/facility-schemas.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { checkReads, emptyTally, makeChecker } from '#lib/features/credentials/gate/check.server.ts';
import { gateContext, type GateContext } from '#lib/features/credentials/gate/context.server.ts';
import { readsByIds } from '#lib/features/credentials/gate/read-rows.server.ts';
import { planSweep } from '#lib/features/credentials/gate/sweep.server.ts';
import { claimNext } from '#lib/server/jobs/claim.ts';
import { gateJobs } from '#lib/features/credentials/gate/jobs.server.ts';
import { aFacility, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { foundOf, recordLicence, runGateJobs, sweepAll } from '../support/gate.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('runs of the gate on %s', (engine) => {
	let app: TestApp;
	let licensed: string;
	let unlicensed: string;
	let facilityId: string;
	let coordinator: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		licensed = (await aRadiologist(app)).id;
		unlicensed = (await aRadiologist(app)).id;
		facilityId = (await aFacility(app)).id;
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
	});
	afterEach(() => app.close());

	const readOf = async (readerId: string): Promise<string> => (await aRead(app, { readerId, facilityId })).id;
	const sweeps = () => app.db.read.select().from(app.db.read.tables.gateSweeps);

	it('ask nothing before the first licence is recorded', async () => {
		const id = await readOf(licensed);
		expect(await sweepAll(app)).toEqual({ reads: 0, outcomes: {}, changed: 0 });
		expect(await planSweep(app)).toBe(false);
		expect(await foundOf(app, id)).toEqual([]);
	});

	it('write an answer once, with its audit event, its rules and its policy', async () => {
		await recordLicence(app, licensed);
		const [good, bad] = [await readOf(licensed), await readOf(unlicensed)];
		expect(await sweepAll(app)).toEqual({ reads: 2, outcomes: { pass: 1, fail: 1 }, changed: 1 });
		expect(await sweepAll(app)).toEqual({ reads: 2, outcomes: { pass: 1, fail: 1 }, changed: 0 });
		expect(await foundOf(app, good)).toEqual([]);
		expect(await foundOf(app, bad)).toHaveLength(1);
		expect(await auditTypes(app, bad)).toEqual(['gate.found']);
		const { gateResults, gateFindings } = app.db.read.tables;
		const [result] = await app.db.read.select().from(gateResults);
		expect(result).toMatchObject({ policyVersion: 1, because: 'sweep', day: '2026-11-15' });
		expect(result?.ruleVersion).toMatch(/^gate-1 us-licensure /);
		const [finding] = await app.db.read.select().from(gateFindings);
		expect(finding).toMatchObject({ readId: bad, resultId: result?.id, outcome: 'fail', standing: 'open' });
		expect((await sweeps()).map(({ reads, changed, endedAt }) => [reads, changed, endedAt])).toEqual([
			[2, 1, app.clock.now()],
			[2, 0, app.clock.now()]
		]);
	});

	it('look at the reads of one person when something is recorded of them', async () => {
		await recordLicence(app, licensed);
		const id = await readOf(unlicensed);
		const other = await readOf((await aRadiologist(app)).id);
		await sweepAll(app);
		await recordLicence(app, unlicensed);
		await recordLicence(app, unlicensed, { jurisdiction: 'OK' });
		const { jobs } = app.db.read.tables;
		const waiting = await app.db.read
			.select()
			.from(jobs)
			.where(eq(jobs.uniqueKey, `gate.person ${unlicensed}`));
		expect(waiting).toHaveLength(1);
		await runGateJobs(app);
		expect((await foundOf(app, id)).map((text) => text.split(' ')[0])).toEqual(['fail', 'pass']);
		expect(await foundOf(app, other)).toHaveLength(1);
	});

	it('look at the reads of a facility when the state that it is in was put right', async () => {
		await recordLicence(app, licensed);
		const id = await readOf(licensed);
		const other = (await aRead(app, { readerId: licensed })).id;
		await sweepAll(app);
		await runGateJobs(app);
		const before = await gateContext(app.db.read);
		const { createdAt: _, ...facility } = (
			await app.db.read
				.select()
				.from(app.db.read.tables.facilities)
				.where(eq(app.db.read.tables.facilities.id, facilityId))
		)[0] ?? { createdAt: 0 };
		const change = async (given: object) =>
			getValue(await changeFacility(app, coordinator, { ...(facility as ChangeFacility), ...given }));
		await change({ name: 'Another name' });
		expect(await runGateJobs(app)).toBe(0);
		await change({ jurisdiction: 'OK' });
		// A run that began before knows another state.
		const rows = await readsByIds(app.db.read, [id]);
		if (before) await checkReads(app, before, { rows, because: 'sweep', tally: emptyTally() });
		expect(await foundOf(app, id)).toEqual([]);
		await runGateJobs(app);
		expect(await foundOf(app, id)).toHaveLength(1);
		expect(await foundOf(app, other)).toEqual([]);
	});

	it('look again when something is recorded while one is under way', async () => {
		await recordLicence(app, licensed);
		expect(await claimNext(app.db, gateJobs, app.clock.now())).not.toBeNull();
		await recordLicence(app, licensed, { jurisdiction: 'OK' });
		const { jobs } = app.db.read.tables;
		const rows = await app.db.read
			.select({ status: jobs.status })
			.from(jobs)
			.where(eq(jobs.uniqueKey, `gate.person ${licensed}`));
		expect(rows.map(({ status }) => status).sort()).toEqual(['running', 'waiting']);
	});

	it('go over everything once a day, and again when the policy has changed', async () => {
		await recordLicence(app, licensed);
		await runGateJobs(app);
		const id = await readOf(licensed);
		expect(await planSweep(app)).toBe(true);
		expect(await planSweep(app)).toBe(false);
		await runGateJobs(app);
		expect(await foundOf(app, id)).toEqual([]);
		const director = await getActor(app, (await aUser(app, 'director')).id);
		const body = { ...defaultCredentialPolicy, requirePrivilege: true };
		getValue(await publishPolicy(app, director, { kind: 'credentials', body, basedOn: 1 }));
		app.clock.advance(MINUTE_MS);
		expect(await planSweep(app)).toBe(true);
		await runGateJobs(app);
		expect(await foundOf(app, id)).toEqual(['fail no-privilege / fail no-active-licence,no-privilege']);
		app.clock.advance(DAY_MS);
		expect(await planSweep(app)).toBe(true);
		await runGateJobs(app);
		expect((await sweeps()).map(({ because, policyVersion }) => [because, policyVersion])).toEqual([
			['night', 1],
			['policy', 2],
			['night', 2]
		]);
		expect(await auditTypes(app, id)).toEqual(['gate.found']);
	});

	it('tell coordinators once a day how many reads fail', async () => {
		await recordLicence(app, licensed);
		await readOf(unlicensed);
		await sweepAll(app);
		await readOf(unlicensed);
		await sweepAll(app);
		const { notices } = app.db.read.tables;
		const rows = await app.db.read.select().from(notices).where(eq(notices.userId, coordinator.id));
		expect(rows.map(({ kind, facts }) => [kind, facts])).toEqual([['gate.failed', { n: 1 }]]);
	});

	it('write down nothing of what they read before somebody recorded or published something else', async () => {
		await recordLicence(app, licensed);
		const id = await readOf(unlicensed);
		const { read } = app.db;
		const old = await gateContext(read);
		if (!old) throw new Error('the gate has not begun');
		// A run that has begun holds what was recorded until then.
		await old.peopleOf([unlicensed]);
		await recordLicence(app, unlicensed);
		await runGateJobs(app);
		const again = async (context: GateContext, readId: string) => {
			const rows = await readsByIds(read, [readId]);
			await checkReads(app, context, { rows, because: 'sweep', tally: emptyTally() });
		};
		await again(old, id);
		expect(await foundOf(app, id)).toEqual([]);

		const other = await readOf((await aRadiologist(app)).id);
		const director = await getActor(app, (await aUser(app, 'director')).id);
		const body = { ...defaultCredentialPolicy, requirePrivilege: true };
		getValue(await publishPolicy(app, director, { kind: 'credentials', body, basedOn: 1 }));
		await again(old, other);
		expect(await foundOf(app, other)).toEqual([]);
		await sweepAll(app);
		expect(await foundOf(app, other)).toHaveLength(1);
	});

	it('write what they find of several pages together, by what is known when it is written', async () => {
		await recordLicence(app, licensed);
		const other = (await aRadiologist(app)).id;
		const [first, second, third] = [await readOf(unlicensed), await readOf(unlicensed), await readOf(other)];
		const { read } = app.db;
		const context = await gateContext(read);
		if (!context) throw new Error('the gate has not begun');
		const tally = emptyTally();
		const checker = makeChecker(app, context, { because: 'sweep', tally });
		for (const id of [first, second, third]) await checker.check(await readsByIds(read, [id]), 'some');
		expect([tally.reads, tally.changed, await foundOf(app, first)]).toEqual([3, 0, []]);
		await recordLicence(app, other);
		await checker.end();
		expect(tally.changed).toBe(2);
		for (const id of [first, second]) expect(await foundOf(app, id)).toHaveLength(1);
		// The run that follows from the record sees to it.
		expect(await foundOf(app, third)).toEqual([]);
	});

	it('find the same when two go over the reads at once', async () => {
		await recordLicence(app, licensed);
		const ids = await Promise.all([1, 2, 3, 4].map(() => readOf(unlicensed)));
		const tallies = await Promise.all([sweepAll(app), sweepAll(app), sweepAll(app)]);
		expect(tallies.reduce((sum, { changed }) => sum + changed, 0)).toBe(4);
		for (const id of ids) expect(await foundOf(app, id)).toHaveLength(1);
	});
});
