import { describe, expect, it } from 'vitest';
import { DAY_MS } from '#lib/core/instant.ts';
import { homeView } from '#lib/features/home/home.server.ts';
import { aCase, aFacility, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';
import type { Role } from '#lib/core/permissions.ts';

const actorWith = async (app: TestApp, roles: Role | Role[], given: Parameters<typeof aUser>[2] = {}) =>
	getActor(app, (await aUser(app, roles, given)).id);

describe.each(engines)('the home page on %s', (engine) => {
	it('has one section for each role held, and no other', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const home = await homeView(app, await actorWith(app, ['director', 'committee']));
		const shown = Object.entries(home).filter(
			([, section]) => typeof section === 'object' && section !== null
		);
		expect(shown.map(([name]) => name).sort()).toEqual(['committee', 'director']);
	});

	it('tells a radiologist how many released outcomes of own reads are unanswered', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const [own, other] = [await aRadiologist(app), await aRadiologist(app)];
		const now = app.clock.now();
		const outcome = async (readerId: string, state: string, releasedAt: number | null) => {
			const { id } = await aRead(app, { readerId });
			await aCase(app, { readId: id, state, finalScore: '1', finalAt: now - DAY_MS, releasedAt });
		};
		await outcome(own.id, 'feedback-released', now - 1);
		await outcome(own.id, 'final', now - 1);
		await outcome(own.id, 'final', now + DAY_MS);
		await outcome(own.id, 'acknowledged', now - 1);
		await outcome(other.id, 'feedback-released', now - 1);
		const actor = await actorWith(app, 'radiologist', { radiologistId: own.id });
		expect((await homeView(app, actor)).radiologist).toMatchObject({
			isLinked: true,
			fresh: 2,
			expiring: { n: 0 }
		});
	});

	it('tells director and coordinator how many critical results are open and late, and the director of late reads', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const now = app.clock.now();
		const { criticalResults } = app.db.read.tables;
		const { id: readId } = await aRead(app, {});
		const loop = { readId, category: 2, finding: 'Fracture.', identifiedAt: 0, recordedAt: 0 };
		await app.db.transaction((write) =>
			write.insert(criticalResults).values([
				{ ...loop, id: 'c1', status: 'open', dueAt: now },
				{ ...loop, id: 'c2', status: 'communicated', dueAt: now + 1 },
				{ ...loop, id: 'c3', status: 'received', dueAt: now - 1 },
				{ ...loop, id: 'c4', status: 'withdrawn', dueAt: now - 1 }
			])
		);
		const longAgo = now - 3 * DAY_MS;
		const open = { kind: 'preliminary', finalAt: null, preliminaryAt: null } as const;
		await aRead(app, { ...open, examCompletedAt: longAgo, imagesReceivedAt: longAgo });
		await aRead(app, { ...open, examCompletedAt: now - 1000, imagesReceivedAt: now - 1000 });
		const home = await homeView(app, await actorWith(app, ['director', 'coordinator']));
		expect(home.director?.lateReads).toBe(1);
		expect(home.director?.criticals).toEqual({ open: 2, late: 1 });
		expect(home.coordinator?.criticals).toEqual({ open: 2, late: 1 });
	});

	it('tells the coordinator what is stuck and why', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const now = app.clock.now();
		const reviewer = await aRadiologist(app, { reviewModalities: 'CT' });
		await aUser(app, 'reviewer', { radiologistId: reviewer.id, reviewCapacity: 1 });
		for (const modality of ['CT', 'CT', 'MG']) {
			const { id } = await aRead(app, { modality });
			await aCase(app, { readId: id, dueAt: now - DAY_MS });
		}
		const { importBatches, draws, policies } = app.db.read.tables;
		const [policy] = await app.db.read.select({ id: policies.id }).from(policies).limit(1);
		await app.db.transaction(async (write) => {
			const batch = { startedAt: now, finishedAt: now, origin: 'upload', files: 3 };
			await write.insert(importBatches).values([
				{ ...batch, id: 'b1', refused: 2 },
				{ ...batch, id: 'b2', refused: 0 },
				{ ...batch, id: 'b3', finishedAt: null }
			]);
			const draw = { policyId: policy?.id ?? '', commitment: 'c', committedAt: now, sealedSeed: 's' };
			await write.insert(draws).values([
				{ ...draw, id: 'd1', label: 'over', periodFrom: 0, periodTo: now },
				{ ...draw, id: 'd2', label: 'running', periodFrom: 0, periodTo: now + 1 },
				{ ...draw, id: 'd3', label: 'done', periodFrom: 0, periodTo: now, revealedAt: now }
			]);
		});
		expect((await homeView(app, await actorWith(app, 'coordinator'))).coordinator).toEqual({
			waiting: 3,
			expiring: { overdue: 0, within30: 0 },
			isWaitingComplete: true,
			reasons: expect.arrayContaining([
				{ reason: 'assignable', n: 1 },
				{ reason: 'all-at-capacity', n: 1 },
				{ reason: 'no-competent-reviewer', n: 1 }
			]),
			overdue: 3,
			refusedImports: [{ id: 'b1', startedAt: now, files: 3, refused: 2 }],
			unfinishedImports: 1,
			stuckWork: 0,
			criticals: { open: 0, late: 0 },
			corrections: { open: 0, overdue: 0 },
			referrals: 0,
			siteNotes: 0,
			draws: [{ id: 'd1', label: 'over', overAt: now }]
		});
	});

	it('tells an auditor the scope that is enforced, and its end', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const [inScope] = [await aFacility(app), await aFacility(app)];
		const expiresAt = app.clock.now() + 30 * DAY_MS;
		const user = await aUser(app, 'auditor', { expiresAt });
		const { auditorScopes } = app.db.read.tables;
		const period = { periodFrom: Date.UTC(2026, 0, 1), periodTo: Date.UTC(2026, 6, 1) };
		await app.db.transaction((write) =>
			write.insert(auditorScopes).values({ userId: user.id, facilityId: inScope.id, ...period })
		);
		const { auditor, director } = await homeView(app, await getActor(app, user.id));
		expect(auditor).toMatchObject({
			facilities: [{ code: inScope.code, name: inScope.name }],
			fromOn: '2026-01-01',
			throughOn: '2026-06-30',
			expiresAt
		});
		expect(director).toBeNull();
	});

	it('tells the administrator that the database answers and how much room is left', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		await aUser(app, 'reviewer', { status: 'disabled' });
		const { administrator } = await homeView(app, await actorWith(app, 'administrator'));
		expect(administrator).toMatchObject({ engine, isDatabaseUp: true, activeUsers: 1, disabledUsers: 1 });
		expect(administrator?.stuck).toEqual({ failedJobs: 0, lateJobs: 0, failedMails: 0 });
		expect(administrator?.freeBytes).toBeGreaterThan(0);
		expect(administrator?.totalBytes).toBeGreaterThanOrEqual(administrator?.freeBytes ?? Infinity);
	});
});
