import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import type { Score } from '#lib/core/scoring/scale.ts';
import { openCase } from '#lib/features/reviews/draft-commands.server.ts';
import { takeBackLate } from '#lib/features/reviews/lease-commands.server.ts';
import { findOwnDraft } from '#lib/features/reviews/own-draft.server.ts';
import { reviewerMonth, reviewQueue } from '#lib/features/reviews/queue-queries.server.ts';
import { keepScore, reopenOwn, returnToReviewer } from '#lib/features/reviews/reconsider.server.ts';
import { declineCase, submitReview } from '#lib/features/reviews/review-commands.server.ts';
import { reopenableReviews } from '#lib/features/reviews/standing-review.server.ts';
import { openWorkspace } from '#lib/features/reviews/workspace-queries.server.ts';
import { aUser, publishInitialPolicies } from '../support/builders.ts';
import {
	aForm,
	anAssignedCase,
	anAssignment,
	aReviewer,
	aScore,
	auditTypes,
	reviewAtL3,
	storedCase
} from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('a score that is thought over on %s', (engine) => {
	let app: TestApp;
	let member: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		member = await getActor(app, (await aUser(app, 'committee')).id);
	});
	afterEach(() => app.close());

	const askAgain = (caseId: string, request = 'Please look at image 12 again.') =>
		app.db.transaction((write) =>
			returnToReviewer(write, app, { caseId, request, now: app.clock.now(), actor: member })
		);

	/** A case with a submitted score, returned to its reviewer. */
	async function aReturnedCase(score: Score = '3b') {
		const given = await anAssignedCase(app);
		await reviewAtL3(app, given.reviewer, given.assignmentId, score);
		const returned = await askAgain(given.caseId);
		if (!returned.ok) throw new Error(returned.error);
		return { ...given, againId: returned.value.assignmentId };
	}

	const reviewsOf = async (caseId: string) => {
		const { reviews } = app.db.read.tables;
		return app.db.read.select().from(reviews).where(eq(reviews.caseId, caseId)).orderBy(reviews.id);
	};

	it('comes back with what was written, the report open, and the request without names', async () => {
		const given = await anAssignedCase(app);
		await reviewAtL3(app, given.reviewer, given.assignmentId, '3b');
		const returned = await askAgain(given.caseId, `Is image 12 of ${given.read.accession} not normal?`);
		expect(returned.ok).toBe(true);
		expect(await storedCase(app, given.caseId)).toMatchObject({ state: 'returned' });
		// What the committee asks comes before a case that is due earlier.
		await anAssignedCase(app, { reviewer: given.reviewer, dueAt: app.clock.now() });
		const [item] = await reviewQueue(app.db.read, given.reviewer.id);
		expect(item).toMatchObject({ purpose: 'reconsider', isAsked: true, isOpened: false });
		const page = await openWorkspace({ app, actor: given.reviewer }, item?.assignmentId ?? '');
		expect(page).toMatchObject({
			value: {
				purpose: 'reconsider',
				step: 'score',
				draft: {
					impression: 'Small subdural.',
					isImpressionLocked: true,
					body: { expectedness: '3', significance: 'b', comment: 'See image 31.' }
				}
			}
		});
		const request = page.ok ? page.value.request : null;
		expect(request).toContain('Is image 12 of');
		expect(request).not.toContain(given.read.accession);
		expect(await storedCase(app, given.caseId)).toMatchObject({ state: 'returned' });
		const { notices } = app.db.read.tables;
		expect(
			await app.db.read.select().from(notices).where(eq(notices.userId, given.reviewer.id))
		).toMatchObject([{ kind: 'review.returned' }]);
	});

	it('supersedes the earlier score, which stays as it was, and is routed anew', async () => {
		const { caseId, reviewer, againId } = await aReturnedCase();
		const [before] = await reviewsOf(caseId);
		const act = { app, actor: reviewer };
		await openCase(act, { id: againId });
		app.clock.advance(2 * MINUTE_MS);
		const form = { ...aForm(againId, 0, aScore('2a')), activeMs: 30_000 };
		expect(await submitReview(act, form)).toEqual({ ok: true, value: { nextId: null } });
		const [old, fresh] = await reviewsOf(caseId);
		expect(old).toEqual({ ...before, supersededBy: fresh?.id });
		expect(fresh).toMatchObject({
			score: '2a',
			ordinal: 1,
			supersededBy: null,
			impression: 'Small subdural.'
		});
		expect(fresh?.activeMs).toBe((before?.activeMs ?? 0) + 30_000);
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'final', finalScore: '2a' });
		expect((await auditTypes(app, caseId)).slice(-5)).toEqual([
			'review.returned',
			'case.opened',
			'review.submitted',
			'review.superseded',
			'case.finalised'
		]);
		expect(await reviewerMonth(app.db.read, reviewer.id, app.clock.now())).toMatchObject({ done: 1 });
	});

	it.each([
		['the reviewer keeps it', (act: Act, id: string) => keepScore(act, { id }), 'reviewer'],
		[
			'the case is given back',
			(act: Act, id: string) => declineCase(act, { id, reason: 'recognised' }),
			'reviewer'
		],
		[
			'the lease runs out',
			async (act: Act) => {
				app.clock.advance(73 * HOUR_MS);
				return takeBackLate(act.app);
			},
			'lease'
		]
	])('stands when %s', async (_when, end, why) => {
		const { caseId, reviewer, againId } = await aReturnedCase();
		await openCase({ app, actor: reviewer }, { id: againId });
		await end({ app, actor: reviewer }, againId);
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'in-committee', finalScore: null });
		expect(await reviewsOf(caseId)).toMatchObject([{ score: '3b', supersededBy: null }]);
		expect((await auditTypes(app, caseId)).at(-1)).toBe('review.kept');
		const { auditEvents } = app.db.read.tables;
		const kept = await app.db.read
			.select({ facts: auditEvents.facts })
			.from(auditEvents)
			.where(and(eq(auditEvents.subjectId, caseId), eq(auditEvents.type, 'review.kept')));
		expect(kept.map(({ facts }) => JSON.parse(facts).why)).toEqual([why]);
		expect(await reviewQueue(app.db.read, reviewer.id)).toEqual([]);
	});

	it('cannot go back to a reviewer who can no longer review, and nothing moves', async () => {
		const { caseId, reviewer, assignmentId } = await anAssignedCase(app);
		await reviewAtL3(app, reviewer, assignmentId, '2b');
		const { users } = app.db.read.tables;
		await app.db.transaction((write) =>
			write.update(users).set({ status: 'disabled' }).where(eq(users.id, reviewer.id))
		);
		expect(await askAgain(caseId)).toEqual({ ok: false, error: 'reviewer-gone' });
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'in-committee' });
		expect(await auditTypes(app, caseId)).not.toContain('review.returned');
	});

	it('is asked for once at a time', async () => {
		const { caseId } = await aReturnedCase();
		expect(await askAgain(caseId)).toEqual({ ok: false, error: 'not-in-state' });
	});

	it('can be taken up by its reviewer until it is released', async () => {
		const { caseId, reviewer, assignmentId } = await anAssignedCase(app);
		await reviewAtL3(app, reviewer, assignmentId, '1');
		const act = { app, actor: reviewer };
		expect(await reopenableReviews(app.db.read, reviewer.id, app.clock.now())).toMatchObject([
			{ assignmentId, score: '1' }
		]);
		expect(await reopenOwn({ app, actor: await aReviewer(app) }, { id: assignmentId })).toEqual({
			ok: false,
			error: 'assignment-not-found'
		});
		const reopened = await reopenOwn(act, { id: assignmentId });
		const againId = (reopened.ok && reopened.value.nextId) || '';
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'reopened' });
		expect(await reopenOwn(act, { id: assignmentId })).toEqual({ ok: false, error: 'already-passed-on' });
		await openCase(act, { id: againId });
		await submitReview(act, aForm(againId, 0, aScore('3a')));
		expect(await storedCase(app, caseId)).toMatchObject({
			state: 'in-committee',
			finalScore: null,
			releasedAt: null
		});
	});

	it('that was to be released meanwhile waits for the next batch when it stands', async () => {
		const { caseId, reviewer, assignmentId } = await anAssignedCase(app);
		await reviewAtL3(app, reviewer, assignmentId, '1');
		const { releasedAt } = await storedCase(app, caseId);
		app.clock.set((releasedAt ?? 0) - HOUR_MS);
		const reopened = await reopenOwn({ app, actor: reviewer }, { id: assignmentId });
		app.clock.advance(5 * HOUR_MS);
		await keepScore({ app, actor: reviewer }, { id: (reopened.ok && reopened.value.nextId) || '' });
		expect(await storedCase(app, caseId)).toMatchObject({
			state: 'final',
			finalScore: '1',
			releasedAt: (releasedAt ?? 0) + 7 * DAY_MS
		});
		app.clock.advance(7 * DAY_MS);
		expect(await reopenOwn({ app, actor: reviewer }, { id: assignmentId })).toEqual({
			ok: false,
			error: 'already-passed-on'
		});
		expect(await reopenableReviews(app.db.read, reviewer.id, app.clock.now())).toEqual([]);
	});

	it('is out of the reviewer’s hands once a member has voted', async () => {
		const { caseId, reviewer, assignmentId } = await anAssignedCase(app);
		await reviewAtL3(app, reviewer, assignmentId, '3b');
		const [review] = await reviewsOf(caseId);
		const { committeeVotes } = app.db.read.tables;
		await app.db.transaction((write) =>
			write.insert(committeeVotes).values({
				id: app.ids(),
				caseId,
				question: 'score',
				reviewId: review?.id ?? '',
				memberId: member.id,
				outcome: 'uphold',
				finalScore: '3b',
				attribution: 'reader',
				action: 'none',
				comment: '',
				castAt: app.clock.now()
			})
		);
		expect(await reopenOwn({ app, actor: reviewer }, { id: assignmentId })).toEqual({
			ok: false,
			error: 'already-passed-on'
		});
	});

	it('of a second reviewer moves nothing, and the second cannot tell', async () => {
		const { caseId, reviewer, assignmentId } = await anAssignedCase(app);
		const second = await aReviewer(app);
		const secondId = await anAssignment(app, { caseId, reviewerId: second.id, ordinal: 2 });
		await reviewAtL3(app, second, secondId, '1');
		const act = { app, actor: second };
		const reopened = await reopenOwn(act, { id: secondId });
		const againId = (reopened.ok && reopened.value.nextId) || '';
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'assigned' });
		await openCase(act, { id: againId });
		expect(await submitReview(act, aForm(againId, 0, aScore('3a')))).toMatchObject({ ok: true });
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'assigned' });
		// The first gives it back: the second leads with the score that stands.
		await declineCase({ app, actor: reviewer }, { id: assignmentId, reason: 'conflict' });
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'in-committee' });
		const standing = (await reviewsOf(caseId)).filter((review) => review.supersededBy === null);
		expect(standing).toMatchObject([{ score: '3a', ordinal: 1 }]);
	});

	it('of a second reviewer who leads suddenly is the one that was submitted', async () => {
		const { caseId, reviewer, assignmentId } = await anAssignedCase(app);
		const second = await aReviewer(app);
		const secondId = await anAssignment(app, { caseId, reviewerId: second.id, ordinal: 2 });
		await reviewAtL3(app, second, secondId, '1');
		const reopened = await reopenOwn({ app, actor: second }, { id: secondId });
		await declineCase({ app, actor: reviewer }, { id: assignmentId, reason: 'conflict' });
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'final', finalScore: '1' });
		const againId = (reopened.ok && reopened.value.nextId) || '';
		expect(await findOwnDraft(app.db.read, second.id, againId)).toMatchObject({ status: 'withdrawn' });
		expect((await reopenOwn({ app, actor: second }, { id: secondId })).ok).toBe(true);
	});

	it('of a known case is taken up like any other', async () => {
		const known = await anAssignedCase(app, { mode: 'calibration' });
		await reviewAtL3(app, known.reviewer, known.assignmentId, '3b');
		expect(await storedCase(app, known.caseId)).toMatchObject({ state: 'calibrated', finalScore: null });
		const act = { app, actor: known.reviewer };
		const reopened = await reopenOwn(act, { id: known.assignmentId });
		const againId = (reopened.ok && reopened.value.nextId) || '';
		expect(await storedCase(app, known.caseId)).toMatchObject({ state: 'recalled' });
		await openCase(act, { id: againId });
		expect(await submitReview(act, aForm(againId, 0, aScore('1')))).toMatchObject({ ok: true });
		expect(await storedCase(app, known.caseId)).toMatchObject({ state: 'calibrated', releasedAt: null });
		app.clock.advance(8 * DAY_MS);
		expect(await reopenOwn(act, { id: againId })).toEqual({ ok: false, error: 'already-passed-on' });
	});
});

type Act = { readonly app: TestApp; readonly actor: Actor };
