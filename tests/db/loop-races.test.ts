import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { openByHand } from '#lib/features/corrections/open-by-hand.server.ts';
import { acknowledge } from '#lib/features/feedback/commands.server.ts';
import { releaseFeedback } from '#lib/features/feedback/release.server.ts';
import { countOverdue } from '#lib/features/quality/review-tally.server.ts';
import { accessionFilter } from '#lib/features/reads/filter.ts';
import { readPage } from '#lib/features/reads/queries.server.ts';
import { compareResult } from '#lib/features/referrals/ai-commands.server.ts';
import { ownRequests } from '#lib/features/referrals/own-reads.server.ts';
import { addClientFinal, gradePair } from '#lib/features/referrals/pair-commands.server.ts';
import { beginPlan } from '#lib/features/referrals/plan-commands.server.ts';
import {
	acceptReferral,
	refuseReferral,
	requestReview
} from '#lib/features/referrals/referral-commands.server.ts';
import { takeForPlans } from '#lib/features/referrals/take-for-plans.server.ts';
import { tellAskers } from '#lib/features/referrals/tell-askers.server.ts';
import { aCase, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { anAssignedCase } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('two at once on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
	});
	afterEach(() => app.close());

	const allReferrals = () => app.db.read.select().from(app.db.read.tables.referrals);
	async function aReader(roles: Parameters<typeof aUser>[1] = 'radiologist') {
		const radiologist = await aRadiologist(app);
		return getActor(app, (await aUser(app, roles, { radiologistId: radiologist.id })).id);
	}

	it('who grade a pair make one referral of it', async () => {
		const { id: readId } = await aRead(app, { kind: 'preliminary', finalAt: null });
		const here = { app, actor: coordinator };
		const { pairId } = getValue(await addClientFinal(here, { readId, finalText: 'Small bleed.' }));
		const grade = () =>
			gradePair(here, { pairId, grade: 'major', gradedFor: 'client', words: '', refer: false });
		const outcomes = await Promise.all([grade(), grade(), grade()]);
		expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await allReferrals()).toHaveLength(1);
	});

	it('who compare a result make one referral of it', async () => {
		const read = await aRead(app);
		await app.db.transaction((write) =>
			write.insert(write.tables.aiResults).values({
				id: 'result',
				naturalKey: 'result',
				readId: read.id,
				facilityId: read.facilityId,
				accession: read.accession,
				algorithm: 'Bleed',
				algorithmVersion: '1',
				finding: 'intracranial-haemorrhage',
				result: 'positive',
				agreement: 'unknown',
				receivedAt: app.clock.now()
			})
		);
		const compare = () =>
			compareResult({ app, actor: coordinator }, { resultId: 'result', agreement: 'disagrees' });
		const outcomes = await Promise.all([compare(), compare(), compare()]);
		expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await allReferrals()).toHaveLength(1);
	});

	it('who ask for a second look ask once', async () => {
		const reader = await aReader();
		const { id } = await aRead(app, { readerId: reader.radiologistId ?? '' });
		const ask = () =>
			requestReview({ app, actor: reader }, { id, mode: 'second-opinion', words: 'Is it a bleed?' });
		const outcomes = await Promise.all([ask(), ask(), ask()]);
		expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await allReferrals()).toHaveLength(1);
	});

	it('who open a correction by hand learn which words were kept', async () => {
		const { caseId } = await anAssignedCase(app);
		const open = (finding: string) => openByHand({ app, actor: coordinator }, { caseId, finding });
		const outcomes = await Promise.all([open('Free air.'), open('Pneumothorax.'), open('Misplaced tube.')]);
		expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
	});

	it('who take reads for a plan take each once', async () => {
		const director = await getActor(app, (await aUser(app, 'director')).id);
		const { id: radiologistId } = await aRadiologist(app);
		const at = app.clock.now() - 10 * DAY_MS;
		for (let n = 0; n < 6; n++) await aRead(app, { readerId: radiologistId, finalAt: at + n });
		const begin = () =>
			beginPlan(
				{ app, actor: director },
				{
					radiologistId,
					trigger: 'concern',
					reason: 'Asked for.',
					modalities: [],
					targetCount: 4,
					from: toUtcDay(at - DAY_MS),
					through: toUtcDay(at + DAY_MS),
					criteria: 'All findings named.',
					maxSignificant: 0,
					maxScoreThree: 1
				}
			);
		const [begun] = await Promise.all([begin(), takeForPlans(app), takeForPlans(app)]);
		expect(begun).toMatchObject({ ok: true });
		await Promise.all([takeForPlans(app), takeForPlans(app)]);
		expect(await allReferrals()).toHaveLength(4);
	});

	it('a reader who answers while the batch is released is not refused', async () => {
		const reader = await aReader();
		const released = {
			state: 'final',
			finalScore: '1',
			finalAt: app.clock.now(),
			releasedAt: app.clock.now()
		};
		const cases = [];
		for (let n = 0; n < 5; n++) {
			const read = await aRead(app, { readerId: reader.radiologistId ?? '' });
			cases.push(await aCase(app, { readId: read.id, ...released }));
		}
		const answers = cases.map(({ id }) => acknowledge({ app, actor: reader }, { id }));
		const [, ...outcomes] = await Promise.all([releaseFeedback(app), ...answers]);
		expect(outcomes.map(({ ok }) => ok)).toEqual(cases.map(() => true));
		const { auditEvents } = app.db.read.tables;
		const events = await app.db.read
			.select()
			.from(auditEvents)
			.where(eq(auditEvents.type, 'feedback.released'));
		expect(events).toHaveLength(cases.length);
	});

	describe('what is not yet to be known', () => {
		it('stays closed to a member of the committee while the reviewer thinks a score over', async () => {
			const member = await getActor(app, (await aUser(app, ['committee', 'coordinator'])).id);
			const read = await aRead(app);
			await aCase(app, { readId: read.id, state: 'returned' });
			const filter = accessionFilter(read.accession);
			const found = async (actor: Actor) =>
				(await readPage(app.db.read, { actor, filter, after: null })).rows.length;
			expect(await found(coordinator)).toBe(1);
			expect(await found(member)).toBe(0);
		});

		it('keeps a case that is thought over out of what is overdue', async () => {
			const read = await aRead(app);
			const now = app.clock.now();
			await aCase(app, { readId: read.id, state: 'returned', dueAt: now - DAY_MS });
			const period = { from: 0, to: now + DAY_MS };
			expect(await countOverdue(app.db.read, { period }, now)).toBe(0);
		});

		it('tells an asker of a case that cannot be judged with its release, and of one withdrawn at once', async () => {
			const reader = await aReader();
			const asked = async () => {
				const { id } = await aRead(app, { readerId: reader.radiologistId ?? '' });
				const words = 'Is it a bleed?';
				const made = getValue(
					await requestReview({ app, actor: reader }, { id, mode: 'second-opinion', words })
				);
				getValue(await acceptReferral({ app, actor: coordinator }, { id: made.id }));
				return made.id;
			};
			const [unjudged, withdrawn] = [await asked(), await asked()];
			const end = async (id: string, releasedAt: number | null) => {
				const caseId = (await allReferrals()).find((one) => one.id === id)?.caseId ?? '';
				await app.db.transaction(async ({ tables: { cases }, update }) => {
					await update(cases).set({ state: 'withdrawn', releasedAt }).where(eq(cases.id, caseId));
				});
			};
			await end(unjudged, app.clock.now() + DAY_MS);
			await end(withdrawn, null);
			const statuses = async () =>
				new Map((await ownRequests(app.db.read, reader, app.clock.now())).map((one) => [one.id, one.status]));
			const told = async () => {
				const { notices } = app.db.read.tables;
				await tellAskers(app);
				return app.db.read
					.select()
					.from(notices)
					.where(and(eq(notices.userId, reader.id), eq(notices.kind, 'referral.answered')));
			};
			expect(await statuses()).toEqual(
				new Map([
					[unjudged, 'in-review'],
					[withdrawn, 'withdrawn']
				])
			);
			expect(await told()).toHaveLength(1);
			app.clock.advance(DAY_MS);
			expect((await statuses()).get(unjudged)).toBe('withdrawn');
			expect(await told()).toHaveLength(2);
		});

		it('lets nobody decide a referral of a plan who may not know of plans', async () => {
			const read = await aRead(app);
			await app.db.transaction((write) =>
				write.insert(write.tables.referrals).values({
					id: 'of-plan',
					readId: read.id,
					mode: 'focused',
					source: 'plan',
					status: 'open',
					receivedAt: app.clock.now()
				})
			);
			const here = { app, actor: coordinator };
			const none = { ok: false, error: 'referral-not-found' };
			expect(await acceptReferral(here, { id: 'of-plan' })).toEqual(none);
			expect(await refuseReferral(here, { id: 'of-plan', reason: 'duplicate' })).toEqual(none);
		});
	});
});
