import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { localMinute } from '#lib/core/corrections/times.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, startOfUtcDay } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { linkAddenda, linkAddendum } from '#lib/features/corrections/addenda.server.ts';
import {
	closeCorrection,
	dismissCorrection,
	informFacility,
	recordReceipt,
	rewordFinding,
	withdrawFinding
} from '#lib/features/corrections/commands.server.ts';
import { findCorrectionView, viewCorrection } from '#lib/features/corrections/correction-view.server.ts';
import { correctionsOfRead, openByHand } from '#lib/features/corrections/open-by-hand.server.ts';
import { openCorrection, type OpenCorrection } from '#lib/features/corrections/open-correction.server.ts';
import { countCorrections, raiseOverdueCorrections } from '#lib/features/corrections/overdue.server.ts';
import {
	correctionMonths,
	endedCorrections,
	openCorrections
} from '#lib/features/corrections/queries.server.ts';
import { lockImpression, openCase, revealReport } from '#lib/features/reviews/draft-commands.server.ts';
import { submitReview } from '#lib/features/reviews/review-commands.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { aForm, anAssignedCase, aScore, auditTypes, reviewAtL3 } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, testStart, type TestApp } from '../support/test-app.ts';

describe.each(engines)('corrections on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let director: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		director = await getActor(app, (await aUser(app, 'director')).id);
	});
	afterEach(() => app.close());

	type Made = Awaited<ReturnType<typeof anAssignedCase>>;

	async function opened(given: Partial<OpenCorrection> = {}, made?: Made) {
		const about = made ?? (await anAssignedCase(app));
		await app.db.transaction(async (write) => {
			const entries = await openCorrection(write, app, {
				caseId: about.caseId,
				readId: about.read.id,
				because: 'flagged',
				finding: 'Free air under the right diaphragm.',
				now: app.clock.now(),
				...given
			});
			await recordAudit(write, ...entries);
		});
		return { ...about, id: (await stored(about.caseId)).id };
	}

	async function stored(caseId: string) {
		const { corrections } = app.db.read.tables;
		const rows = await app.db.read.select().from(corrections).where(eq(corrections.caseId, caseId));
		if (!rows[0] || rows.length > 1) throw new Error(`${rows.length} corrections`);
		return rows[0];
	}

	async function namesOf(userId: string) {
		const { users } = app.db.read.tables;
		const [row] = await app.db.read.select().from(users).where(eq(users.id, userId));
		return row?.name ?? '';
	}

	async function noticesOf(kind: string) {
		const { notices } = app.db.read.tables;
		const rows = await app.db.read.select().from(notices).where(eq(notices.kind, kind));
		return rows.map(({ userId, path }) => ({ userId, path }));
	}

	const as = (actor: Actor) => ({ app, actor });
	const call = (id: string, at = '') => ({
		id,
		whom: 'Dr. Okafor, emergency',
		how: 'telephone' as const,
		at
	});

	async function receivedOne() {
		const made = await opened();
		await informFacility(as(coordinator), call(made.id));
		await recordReceipt(as(coordinator), { id: made.id, from: 'Dr. Okafor', at: '' });
		return made;
	}

	it('opens one for a case, with the time the policy gives, and tells those who look after it', async () => {
		const made = await opened();
		expect(await stored(made.caseId)).toMatchObject({
			status: 'open',
			openedAt: testStart,
			dueAt: testStart + HOUR_MS,
			finding: 'Free air under the right diaphragm.'
		});
		await opened({ because: 'score', finding: 'Something else.' }, made);
		expect(await stored(made.caseId)).toMatchObject({ openedBecause: 'flagged', dueAt: testStart + HOUR_MS });
		const path = `/corrections/${made.id}`;
		const told = await noticesOf('correction.opened');
		expect(told).toHaveLength(2);
		expect(told).toEqual(
			expect.arrayContaining([coordinator, director].map(({ id }) => ({ userId: id, path })))
		);
		expect(await auditTypes(app, made.id)).toEqual(['correction.opened']);
	});

	it('brings the due time forward when it turns out to be more urgent, and never back', async () => {
		const made = await opened({ because: 'coordinator' });
		expect((await stored(made.caseId)).dueAt).toBe(testStart + 24 * HOUR_MS);
		await opened({ because: 'flagged' }, made);
		expect((await stored(made.caseId)).dueAt).toBe(testStart + HOUR_MS);
		await opened({ because: 'committee' }, made);
		expect((await stored(made.caseId)).dueAt).toBe(testStart + HOUR_MS);
	});

	it('goes from informing over the receipt to the end, each step written down with who did it', async () => {
		const made = await opened();
		app.clock.advance(20 * MINUTE_MS);
		expect(await informFacility(as(coordinator), call(made.id))).toMatchObject({ ok: true });
		app.clock.advance(5 * MINUTE_MS);
		expect(await recordReceipt(as(director), { id: made.id, from: 'Nurse Bell', at: '' })).toMatchObject({
			ok: true
		});
		const addendum = await aLaterVersion(made);
		expect(await linkAddendum(as(coordinator), { id: made.id, readId: addendum.id })).toMatchObject({
			ok: true
		});
		expect(await closeCorrection(as(coordinator), { id: made.id, words: '' })).toMatchObject({ ok: true });
		expect(await stored(made.caseId)).toMatchObject({
			status: 'closed',
			informedAt: testStart + 20 * MINUTE_MS,
			informedBy: coordinator.id,
			receivedAt: testStart + 25 * MINUTE_MS,
			receivedFrom: 'Nurse Bell',
			addendumReadId: addendum.id,
			closedBy: coordinator.id,
			closingWords: null
		});
		const found = await findCorrectionView(app.db.read, director, made.id, app.clock.now());
		expect(found?.view.history.map(({ type, by }) => [type, by])).toEqual([
			['correction.opened', null],
			['correction.informed', coordinator.name],
			['correction.received', director.name],
			['correction.addendum-linked', coordinator.name],
			['correction.closed', coordinator.name]
		]);
		expect(found?.view).toMatchObject({
			acts: [],
			addendum: { version: 2 },
			informed: { by: coordinator.name, whom: 'Dr. Okafor, emergency', isLate: false, isEnteredLate: false }
		});
	});

	it('lets no step be left out or done twice', async () => {
		const { id, caseId } = await opened();
		const refused = { ok: false, error: 'already-recorded' };
		expect(await recordReceipt(as(coordinator), { id, from: 'Nurse Bell', at: '' })).toEqual(refused);
		expect(await closeCorrection(as(coordinator), { id, words: 'Done.' })).toEqual(refused);
		expect(await informFacility(as(coordinator), call(id))).toMatchObject({ ok: true });
		expect(await informFacility(as(coordinator), call(id))).toEqual(refused);
		expect(await dismissCorrection(as(coordinator), { id, words: 'Known already.' })).toEqual(refused);
		expect(await rewordFinding(as(coordinator), { id, finding: 'Other.' })).toEqual(refused);
		expect(await closeCorrection(as(coordinator), { id, words: 'Done.' })).toEqual(refused);
		expect(await stored(caseId)).toMatchObject({ status: 'informed', closedAt: null });
		expect(await auditTypes(app, id)).toEqual(['correction.opened', 'correction.informed']);
	});

	it('takes one of two coordinators who call at once', async () => {
		const { id } = await opened();
		const both = await Promise.all([
			informFacility(as(coordinator), call(id)),
			informFacility(as(director), { ...call(id), whom: 'Somebody else' })
		]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(both.filter(({ ok }) => !ok)).toEqual([{ ok: false, error: 'already-recorded' }]);
		expect((await auditTypes(app, id)).filter((type) => type === 'correction.informed')).toHaveLength(1);
	});

	it('needs words to end without an addendum, or without having told anybody', async () => {
		const { id, caseId } = await receivedOne();
		const wordless = { ok: false, error: 'closing-words-required' };
		expect(await closeCorrection(as(coordinator), { id, words: '' })).toEqual(wordless);
		expect(await closeCorrection(as(coordinator), { id, words: 'The patient had died.' })).toMatchObject({
			ok: true
		});
		expect(await stored(caseId)).toMatchObject({ status: 'closed', closingWords: 'The patient had died.' });
		const other = await opened();
		expect(await dismissCorrection(as(coordinator), { id: other.id, words: '' })).toEqual(wordless);
		expect(
			await dismissCorrection(as(coordinator), { id: other.id, words: 'Told on the day.' })
		).toMatchObject({
			ok: true
		});
		expect((await stored(other.caseId)).status).toBe('not-needed');
		expect((await auditTypes(app, other.id)).at(-1)).toBe('correction.closed');
	});

	it('takes the time of the call in the facility’s zone, marks what was entered or done late, and no time to come', async () => {
		const { id } = await opened();
		app.clock.advance(3 * HOUR_MS);
		const early = await informFacility(as(coordinator), call(id, '2026-11-16T05:59'));
		expect(early).toEqual({ ok: false, error: 'time-too-early' });
		const future = await informFacility(as(coordinator), call(id, '2026-11-16T09:01'));
		expect(future).toEqual({ ok: false, error: 'time-in-future' });
		expect(await informFacility(as(coordinator), call(id, '2026-11-16T07:30'))).toMatchObject({ ok: true });
		const found = await findCorrectionView(app.db.read, coordinator, id, app.clock.now());
		expect(found?.view.informed).toMatchObject({
			at: Date.UTC(2026, 10, 16, 13, 30),
			isLate: true,
			isEnteredLate: true
		});
		const before = await recordReceipt(as(coordinator), { id, from: 'Dr. Okafor', at: '2026-11-16T07:29' });
		expect(before).toEqual({ ok: false, error: 'time-too-early' });
	});

	it('takes a dismissed one up again when the committee finds it significant, and no other', async () => {
		const made = await opened();
		await dismissCorrection(as(coordinator), { id: made.id, words: 'Known to the ward.' });
		await opened({ because: 'score' }, made);
		expect((await stored(made.caseId)).status).toBe('not-needed');
		app.clock.advance(DAY_MS);
		await opened({ because: 'committee' }, made);
		expect(await stored(made.caseId)).toMatchObject({
			status: 'open',
			closedAt: null,
			closedBy: null,
			dueAt: testStart + 2 * DAY_MS
		});
		expect((await auditTypes(app, made.id)).at(-1)).toBe('correction.reopened');
		expect(await noticesOf('correction.opened')).toHaveLength(4);
		const ended = await receivedOne();
		await closeCorrection(as(coordinator), { id: ended.id, words: 'Done.' });
		await opened({ because: 'committee' }, ended);
		expect((await stored(ended.caseId)).status).toBe('closed');
	});

	it('raises the alarm once when nobody was told in time', async () => {
		const late = await opened();
		const told = await opened();
		await informFacility(as(coordinator), call(told.id));
		app.clock.advance(HOUR_MS - 1);
		expect(await raiseOverdueCorrections(app)).toBe(0);
		app.clock.advance(1);
		const both = await Promise.all([raiseOverdueCorrections(app), raiseOverdueCorrections(app)]);
		expect(both[0] + both[1]).toBe(1);
		expect(await raiseOverdueCorrections(app)).toBe(0);
		const { notices } = app.db.read.tables;
		const rows = await app.db.read
			.select()
			.from(notices)
			.where(and(eq(notices.kind, 'correction.overdue'), eq(notices.userId, director.id)));
		expect(rows).toMatchObject([{ path: `/corrections/${late.id}`, facts: {} }]);
		expect(await auditTypes(app, late.id)).toEqual(['correction.opened', 'correction.overdue']);
		expect(await countCorrections(app.db.read, coordinator, app.clock.now())).toEqual({
			open: 2,
			overdue: 1
		});
	});

	async function aLaterVersion({ read }: Made, given: Parameters<typeof aRead>[1] = {}) {
		return aRead(app, {
			facilityId: read.facilityId,
			readerId: read.readerId,
			accession: read.accession,
			reportVersion: 2,
			status: 'corrected',
			reportedAt: app.clock.now(),
			receivedAt: app.clock.now(),
			...given
		});
	}

	it('links the version that comes in afterwards by itself, and no other report', async () => {
		const made = await opened();
		const { facilityId } = made.read;
		await aRead(app, { facilityId, accession: 'another', reportedAt: testStart + MINUTE_MS });
		await aRead(app, { accession: made.read.accession, reportedAt: testStart + MINUTE_MS });
		await aLaterVersion(made, { reportedAt: testStart - HOUR_MS });
		await aLaterVersion(made, { kind: 'preliminary', reportVersion: 4 });
		await aLaterVersion(made, { status: 'cancelled', reportVersion: 5 });
		expect(await linkAddenda(app)).toBe(0);
		app.clock.advance(HOUR_MS);
		const addendum = await aLaterVersion(made, { reportVersion: 3 });
		expect(await linkAddenda(app)).toBe(1);
		expect(await linkAddenda(app)).toBe(0);
		expect(await stored(made.caseId)).toMatchObject({
			addendumReadId: addendum.id,
			addendumAt: testStart + HOUR_MS,
			status: 'open'
		});
		expect((await auditTypes(app, made.id)).at(-1)).toBe('correction.addendum-linked');
		const other = await aRead(app);
		expect(await linkAddendum(as(coordinator), { id: made.id, readId: other.id })).toEqual({
			ok: false,
			error: 'addendum-not-found'
		});
	});

	it('is closed to the reader until told, to co-signers, and to who reviews it; they are not told of it', async () => {
		const made = await anAssignedCase(app);
		const coSigner = await aRadiologist(app);
		await app.db.transaction(async (write) => {
			const { userRoles, readCoSigners } = write.tables;
			await write.insert(readCoSigners).values({ readId: made.read.id, radiologistId: coSigner.id });
			for (const { id } of [made.reader, made.reviewer])
				await write.insert(userRoles).values({ userId: id, role: 'director' });
		});
		const signer = await aUser(app, 'director', { radiologistId: coSigner.id });
		const { id } = await opened({}, made);
		const involved = [made.reader.id, made.reviewer.id, signer.id];
		for (const userId of involved) {
			const actor = await getActor(app, userId);
			expect(await openCorrections(app.db.read, actor, app.clock.now())).toEqual([]);
			expect(await viewCorrection(app, actor, id)).toBeNull();
			expect(await countCorrections(app.db.read, actor, app.clock.now())).toEqual({ open: 0, overdue: 0 });
			expect(await correctionsOfRead(app.db.read, actor, made.read.id, app.clock.now())).toEqual({
				corrections: [],
				openFor: null
			});
			expect(await informFacility(as(actor), call(id))).toEqual({ ok: false, error: 'correction-not-found' });
		}
		const told = (await noticesOf('correction.opened')).map(({ userId }) => userId);
		expect(told.filter((userId) => involved.includes(userId))).toEqual([]);
		const { cases } = app.db.read.tables;
		await app.db.transaction((write) =>
			write.update(cases).set({ state: 'feedback-released' }).where(eq(cases.id, made.caseId))
		);
		const reader = await getActor(app, made.reader.id);
		expect(await openCorrections(app.db.read, reader, app.clock.now())).toHaveLength(1);
		expect(await viewCorrection(app, await getActor(app, made.reviewer.id), id)).toBeNull();
	});

	it('tells who read the case, and looks after corrections, no hour at which it was reviewed', async () => {
		const made = await anAssignedCase(app);
		await app.db.transaction(async (write) => {
			const { userRoles } = write.tables;
			await write.insert(userRoles).values({ userId: made.reader.id, role: 'coordinator' });
		});
		const openedAt = app.clock.now();
		const { id } = await opened({}, made);
		app.clock.advance(2 * HOUR_MS);
		await raiseOverdueCorrections(app);
		await informFacility(as(coordinator), call(id));
		await app.db.transaction(async (write) => {
			const { cases } = write.tables;
			await write.update(cases).set({ state: 'feedback-released' }).where(eq(cases.id, made.caseId));
		});
		const reader = await getActor(app, made.reader.id);
		const view = await viewCorrection(app, reader, id);
		expect(view).toMatchObject({
			isOwn: true,
			openedAt: startOfUtcDay(openedAt),
			dueAt: startOfUtcDay(openedAt) + DAY_MS,
			informed: { at: app.clock.now(), isLate: true }
		});
		const [line] = await openCorrections(app.db.read, reader, app.clock.now());
		expect(line?.informedAfterMs).toBeNull();
		const hours = [openedAt, openedAt + HOUR_MS].map(String);
		for (const answer of [view, line]) {
			expect(hours.filter((hour) => JSON.stringify(answer).includes(hour))).toEqual([]);
		}
		// The answer to a time that is too early does not name the moment either.
		await app.db.transaction(async (write) => {
			await write.update(write.tables.corrections).set({ status: 'open', informedAt: null });
		});
		const before = localMinute(openedAt - HOUR_MS, view?.facility.timeZone ?? '');
		expect(await informFacility(as(reader), call(id, before))).toMatchObject({ ok: true });
		expect(await viewCorrection(app, coordinator, id)).toMatchObject({ isOwn: false, openedAt });
		// What the committee says is theirs from the next day on.
		await foundNothing(made);
		expect(await viewCorrection(app, coordinator, id)).toMatchObject({ isUnfounded: true });
		expect(await viewCorrection(app, reader, id)).toMatchObject({ isUnfounded: false });
		app.clock.advance(DAY_MS);
		expect(await viewCorrection(app, reader, id)).toMatchObject({ isUnfounded: true });
	});

	it('has an id that tells no time, and is the same for its case alone', async () => {
		const [one, other] = [await opened(), await opened()];
		const madeAt = app.clock.now().toString(16).padStart(12, '0');
		for (const { id } of [one, other]) expect(id.replaceAll('-', '').slice(0, 12)).not.toBe(madeAt);
		expect(one.id).not.toBe(other.id);
	});

	describe('opened by hand', () => {
		async function byHand() {
			const made = await anAssignedCase(app);
			const finding = 'The surgeon says that the tube is misplaced.';
			const { id } = getValue(await openByHand(as(coordinator), { caseId: made.caseId, finding }));
			return { ...made, id };
		}

		it('offers what the review says since, without who says it, and tells those who look after it', async () => {
			const made = await byHand();
			expect(await viewCorrection(app, coordinator, made.id)).toMatchObject({ offered: [] });
			const reviewer = await namesOf(made.reviewer.id);
			const comment = `${reviewer} scored 3b: free air under the diaphragm.`;
			const draft = { ...aScore('3b'), comment };
			await openCase(as(made.reviewer), { id: made.assignmentId });
			await lockImpression(as(made.reviewer), aForm(made.assignmentId, 0));
			await revealReport(as(made.reviewer), aForm(made.assignmentId, 1));
			getValue(await submitReview(as(made.reviewer), aForm(made.assignmentId, 2, draft)));
			const view = await viewCorrection(app, coordinator, made.id);
			expect(view?.finding).toBe('The surgeon says that the tube is misplaced.');
			expect(view?.offered).toHaveLength(1);
			const [words = ''] = view?.offered ?? [];
			expect(words).toContain('free air under the diaphragm');
			expect(words).not.toMatch(/3b/);
			expect(JSON.stringify(view)).not.toContain(reviewer);
			const told = await noticesOf('correction.words');
			expect(told.filter(({ userId }) => userId === coordinator.id)).toHaveLength(1);
			getValue(await rewordFinding(as(coordinator), { id: made.id, finding: words }));
			expect(await viewCorrection(app, coordinator, made.id)).toMatchObject({ finding: words, offered: [] });
		});

		it('offers nothing where the review finds nothing that matters now', async () => {
			const made = await byHand();
			getValue(await reviewAtL3(app, made.reviewer, made.assignmentId, '3a'));
			expect(await viewCorrection(app, coordinator, made.id)).toMatchObject({ offered: [] });
		});

		it('is taken up again when it was dismissed before a review found that it matters', async () => {
			const made = await byHand();
			getValue(await dismissCorrection(as(coordinator), { id: made.id, words: 'The ward knew.' }));
			getValue(await reviewAtL3(app, made.reviewer, made.assignmentId, '2b'));
			expect(await stored(made.caseId)).toMatchObject({ status: 'open', openedBecause: 'coordinator' });
			expect((await auditTypes(app, made.id)).at(-1)).toBe('correction.reopened');
		});
	});

	it('names the patient to those who call, writes that down, and never names who reviewed or what the score was', async () => {
		const made = await anAssignedCase(app);
		const { radiologists, users } = app.db.read.tables;
		const [reviewer] = await app.db.read
			.select({ user: users, radiologist: radiologists })
			.from(users)
			.innerJoin(radiologists, eq(radiologists.id, users.radiologistId))
			.where(eq(users.id, made.reviewer.id));
		if (!reviewer) throw new Error('the reviewer is gone');
		const { user, radiologist } = reviewer;
		const patientId = app.ids();
		await app.db.transaction(async (write) => {
			const { patients, reads } = write.tables;
			await write
				.insert(patients)
				.values({ id: patientId, issuer: 'MR', mrn: '778812', name: 'Okonjo, Ada', birthOn: '1960-02-03' });
			await write.update(reads).set({ patientId }).where(eq(reads.id, made.read.id));
		});
		const { id } = await opened(
			{
				because: 'score',
				finding: `Scored 3b. Free air. ${user.name} (${user.reviewerCode}, ${radiologist.code}), ${user.email}, Dr. ${radiologist.familyName}.`
			},
			made
		);
		const view = await viewCorrection(app, coordinator, id);
		expect(view).toMatchObject({
			patient: { name: 'Okonjo, Ada', mrn: '778812', birthOn: '1960-02-03' },
			accession: made.read.accession,
			readId: made.read.id
		});
		expect((await auditTypes(app, made.read.id)).at(-1)).toBe('read.viewed');
		expect((await viewCorrection(app, director, id))?.readId).toBeNull();
		const bytes = JSON.stringify([
			view,
			await openCorrections(app.db.read, coordinator, app.clock.now()),
			await correctionsOfRead(app.db.read, coordinator, made.read.id, app.clock.now()),
			await noticesOf('correction.opened')
		]);
		expect(view?.finding).toMatch(/^▮▮▮\. Free air\./);
		expect(bytes).not.toContain('"3b"');
		const secrets = [user.id, user.name, user.email, user.reviewerCode, radiologist.id, radiologist.code];
		for (const secret of [...secrets, radiologist.familyName, made.assignmentId, made.caseId])
			expect(bytes).not.toContain(secret);
	});

	it('can be put into other words before the facility is told, without those who judge', async () => {
		const made = await opened();
		const finding = `Perforation, says ${made.reviewer.name}.`;
		expect(await rewordFinding(as(coordinator), { id: made.id, finding })).toMatchObject({ ok: true });
		expect((await stored(made.caseId)).finding).toBe('Perforation, says ▮▮▮.');
		expect((await auditTypes(app, made.id)).at(-1)).toBe('correction.reworded');
	});

	async function foundNothing(made: Made) {
		const { committeeDecisions, reviews } = app.db.read.tables;
		const member = await aUser(app, 'committee');
		await app.db.transaction(async (write) => {
			const reviewId = app.ids();
			await write.insert(reviews).values({
				id: reviewId,
				caseId: made.caseId,
				assignmentId: made.assignmentId,
				reviewerId: made.reviewer.id,
				ordinal: 1,
				score: '3b',
				factors: [],
				activeMs: 0,
				taxonomyVersion: '1',
				submittedAt: app.clock.now()
			});
			await write.insert(committeeDecisions).values({
				id: app.ids(),
				caseId: made.caseId,
				reviewId,
				memberId: member.id,
				question: 'score',
				outcome: 'no-discrepancy',
				finalScore: '1',
				attribution: 'reviewer',
				comment: '',
				decidedAt: app.clock.now()
			});
		});
	}

	it('is withdrawn when the committee finds no discrepancy: never overdue, no alarm, and only its end is left', async () => {
		const made = await opened();
		await foundNothing(made);
		app.clock.advance(2 * HOUR_MS);
		expect(await viewCorrection(app, coordinator, made.id)).toMatchObject({
			...{ isUnfounded: true, status: 'open', isOverdue: false, acts: ['dismiss', 'inform'] }
		});
		const now = app.clock.now();
		expect(await openCorrections(app.db.read, coordinator, now)).toMatchObject([
			{ id: made.id, accession: made.read.accession, isUnfounded: true, isOverdue: false }
		]);
		expect(await countCorrections(app.db.read, coordinator, now)).toEqual({ open: 1, overdue: 0 });
		expect(await raiseOverdueCorrections(app)).toBe(0);
		expect(await withdrawFinding(as(coordinator), { id: made.id, words: 'Nobody.' })).toEqual({
			ok: false,
			error: 'already-recorded'
		});
		expect(await dismissCorrection(as(coordinator), { id: made.id, words: 'No discrepancy.' })).toMatchObject(
			{
				ok: true
			}
		);
	});

	it.each(['informed', 'received'] as const)(
		'ends with the word to the facility where it was %s before the committee found no discrepancy',
		async (status) => {
			const made = status === 'informed' ? await opened() : await receivedOne();
			if (status === 'informed') await informFacility(as(coordinator), call(made.id));
			const said = { id: made.id, words: 'Dr. Okafor, by telephone at 14:10.' };
			expect(await withdrawFinding(as(coordinator), said)).toEqual({ ok: false, error: 'not-in-state' });
			await foundNothing(made);
			expect((await viewCorrection(app, coordinator, made.id))?.acts[0]).toBe('withdraw');
			expect(await withdrawFinding(as(coordinator), { ...said, words: '' })).toEqual({
				ok: false,
				error: 'closing-words-required'
			});
			expect(await withdrawFinding(as(coordinator), said)).toMatchObject({ ok: true });
			expect(await stored(made.caseId)).toMatchObject({ status: 'closed', closingWords: said.words });
		}
	);

	it('is opened by hand for a case, once', async () => {
		const made = await anAssignedCase(app);
		expect(await correctionsOfRead(app.db.read, coordinator, made.read.id, app.clock.now())).toEqual({
			corrections: [],
			openFor: made.caseId
		});
		const input = { caseId: made.caseId, finding: 'Tube in the right main bronchus.' };
		const result = await openByHand(as(coordinator), input);
		expect(result).toMatchObject({ ok: true });
		expect(await openByHand(as(coordinator), input)).toEqual({ ok: false, error: 'already-opened' });
		expect(await openByHand(as(coordinator), { ...input, caseId: 'nothing' })).toEqual({
			ok: false,
			error: 'correction-not-found'
		});
		const { id } = await stored(made.caseId);
		expect(await viewCorrection(app, coordinator, id)).toMatchObject({
			isManual: true,
			history: [{ type: 'correction.opened', by: coordinator.name }]
		});
		expect(await correctionsOfRead(app.db.read, coordinator, made.read.id, app.clock.now())).toEqual({
			corrections: [{ id, status: 'open' }],
			openFor: null
		});
	});

	it('lists overdue ones on top, those who wait for a receipt below, and ended ones by month', async () => {
		const later = await opened({ because: 'score' });
		const first = await opened();
		const waiting = await opened();
		await informFacility(as(coordinator), call(waiting.id));
		const done = await receivedOne();
		await closeCorrection(as(coordinator), { id: done.id, words: 'Nothing to add.' });
		app.clock.advance(2 * HOUR_MS);
		const now = app.clock.now();
		const lines = await openCorrections(app.db.read, coordinator, now);
		expect(lines.map(({ id, isOverdue }) => [id, isOverdue])).toEqual([
			[first.id, true],
			[later.id, false],
			[waiting.id, false]
		]);
		const ended = await endedCorrections(app.db.read, { actor: coordinator, now, after: null });
		expect(ended).toMatchObject({ rows: [{ id: done.id, status: 'closed' }], next: null });
		const after = `${testStart}.${done.id}`;
		expect((await endedCorrections(app.db.read, { actor: coordinator, now, after })).rows).toEqual([]);
		expect(await correctionMonths(app.db.read, coordinator, now)).toEqual([
			{ month: '2026-11', n: 1, medianMinutes: 0, late: 0, addenda: 0, notNeeded: 0 }
		]);
	});
});
