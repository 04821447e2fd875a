import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { HOUR_MS, startOfUtcDay } from '#lib/core/instant.ts';
import { committeeCase } from '#lib/features/committee/case-queries.server.ts';
import { decide } from '#lib/features/committee/commands.server.ts';
import { committeeDoor, committeeQueue } from '#lib/features/committee/queries.server.ts';
import type { DecideInput } from '#lib/features/committee/schemas.ts';
import { rebut } from '#lib/features/feedback/commands.server.ts';
import { aRadiologist, aUser, publishInitialPolicies } from '../support/builders.ts';
import {
	anAssignedCase,
	anAssignment,
	aReviewer,
	auditTypes,
	reviewAtL3,
	storedCase
} from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('the committee on %s', (engine) => {
	let app: TestApp;
	let member: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		member = await getActor(app, (await aUser(app, 'committee')).id);
	});
	afterEach(() => app.close());

	const uphold = (id: string): DecideInput => ({
		id,
		outcome: 'uphold',
		finalScore: null,
		attribution: 'reader',
		comment: 'Visible on two images.'
	});

	async function referred(score: '2b' | '3a' | '3b' = '3b') {
		const made = await anAssignedCase(app);
		await reviewAtL3(app, made.reviewer, made.assignmentId, score);
		return made;
	}

	it('makes a score final, and lets the reader see it at once', async () => {
		const { caseId } = await referred();
		expect(await decide({ app, actor: member }, uphold(caseId))).toMatchObject({ ok: true });
		expect(await storedCase(app, caseId)).toMatchObject({
			state: 'final',
			finalScore: '3b',
			attribution: 'reader',
			finalAt: app.clock.now(),
			releasedAt: app.clock.now()
		});
		expect((await auditTypes(app, caseId)).at(-1)).toBe('committee.decided');
		const { committeeDecisions } = app.db.read.tables;
		const [stored] = await app.db.read
			.select()
			.from(committeeDecisions)
			.where(eq(committeeDecisions.caseId, caseId));
		expect(stored).toMatchObject({ question: 'score', outcome: 'uphold', memberId: member.id });
	});

	it('decides a case once, also when two members do so at once', async () => {
		const { caseId } = await referred();
		const other = await getActor(app, (await aUser(app, 'committee')).id);
		const both = await Promise.all([
			decide({ app, actor: member }, uphold(caseId)),
			decide({ app, actor: other }, { ...uphold(caseId), outcome: 'no-discrepancy', attribution: 'reviewer' })
		]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect((await decide({ app, actor: member }, uphold(caseId))).ok).toBe(false);
		const { committeeDecisions } = app.db.read.tables;
		expect(await app.db.read.select().from(committeeDecisions)).toHaveLength(1);
	});

	it('lowers a score to one that the outcome allows, and to no other', async () => {
		const { caseId } = await referred('3a');
		const lower = { ...uphold(caseId), outcome: 'downgrade' as const };
		expect(await decide({ app, actor: member }, { ...lower, finalScore: '3b' })).toEqual({
			ok: false,
			error: 'outcome-inconsistent'
		});
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'in-committee' });
		expect(await decide({ app, actor: member }, { ...lower, finalScore: '2a' })).toMatchObject({ ok: true });
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'final', finalScore: '2a' });
	});

	it('takes a case that cannot be judged out of the statistics', async () => {
		const { caseId } = await referred();
		const input = {
			...uphold(caseId),
			outcome: 'not-assessable' as const,
			attribution: 'undetermined' as const
		};
		expect(await decide({ app, actor: member }, input)).toMatchObject({ ok: true });
		expect(await storedCase(app, caseId)).toMatchObject({
			state: 'withdrawn',
			finalScore: null,
			finalAt: null
		});
		expect((await auditTypes(app, caseId)).slice(-2)).toEqual(['committee.decided', 'case.withdrawn']);
	});

	it('recuses readers, co-signers and reviewers without telling them why', async () => {
		const { caseId, read, reader, reviewer } = await referred();
		const second = await aReviewer(app);
		await anAssignment(app, { caseId, reviewerId: second.id, ordinal: 2 });
		const coSigner = await aRadiologist(app);
		const coSignerUser = await aUser(app, 'committee', { radiologistId: coSigner.id });
		await app.db.transaction((write) =>
			write.insert(write.tables.readCoSigners).values({ readId: read.id, radiologistId: coSigner.id })
		);
		for (const actor of [reader, reviewer, second, await getActor(app, coSignerUser.id)]) {
			expect(await committeeQueue(app.db.read, actor)).toEqual([]);
			expect(await committeeDoor(app.db.read, actor, caseId)).toBeNull();
			expect(await committeeCase({ app, actor }, caseId)).toEqual({ ok: false, error: 'case-not-found' });
			expect(await decide({ app, actor }, uphold(caseId))).toEqual({ ok: false, error: 'case-not-found' });
		}
		expect(await committeeQueue(app.db.read, member)).toMatchObject([
			{ caseId, question: 'score', score: '3b' }
		]);
	});

	it('sees since which day a case waits, and not the hour at which its reviewer worked', async () => {
		app.clock.advance(HOUR_MS);
		await referred();
		const [item] = await committeeQueue(app.db.read, member);
		expect(item?.waitingSince).toBe(startOfUtcDay(app.clock.now()));
		expect(item?.waitingSince).not.toBe(app.clock.now());
	});

	it('sees both texts and neither name', async () => {
		const { caseId, read, reader, reviewer } = await referred();
		const { radiologists, reports, reviews } = app.db.read.tables;
		const [own] = await app.db.read.select().from(radiologists).where(eq(radiologists.id, read.readerId));
		await app.db.transaction(async (write) => {
			await write.insert(reports).values({
				readId: read.id,
				text: `FINDINGS:\nNo bleed.\nElectronically signed by ${own?.givenName} ${own?.familyName}`,
				knownPeople: [],
				knownIdentifiers: []
			});
			await write
				.update(reviews)
				.set({ comment: `Subdural on image 31. Discussed with Dr. ${own?.familyName}.` })
				.where(eq(reviews.caseId, caseId));
		});
		const seen = await committeeCase({ app, actor: member }, caseId);
		expect(seen).toMatchObject({
			ok: true,
			value: { score: '3b', review: { impression: 'Small subdural.' } }
		});
		const bytes = JSON.stringify(seen);
		expect(bytes).toContain('No bleed.');
		expect(bytes).toContain('Subdural on image 31.');
		const secrets = [own?.familyName, own?.code, read.accession, read.id, read.facilityId, read.samplingId];
		for (const secret of [...secrets, reader.name, reviewer.id, reviewer.name, reviewer.email]) {
			expect(bytes).not.toContain(secret);
		}
	});

	it('lists the oldest question first and answers a rebuttal without moving the instant of the score', async () => {
		const { caseId, reader } = await referred('2b');
		await decide({ app, actor: member }, uphold(caseId));
		const finalAt = app.clock.now();
		app.clock.advance(HOUR_MS);
		const other = await referred('3a');
		app.clock.advance(HOUR_MS);
		await rebut({ app, actor: reader }, { id: caseId, disagreement: 'not-visible', argument: 'Noise.' });
		const queue = await committeeQueue(app.db.read, member);
		expect(queue.map((item) => [item.caseId, item.question])).toEqual([
			[other.caseId, 'score'],
			[caseId, 'rebuttal']
		]);
		expect(await committeeCase({ app, actor: member }, caseId)).toMatchObject({
			ok: true,
			value: {
				question: 'rebuttal',
				rebuttal: { disagreement: 'not-visible', argument: 'Noise.' },
				earlier: { outcome: 'uphold', comment: 'Visible on two images.' }
			}
		});
		const answer = {
			...uphold(caseId),
			outcome: 'no-discrepancy' as const,
			attribution: 'reviewer' as const
		};
		expect(await decide({ app, actor: member }, answer)).toMatchObject({ ok: true });
		expect(await storedCase(app, caseId)).toMatchObject({
			state: 'closed',
			finalScore: '1',
			finalAt,
			closedAt: app.clock.now(),
			rebuttalAnswer: 'Visible on two images.'
		});
		expect((await auditTypes(app, caseId)).slice(-2)).toEqual(['committee.decided', 'feedback.answered']);
		expect(await committeeDoor(app.db.read, member, caseId)).toEqual({ caseId });
	});

	it('has no door to a case that never came before it', async () => {
		const { caseId } = await anAssignedCase(app);
		expect(await committeeDoor(app.db.read, member, caseId)).toBeNull();
		expect(await committeeDoor(app.db.read, member, 'nothing')).toBeNull();
		expect(await decide({ app, actor: member }, uphold(caseId))).toEqual({
			ok: false,
			error: 'case-not-found'
		});
	});
});
