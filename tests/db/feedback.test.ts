import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { acknowledge, rebut } from '#lib/features/feedback/commands.server.ts';
import { releaseFeedback } from '#lib/features/feedback/release.server.ts';
import { feedbackCase } from '#lib/features/feedback/outcome-queries.server.ts';
import {
	countNewFeedback,
	feedbackDoor,
	feedbackList,
	type FeedbackPage
} from '#lib/features/feedback/queries.server.ts';
import { aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { aVote, decideTogether } from '../support/deciding.ts';
import { anAssignedCase, aReviewer, auditTypes, reviewAtL3, storedCase } from '../support/reviewing.ts';
import { makeLeakFinder } from '../support/leaks.ts';
import { anId, aText } from '../support/secrets.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('feedback on %s', (engine) => {
	let app: TestApp;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
	});
	afterEach(() => app.close());

	const nothing = { items: [], nextCursor: null };

	/** A case reviewed as 2a, which the next weekly batch releases. */
	async function reviewed() {
		const made = await anAssignedCase(app);
		await reviewAtL3(app, made.reviewer, made.assignmentId, '2a');
		const { releasedAt } = await storedCase(app, made.caseId);
		if (releasedAt === null) throw new Error('a final case without its release');
		return { ...made, releasedAt };
	}

	it('waits for the weekly batch to the minute', async () => {
		const { caseId, reader, releasedAt } = await reviewed();
		const act = { app, actor: reader };
		app.clock.set(releasedAt - MINUTE_MS);
		expect(await feedbackList(app.db.read, reader, app.clock.now())).toEqual(nothing);
		expect(await feedbackDoor(app.db.read, reader, caseId, app.clock.now())).toBeNull();
		expect(await feedbackCase(act, caseId)).toEqual({ ok: false, error: 'feedback-not-found' });
		expect(await acknowledge(act, { id: caseId })).toEqual({ ok: false, error: 'feedback-not-found' });
		app.clock.set(releasedAt);
		expect(await feedbackList(app.db.read, reader, app.clock.now())).toMatchObject({
			items: [{ caseId, score: '2a', status: 'new' }],
			nextCursor: null
		});
		expect(await countNewFeedback(app.db.read, reader, app.clock.now())).toBe(1);
		expect(await feedbackDoor(app.db.read, reader, caseId, app.clock.now())).toEqual({ caseId });
	});

	it('is released and acknowledged in one act, once', async () => {
		const { caseId, reader, releasedAt } = await reviewed();
		const act = { app, actor: reader };
		app.clock.set(releasedAt);
		expect(await acknowledge(act, { id: caseId })).toMatchObject({ ok: true });
		expect(await storedCase(app, caseId)).toMatchObject({
			state: 'acknowledged',
			acknowledgedAt: releasedAt
		});
		const refused = { ok: false, error: 'already-answered' };
		expect(await acknowledge(act, { id: caseId })).toEqual(refused);
		expect(await rebut(act, { id: caseId, disagreement: 'other', argument: 'No.' })).toEqual(refused);
		expect((await auditTypes(app, caseId)).at(-1)).toBe('feedback.acknowledged');
	});

	it('can be rebutted once, and what was argued is kept', async () => {
		const { caseId, reader, releasedAt } = await reviewed();
		const act = { app, actor: reader };
		app.clock.set(releasedAt);
		const rebuttal = { disagreement: 'not-visible' as const, argument: 'It is noise.' };
		const both = await Promise.all([
			rebut(act, { id: caseId, ...rebuttal }),
			rebut(act, { id: caseId, ...rebuttal })
		]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'rebutted', rebuttedAt: releasedAt });
		expect(await feedbackCase(act, caseId)).toMatchObject({
			ok: true,
			value: { status: 'rebutted', rebuttal }
		});
		expect((await auditTypes(app, caseId)).filter((type) => type === 'feedback.rebutted')).toHaveLength(1);
	});

	it('is listed in pages that meet without gap or repeat', async () => {
		const { reader, caseId } = await reviewed();
		const first = await storedCase(app, caseId);
		const { cases } = app.db.read.tables;
		const more = await Promise.all(
			Array.from({ length: 119 }, () => aRead(app, { readerId: reader.radiologistId ?? '' }))
		);
		await app.db.transaction(async (write) => {
			for (const [at, read] of more.entries()) {
				const releasedAt = (first.releasedAt ?? 0) - Math.floor(at / 7) * MINUTE_MS;
				await write.insert(cases).values({ ...first, id: app.ids(), readId: read.id, releasedAt });
			}
		});
		app.clock.set(first.releasedAt ?? 0);
		const seen: string[] = [];
		let after: string | null = null;
		do {
			const list: FeedbackPage = await feedbackList(app.db.read, reader, app.clock.now(), after);
			seen.push(...list.items.map((item) => item.caseId));
			after = list.nextCursor;
		} while (after);
		expect(seen).toHaveLength(120);
		expect(new Set(seen).size).toBe(120);
		expect(await countNewFeedback(app.db.read, reader, app.clock.now())).toBe(120);
	});

	it('is for the reader alone', async () => {
		const { caseId, reviewer, releasedAt } = await reviewed();
		app.clock.set(releasedAt);
		const noReader = await getActor(app, (await aUser(app, 'radiologist')).id);
		for (const actor of [reviewer, await aReviewer(app), noReader]) {
			expect(await feedbackList(app.db.read, actor, app.clock.now())).toEqual(nothing);
			expect(await feedbackDoor(app.db.read, actor, caseId, app.clock.now())).toBeNull();
			expect(await feedbackCase({ app, actor }, caseId)).toMatchObject({ error: 'feedback-not-found' });
			expect(await acknowledge({ app, actor }, { id: caseId })).toMatchObject({
				error: 'feedback-not-found'
			});
		}
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'final' });
	});

	it('carries the colleague’s words and no trace of the colleague', async () => {
		const { caseId, reader, reviewer, releasedAt, assignmentId } = await reviewed();
		app.clock.set(releasedAt);
		const seen = await feedbackCase({ app, actor: reader }, caseId);
		expect(seen).toMatchObject({
			ok: true,
			value: { score: '2a', comment: 'See image 31.', cause: 'perception' }
		});
		const bytes = JSON.stringify([seen, await feedbackList(app.db.read, reader, app.clock.now())]);
		const { reviews, users } = app.db.read.tables;
		const [review] = await app.db.read.select().from(reviews).where(eq(reviews.caseId, caseId));
		const [user] = await app.db.read.select().from(users).where(eq(users.id, reviewer.id));
		const traces = [reviewer.id, reviewer.name, reviewer.email, user?.reviewerCode, review?.id, assignmentId];
		for (const trace of [...traces, String(review?.submittedAt), String(releasedAt)]) {
			expect(bytes).not.toContain(trace);
		}
	});

	it('shows a case that the committee could not judge, without a score', async () => {
		const { caseId, reader, reviewer, assignmentId } = await anAssignedCase(app);
		await reviewAtL3(app, reviewer, assignmentId, '3b');
		await decideTogether(
			app,
			aVote(caseId, {
				outcome: 'not-assessable',
				attribution: 'undetermined',
				comment: 'Too much motion.'
			})
		);
		expect(await feedbackCase({ app, actor: reader }, caseId)).toMatchObject({
			ok: true,
			value: { status: 'withdrawn', score: null, decisions: [{ comment: 'Too much motion.' }] }
		});
		expect(await acknowledge({ app, actor: reader }, { id: caseId })).toMatchObject({
			error: 'already-answered'
		});
	});

	it('is released once as a step of the case, and its reader is told how many there are', async () => {
		const { caseId, reader, releasedAt } = await reviewed();
		const first = await storedCase(app, caseId);
		const another = await aRead(app, { readerId: reader.radiologistId ?? '' });
		await app.db.transaction((write) =>
			write.insert(write.tables.cases).values({ ...first, id: app.ids(), readId: another.id })
		);
		app.clock.set(releasedAt - MINUTE_MS);
		expect(await releaseFeedback(app)).toBe(0);
		app.clock.set(releasedAt);
		const both = await Promise.all([releaseFeedback(app), releaseFeedback(app)]);
		expect(Math.max(...both)).toBe(2);
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'feedback-released' });
		expect((await auditTypes(app, caseId)).filter((type) => type === 'feedback.released')).toHaveLength(1);
		const { notices } = app.db.read.tables;
		const told = await app.db.read.select().from(notices).where(eq(notices.userId, reader.id));
		expect(told).toMatchObject([{ kind: 'feedback.released', facts: { n: 2 }, path: '/feedback' }]);
		expect(await acknowledge({ app, actor: reader }, { id: caseId })).toMatchObject({ ok: true });
		expect((await auditTypes(app, caseId)).slice(-2)).toEqual(['feedback.released', 'feedback.acknowledged']);
	});

	it('that a rebuttal overturned keeps apart what was overruled', async () => {
		const { caseId, reader, reviewer, assignmentId } = await anAssignedCase(app);
		await reviewAtL3(app, reviewer, assignmentId, '3b');
		await decideTogether(app, aVote(caseId, { action: 'education', learningPoint: 'Look at the corners.' }));
		const act = { app, actor: reader };
		await rebut(act, { id: caseId, disagreement: 'not-visible', argument: 'Noise.' });
		const answer = { outcome: 'no-discrepancy', attribution: 'undetermined' } as const;
		await decideTogether(app, aVote(caseId, { ...answer, asked: 'rebuttal-1' }));
		app.clock.advance(DAY_MS);
		expect(await feedbackCase(act, caseId)).toMatchObject({
			value: {
				...{ score: '1', status: 'closed', overruledScore: '3b', reviewStands: false },
				decisions: [
					{ question: 'score', learningPoint: 'Look at the corners.', stands: false },
					{ question: 'rebuttal', outcome: 'no-discrepancy', stands: true }
				]
			}
		});
	});

	it('of a decision brings the learning point and the recommended action', async () => {
		const { caseId, reader, reviewer, assignmentId } = await anAssignedCase(app);
		await reviewAtL3(app, reviewer, assignmentId, '3b');
		await decideTogether(app, aVote(caseId, { action: 'education', learningPoint: 'Look at the corners.' }));
		const seen = await feedbackCase({ app, actor: reader }, caseId);
		expect(seen).toMatchObject({
			ok: true,
			value: {
				attribution: 'reader',
				overruledScore: null,
				reviewStands: true,
				decisions: [
					{ outcome: 'uphold', action: 'education', learningPoint: 'Look at the corners.', stands: true }
				]
			}
		});
		const { committeeDecisions } = app.db.read.tables;
		const [decision] = await app.db.read.select().from(committeeDecisions);
		const find = makeLeakFinder([
			anId('decision', decision?.id ?? ''),
			anId('member', decision?.memberId ?? ''),
			anId('reviewer', reviewer.id),
			aText('reviewer', reviewer.name, reviewer.email)
		]);
		expect(find(Buffer.from(JSON.stringify(seen)))).toEqual([]);
	});
});
