import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import { committeeCase } from '#lib/features/committee/case-queries.server.ts';
import { breakTie, castVote, recuse } from '#lib/features/committee/commands.server.ts';
import { minutesMonths, minutesOf } from '#lib/features/committee/minutes.server.ts';
import { committeeDoor, committeeQueue } from '#lib/features/committee/queries.server.ts';
import { committeeReminders } from '#lib/features/committee/reminders.server.ts';
import { returnCase } from '#lib/features/committee/return-command.server.ts';
import { keepScore } from '#lib/features/reviews/reconsider.server.ts';
import { submitReview } from '#lib/features/reviews/review-commands.server.ts';
import { aUser, publishInitialPolicies } from '../support/builders.ts';
import { aMember, aVote, decideTogether } from '../support/deciding.ts';
import { makeLeakFinder } from '../support/leaks.ts';
import { anId, aText } from '../support/secrets.ts';
import { aForm, anAssignedCase, aScore, auditTypes, reviewAtL3, storedCase } from '../support/reviewing.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('votes of the committee on %s', (engine) => {
	let app: TestApp;
	let chair: Actor;
	let one: Actor;
	let two: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		chair = await aMember(app, 'chair');
		one = await aMember(app);
		two = await aMember(app);
	});
	afterEach(() => app.close());

	async function referred(score: '2b' | '3a' | '3b' = '3b') {
		const made = await anAssignedCase(app);
		await reviewAtL3(app, made.reviewer, made.assignmentId, score);
		return made;
	}

	const lower = { outcome: 'downgrade', finalScore: '2a', comment: 'Hard to see.' } as const;
	const vote = (actor: Actor, id: string, given: Parameters<typeof aVote>[1] = {}) =>
		castVote({ app, actor }, aVote(id, given));

	async function seenBy(actor: Actor, caseId: string) {
		const seen = await committeeCase({ app, actor }, caseId);
		if (!seen.ok) throw new Error(seen.error);
		return seen.value.voting;
	}

	it('do not decide before the quorum, and show the others only to who has voted', async () => {
		const { caseId } = await referred();
		expect(await vote(one, caseId, { comment: 'The edge is sharp.' })).toEqual({
			ok: true,
			value: { caseId, isDecided: false, then: 'waits' }
		});
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'in-committee', finalScore: null });
		const before = await committeeCase({ app, actor: two }, caseId);
		expect(before).toMatchObject({
			value: { voting: { standing: 'vote', cast: 1, quorum: 2, own: null, others: [], leaders: [] } }
		});
		expect(JSON.stringify(before)).not.toContain('The edge is sharp.');
		expect(await committeeQueue(app.db.read, one)).toMatchObject([{ caseId, standing: 'wait' }]);
		await vote(two, caseId, lower);
		const after = await seenBy(two, caseId);
		expect(after).toMatchObject({
			standing: 'wait',
			own: { outcome: 'downgrade', finalScore: '2a' },
			others: [{ outcome: 'uphold', finalScore: '3b', comment: 'The edge is sharp.' }]
		});
		const find = makeLeakFinder([aText('member', one.name, one.email), anId('member id', one.id)]);
		expect(find(Buffer.from(JSON.stringify(await committeeCase({ app, actor: two }, caseId))))).toEqual([]);
	});

	it('can be changed until the question is decided, each member’s counting once', async () => {
		const { caseId } = await referred();
		await vote(one, caseId);
		expect(await vote(one, caseId, lower)).toMatchObject({ value: { isDecided: false } });
		const { committeeVotes, auditEvents } = app.db.read.tables;
		expect(await app.db.read.select().from(committeeVotes)).toMatchObject([{ outcome: 'downgrade' }]);
		expect(await vote(two, caseId, lower)).toMatchObject({ value: { isDecided: true } });
		expect(await vote(one, caseId)).toEqual({ ok: false, error: 'already-decided' });
		const facts = await app.db.read
			.select({ facts: auditEvents.facts })
			.from(auditEvents)
			.where(eq(auditEvents.type, 'committee.voted'));
		expect(facts.map((row) => JSON.parse(row.facts).isChanged)).toEqual([false, true, false]);
	});

	it('cast at the same moment decide once', async () => {
		const { caseId } = await referred();
		const both = await Promise.all([vote(one, caseId), vote(two, caseId)]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(2);
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'final' });
		expect(await app.db.read.select().from(app.db.read.tables.committeeDecisions)).toHaveLength(1);
	});

	it('that are equal wait for another vote or for the chair', async () => {
		const { caseId } = await referred();
		await vote(one, caseId);
		expect(await vote(two, caseId, lower)).toMatchObject({ value: { then: 'tied' } });
		expect(await breakTie({ app, actor: chair }, aVote(caseId))).toEqual({
			ok: false,
			error: 'own-vote-required'
		});
		expect(await vote(chair, caseId, lower)).toMatchObject({ value: { isDecided: true } });
		const [decision] = await app.db.read.select().from(app.db.read.tables.committeeDecisions);
		expect(decision).toMatchObject({ votesCast: 3, votesFor: 2, isChairs: false, finalScore: '2a' });
	});

	it('that are equal with the chair’s own are decided by the chair’s casting vote', async () => {
		const { caseId } = await referred();
		await vote(one, caseId);
		expect(await vote(chair, caseId, lower)).toMatchObject({ value: { then: 'casting' } });
		expect(await seenBy(chair, caseId)).toMatchObject({
			standing: 'break-tie',
			leaders: [
				{ outcome: 'downgrade', finalScore: '2a' },
				{ outcome: 'uphold', finalScore: '3b' }
			]
		});
		expect((await seenBy(one, caseId)).leaders).toEqual([]);
		const beside = aVote(caseId, { outcome: 'downgrade', finalScore: '2b' });
		expect(await breakTie({ app, actor: chair }, beside)).toEqual({ ok: false, error: 'not-tied' });
		const joint = aVote(caseId, { attribution: 'system', comment: 'Joint words.' });
		expect(await breakTie({ app, actor: chair }, joint)).toMatchObject({ value: { then: 'decided' } });
		const [decision] = await app.db.read.select().from(app.db.read.tables.committeeDecisions);
		expect(decision).toMatchObject({
			outcome: 'uphold',
			attribution: 'system',
			comment: 'Joint words.',
			votesCast: 2,
			votesFor: 1,
			isChairs: true
		});
	});

	it('of a member who stands back no longer count, and the case is gone from their queue', async () => {
		const { caseId } = await referred();
		await vote(one, caseId);
		expect(await recuse({ app, actor: one }, { id: caseId, reason: 'recognised' })).toMatchObject({
			ok: true
		});
		expect(await committeeQueue(app.db.read, one)).toEqual([]);
		expect(await committeeDoor(app.db.read, one, caseId)).toBeNull();
		expect(await vote(one, caseId)).toEqual({ ok: false, error: 'case-not-found' });
		expect(await recuse({ app, actor: one }, { id: caseId, reason: 'conflict' })).toEqual({
			ok: false,
			error: 'case-not-found'
		});
		await vote(two, caseId);
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'in-committee' });
		await vote(chair, caseId);
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'final' });
		expect(await app.db.read.select().from(app.db.read.tables.committeeDecisions)).toMatchObject([
			{ recusals: 1, votesCast: 2 }
		]);
		expect(await auditTypes(app, caseId)).toContain('committee.recused');
	});

	it('decide when one who stands back leaves a majority', async () => {
		const { caseId } = await referred();
		const three = await aMember(app);
		await vote(one, caseId);
		await vote(two, caseId, lower);
		await vote(three, caseId, { outcome: 'not-assessable', attribution: 'undetermined' });
		await vote(chair, caseId);
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'in-committee' });
		await recuse({ app, actor: two }, { id: caseId, reason: 'conflict' });
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'final', finalScore: '3b' });
	});

	it('are refused on a score that was thought over meanwhile, and those before it no longer count', async () => {
		const { caseId, reviewer } = await referred();
		await vote(one, caseId);
		const asked = { id: caseId, asked: 'score-1', request: 'Is it on both planes?' };
		expect(await returnCase({ app, actor: two }, asked)).toMatchObject({ ok: true });
		expect(await committeeQueue(app.db.read, one)).toEqual([]);
		const { assignments, drafts } = app.db.read.tables;
		const [again] = await app.db.read
			.select({ id: assignments.id, revision: drafts.revision })
			.from(assignments)
			.innerJoin(drafts, eq(drafts.assignmentId, assignments.id))
			.where(eq(assignments.purpose, 'reconsider'));
		const form = aForm(again?.id ?? '', again?.revision ?? 0, aScore('2b'));
		expect(await submitReview({ app, actor: reviewer }, form)).toMatchObject({ ok: true });
		expect(await committeeQueue(app.db.read, one)).toMatchObject([
			{ score: '2b', standing: 'vote', votes: { cast: 0 } }
		]);
		expect(await vote(one, caseId)).toEqual({ ok: false, error: 'stale-question' });
		await decideTogether(app, aVote(caseId, { asked: 'score-2' }));
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'final', finalScore: '2b' });
		expect(await app.db.read.select().from(app.db.read.tables.committeeVotes)).toHaveLength(3);
	});

	it('stand where the reviewer keeps the score', async () => {
		const { caseId, reviewer } = await referred();
		await vote(one, caseId);
		await returnCase({ app, actor: two }, { id: caseId, asked: 'score-1', request: 'Sure?' });
		const { assignments } = app.db.read.tables;
		const [again] = await app.db.read.select().from(assignments).where(eq(assignments.purpose, 'reconsider'));
		expect(await keepScore({ app, actor: reviewer }, { id: again?.id ?? '' })).toMatchObject({ ok: true });
		expect(await committeeQueue(app.db.read, one)).toMatchObject([{ standing: 'wait', votes: { cast: 1 } }]);
	});

	it('are missing where too few may vote: nothing is decided, members and coordinators are told', async () => {
		const { caseId } = await referred();
		const coordinator = await aUser(app, 'coordinator');
		await vote(chair, caseId);
		for (const actor of [one, two]) await recuse({ app, actor }, { id: caseId, reason: 'conflict' });
		expect(await committeeQueue(app.db.read, chair)).toMatchObject([{ isShort: true }]);
		expect(await committeeReminders(app)).toBe(1);
		expect(await committeeReminders(app)).toBe(1);
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'in-committee' });
		const { notices } = app.db.read.tables;
		const told = await app.db.read
			.select({ kind: notices.kind, facts: notices.facts })
			.from(notices)
			.where(eq(notices.userId, coordinator.id));
		expect(told.filter(({ kind }) => kind.startsWith('committee.'))).toEqual([
			{ kind: 'committee.short', facts: { n: 1 } }
		]);
	});

	it('are asked for once for each day on which a question came, and once when it is overdue', async () => {
		const { caseId } = await referred();
		await vote(two, caseId);
		const { notices } = app.db.read.tables;
		const toldTo = async (actor: Actor) =>
			(await app.db.read.select().from(notices).where(eq(notices.userId, actor.id)))
				.map(({ kind }) => kind)
				.sort();
		await committeeReminders(app);
		await committeeReminders(app);
		expect(await toldTo(one)).toEqual(['committee.waiting']);
		expect(await toldTo(two)).toEqual([]);
		app.clock.advance(15 * DAY_MS);
		await committeeReminders(app);
		await committeeReminders(app);
		expect(await toldTo(one)).toEqual(['committee.overdue', 'committee.waiting']);
	});

	it('fill the minutes of the month: counts and codes, who was there, and no case', async () => {
		const { caseId, read, reader, reviewer } = await referred();
		await vote(one, caseId, lower);
		app.clock.advance(3 * DAY_MS);
		await vote(two, caseId, { ...lower, action: 'protocol' });
		const [month = ''] = await minutesMonths(app.db.read, app.clock.now());
		const minutes = await minutesOf(app.db.read, month);
		expect(minutes).toMatchObject({
			month,
			present: [one.name, two.name].sort(),
			rows: [
				{
					number: 1,
					question: 'score',
					scoreBefore: '3b',
					outcome: 'downgrade',
					scoreAfter: '2a',
					quorum: 2,
					votesCast: 2,
					votesFor: 2,
					recusals: 0,
					attribution: 'reader',
					action: 'protocol',
					daysWaited: 3,
					isReconsidered: false
				}
			]
		});
		const find = makeLeakFinder([
			anId('case', caseId),
			anId('read', read.id),
			anId('reviewer', reviewer.id),
			aText('names', reader.name, reviewer.name, read.accession),
			aText('words', 'Hard to see.')
		]);
		expect(find(Buffer.from(JSON.stringify(minutes)))).toEqual([]);
		expect(await minutesOf(app.db.read, '2026-13')).toBeNull();
	});
});
