import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, HOUR_MS, startOfUtcDay, toUtcDay } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { committeeCase } from '#lib/features/committee/case-queries.server.ts';
import { castVote } from '#lib/features/committee/commands.server.ts';
import { committeeDoor, committeePage, committeeQueue } from '#lib/features/committee/queries.server.ts';
import { rebut } from '#lib/features/feedback/commands.server.ts';
import { feedbackCase } from '#lib/features/feedback/outcome-queries.server.ts';
import { feedbackList } from '#lib/features/feedback/queries.server.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import { aCase, aFacility, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { aMember, aVote, decideTogether } from '../support/deciding.ts';
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
		member = await aMember(app);
	});
	afterEach(() => app.close());

	async function referred(score: '2b' | '3a' | '3b' = '3b') {
		const made = await anAssignedCase(app);
		await reviewAtL3(app, made.reviewer, made.assignmentId, score);
		return made;
	}

	it('makes a score final, and lets the reader see at once what a correction runs for', async () => {
		const { caseId } = await referred();
		await decideTogether(app, aVote(caseId, { action: 'addendum', learningPoint: 'Look twice.' }));
		expect(await storedCase(app, caseId)).toMatchObject({
			state: 'final',
			finalScore: '3b',
			attribution: 'reader',
			finalAt: app.clock.now(),
			releasedAt: app.clock.now()
		});
		expect((await auditTypes(app, caseId)).slice(-3)).toEqual([
			'committee.voted',
			'committee.voted',
			'committee.decided'
		]);
		const { committeeDecisions, committeeVotes } = app.db.read.tables;
		const [stored] = await app.db.read.select().from(committeeDecisions);
		expect(stored).toMatchObject({
			question: 'score',
			outcome: 'uphold',
			action: 'addendum',
			learningPoint: 'Look twice.',
			quorum: 2,
			votesCast: 2,
			votesFor: 2,
			isChairs: false
		});
		const votes = await app.db.read.select().from(committeeVotes);
		expect(votes.map(({ decisionId }) => decisionId)).toEqual([stored?.id, stored?.id]);
	});

	it('leaves what no correction runs for to the next weekly batch', async () => {
		const { caseId } = await referred('3a');
		await decideTogether(app, aVote(caseId));
		const stored = await storedCase(app, caseId);
		expect(stored).toMatchObject({ state: 'final', finalScore: '3a', finalAt: app.clock.now() });
		expect(stored.releasedAt).toBeGreaterThan(app.clock.now());
	});

	it('opens a correction for what it makes significant', async () => {
		const { caseId } = await referred('3a');
		const { corrections } = app.db.read.tables;
		const ofCase = eq(corrections.caseId, caseId);
		expect(await app.db.read.select().from(corrections).where(ofCase)).toEqual([]);
		await decideTogether(app, aVote(caseId, { outcome: 'upgrade' }));
		expect(await storedCase(app, caseId)).toMatchObject({
			finalScore: '3b',
			releasedAt: app.clock.now()
		});
		expect(await app.db.read.select().from(corrections).where(ofCase)).toMatchObject([
			{ openedBecause: 'committee', status: 'open' }
		]);
	});

	it('lowers a score to one that the outcome allows, and to no other', async () => {
		const { caseId } = await referred('3a');
		const lower = aVote(caseId, { outcome: 'downgrade' });
		expect(await castVote({ app, actor: member }, { ...lower, finalScore: '3b' })).toEqual({
			ok: false,
			error: 'outcome-inconsistent'
		});
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'in-committee' });
		await decideTogether(app, { ...lower, finalScore: '2a' });
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'final', finalScore: '2a' });
	});

	it('takes a case that cannot be judged out of the statistics', async () => {
		const { caseId } = await referred();
		await decideTogether(app, aVote(caseId, { outcome: 'not-assessable', attribution: 'undetermined' }));
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
			expect(await castVote({ app, actor }, aVote(caseId))).toEqual({ ok: false, error: 'case-not-found' });
		}
		expect(await committeeQueue(app.db.read, member)).toMatchObject([
			{ caseId, question: 'score', score: '3b', standing: 'vote', votes: { cast: 0, quorum: 2 } }
		]);
	});

	it('recuses whoever read another version of the examination, asked for the second look or let it in', async () => {
		const { caseId, read } = await referred();
		const later = await aRadiologist(app);
		const laterUser = await aUser(app, 'committee', { radiologistId: later.id });
		await aRead(app, {
			readerId: later.id,
			facilityId: read.facilityId,
			accession: read.accession,
			reportVersion: 2
		});
		const [asker, coordinator] = [await aMember(app), await aMember(app)];
		await app.db.transaction((write) =>
			write.insert(write.tables.referrals).values({
				id: app.ids(),
				readId: read.id,
				mode: 'complaint',
				source: 'clinician',
				status: 'accepted',
				askedBy: asker.id,
				receivedAt: app.clock.now(),
				decidedBy: coordinator.id,
				decidedAt: app.clock.now()
			})
		);
		for (const actor of [await getActor(app, laterUser.id), asker, coordinator]) {
			expect(await committeeQueue(app.db.read, actor)).toEqual([]);
			expect(await committeeDoor(app.db.read, actor, caseId)).toBeNull();
		}
		expect(await committeeQueue(app.db.read, member)).toHaveLength(1);
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

	it('shows fifty questions a page, and passes over none when one is decided meanwhile', async () => {
		const { caseId, read, reviewer } = await referred('3a');
		const { reviews } = app.db.read.tables;
		const [review] = await app.db.read.select().from(reviews);
		if (!review) throw new Error('no review');
		const { facilityId, readerId } = read;
		const cases = [caseId];
		for (let n = 1; n < 52; n++) {
			const { id: readId } = await aRead(app, { facilityId, readerId });
			const { id } = await aCase(app, { readId, state: 'in-committee' });
			const assignmentId = await anAssignment(app, { caseId: id, reviewerId: reviewer.id });
			const like = { ...review, id: app.ids(), caseId: id, assignmentId };
			await app.db.transaction((write) => write.insert(write.tables.reviews).values(like));
			cases.push(id);
		}
		cases.sort();
		const first = await committeePage(app.db.read, member, null);
		expect(first).toMatchObject({ asked: 52 });
		expect(first.rows.map(({ caseId }) => caseId)).toEqual(cases.slice(0, 50));
		const second = await committeePage(app.db.read, member, first.next);
		expect(second.rows.map(({ caseId }) => caseId)).toEqual(cases.slice(50));
		expect(second.next).toBeNull();
		const last = cases[49] ?? '';
		await app.db.transaction(async (write) => {
			const { cases: table } = write.tables;
			await write.update(table).set({ state: 'final' }).where(eq(table.id, last));
		});
		const again: string[] = [];
		for (let after = first.next; after !== null;) {
			const { rows, next } = await committeePage(app.db.read, member, after);
			again.push(...rows.map(({ caseId: id }) => id));
			after = next;
		}
		expect(again).toEqual(expect.arrayContaining(cases.slice(50)));
		expect(again).not.toContain(last);
	});

	it('lists the oldest question first and answers a rebuttal without moving the instant of the score', async () => {
		const { caseId, reader } = await referred('2b');
		await decideTogether(app, aVote(caseId));
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
				asked: 'rebuttal-1',
				rebuttal: { disagreement: 'not-visible', argument: 'Noise.' },
				earlier: { outcome: 'uphold', comment: 'Visible on two images.' },
				voting: { cast: 0, own: null, others: [] }
			}
		});
		await decideTogether(
			app,
			aVote(caseId, { asked: 'rebuttal-1', outcome: 'no-discrepancy', attribution: 'reviewer' })
		);
		expect(await storedCase(app, caseId)).toMatchObject({
			state: 'closed',
			finalScore: '1',
			finalAt,
			closedAt: app.clock.now(),
			rebuttalAnswer: 'Visible on two images.'
		});
		expect((await auditTypes(app, caseId)).slice(-2)).toEqual(['committee.decided', 'feedback.answered']);
		expect(await committeeDoor(app.db.read, member, caseId)).toEqual({ caseId });
		const { notices } = app.db.read.tables;
		const told = await app.db.read
			.select({ kind: notices.kind, path: notices.path })
			.from(notices)
			.where(eq(notices.userId, reader.id));
		expect(told).toEqual([{ kind: 'feedback.answered', path: `/feedback/${caseId}` }]);
	});

	it('shows a rebuttal without the places that its reader wrote in short', async () => {
		await aFacility(app, { name: 'Lake Harriet University Hospital', code: 'LHH' });
		await aFacility(app, { name: 'Cedar Ridge Regional Medical Center', code: 'CRX' });
		const { caseId, reader } = await referred('2b');
		await decideTogether(app, aVote(caseId));
		app.clock.set((await storedCase(app, caseId)).releasedAt ?? 0);
		const argument = 'LHU, Lake Harriet; cedar ridge, crx: the main finding is on image 31.';
		getValue(await rebut({ app, actor: reader }, { id: caseId, disagreement: 'not-visible', argument }));
		const shown = getValue(await committeeCase({ app, actor: member }, caseId));
		expect(shown.rebuttal?.argument).toContain('the main finding is on image 31.');
		expect(JSON.stringify(shown)).not.toMatch(/LHU|Harriet|cedar|ridge|crx/i);
	});

	it.each([
		['upgraded', { outcome: 'upgrade', finalScore: '3b' }, '3b', 'closed'],
		['taken back', { outcome: 'no-discrepancy' }, '1', 'closed'],
		['not assessable', { outcome: 'not-assessable' }, null, 'withdrawn']
	] as const)(
		'keeps an answer by which the score is %s from the reader until its notice is shown',
		async (_, answer, score, status) => {
			const { caseId, reader } = await referred('2b');
			await decideTogether(app, aVote(caseId, { attribution: 'both' }));
			app.clock.set((await storedCase(app, caseId)).releasedAt ?? 0);
			const act = { app, actor: reader };
			getValue(await rebut(act, { id: caseId, disagreement: 'not-visible', argument: 'Noise.' }));
			const seen = async () => ({
				list: await feedbackList(app.db.read, reader, app.clock.now()),
				page: getValue(await feedbackCase(act, caseId))
			});
			const before = await seen();
			app.clock.advance(HOUR_MS);
			const vote = {
				asked: 'rebuttal-1',
				attribution: 'system',
				comment: 'ZZANSWERZZ',
				learningPoint: 'ZZPOINTZZ'
			} as const;
			await decideTogether(app, aVote(caseId, { ...vote, ...answer }));
			expect((await storedCase(app, caseId)).state).toBe(status);
			app.clock.set(startOfUtcDay(app.clock.now()) + DAY_MS - 1);
			expect(await seen()).toEqual(before);
			expect(before).toMatchObject({
				list: { items: [{ score: '2b', status: 'rebutted' }] },
				page: { score: '2b', status: 'rebutted', attribution: 'both' }
			});
			app.clock.advance(1);
			const after = await seen();
			expect(after).toMatchObject({
				list: { items: [{ score, status }] },
				page: { score, status, attribution: 'system' }
			});
			expect(JSON.stringify(after.page)).toMatch(/ZZANSWERZZ.*ZZPOINTZZ/);
		}
	);

	it('has no door to a case that never came before it', async () => {
		const { caseId } = await anAssignedCase(app);
		expect(await committeeDoor(app.db.read, member, caseId)).toBeNull();
		expect(await committeeDoor(app.db.read, member, 'nothing')).toBeNull();
		expect(await castVote({ app, actor: member }, aVote(caseId))).toEqual({
			ok: false,
			error: 'case-not-found'
		});
	});

	it('has rebuttals among what waits for it since they came', async () => {
		const { caseId, reader } = await referred('2b');
		const waiting = async () => {
			const { coverage } = await qualityView(app, parseQualityFilter(new URLSearchParams()));
			return coverage.all.oldestInCommitteeOn;
		};
		expect(await waiting()).toBe(toUtcDay(app.clock.now()));
		await decideTogether(app, aVote(caseId));
		expect(await waiting()).toBeNull();
		app.clock.advance(3 * DAY_MS);
		await rebut({ app, actor: reader }, { id: caseId, disagreement: 'other', argument: 'No.' });
		expect(await waiting()).toBe(toUtcDay(app.clock.now()));
	});
});
