import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import {
	lockImpression,
	openCase,
	revealReport,
	saveDraft
} from '#lib/features/reviews/draft-commands.server.ts';
import { takeBackLate } from '#lib/features/reviews/lease-commands.server.ts';
import { findOwnDraft } from '#lib/features/reviews/own-draft.server.ts';
import { assignmentDoor, findNextAssignment } from '#lib/features/reviews/queries.server.ts';
import { reviewerMonth, reviewQueue } from '#lib/features/reviews/queue-queries.server.ts';
import { declineCase, submitReview } from '#lib/features/reviews/review-commands.server.ts';
import { openWorkspace } from '#lib/features/reviews/workspace-queries.server.ts';
import { publishInitialPolicies } from '../support/builders.ts';
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
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('reviews on %s', (engine) => {
	let app: TestApp;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
	});
	afterEach(() => app.close());

	it('take a case through lock, reveal and submit, each with its audit event', async () => {
		const { caseId, reviewer, assignmentId } = await anAssignedCase(app);
		const act = { app, actor: reviewer };
		await openCase(act, { id: assignmentId });
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'opened' });
		await lockImpression(act, aForm(assignmentId, 0));
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'impression-locked' });
		await revealReport(act, aForm(assignmentId, 1));
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'report-revealed' });
		expect(await submitReview(act, aForm(assignmentId, 2, aScore('2a')))).toMatchObject({
			ok: true,
			value: { nextId: null }
		});
		expect(await storedCase(app, caseId)).toMatchObject({
			state: 'final',
			finalScore: '2a',
			finalAt: app.clock.now(),
			// The Monday after, 06:00 in Chicago.
			releasedAt: Date.parse('2026-11-23T12:00:00Z')
		});
		expect(await auditTypes(app, caseId)).toEqual([
			'case.opened',
			'impression.locked',
			'report.revealed',
			'review.submitted',
			'case.finalised'
		]);
	});

	it.each(['2b', '3a', '3b'] as const)('send %s to the committee, without a final score', async (score) => {
		const { caseId, reviewer, assignmentId } = await anAssignedCase(app);
		expect((await reviewAtL3(app, reviewer, assignmentId, score)).ok).toBe(true);
		expect(await storedCase(app, caseId)).toMatchObject({
			state: 'in-committee',
			finalScore: null,
			finalAt: null,
			releasedAt: null
		});
	});

	it('open once, however often the page is loaded', async () => {
		const { caseId, reviewer, assignmentId } = await anAssignedCase(app);
		const act = { app, actor: reviewer };
		const both = await Promise.all([
			openCase(act, { id: assignmentId }),
			openCase(act, { id: assignmentId })
		]);
		expect(both.map(({ ok }) => ok)).toEqual([true, true]);
		expect(await auditTypes(app, caseId)).toEqual(['case.opened']);
	});

	it('are for the own reviewer alone', async () => {
		const { assignmentId } = await anAssignedCase(app);
		const act = { app, actor: await aReviewer(app) };
		const refused = { ok: false, error: 'assignment-not-found' };
		expect(await openCase(act, { id: assignmentId })).toEqual(refused);
		expect(await openWorkspace(act, assignmentId)).toEqual(refused);
		expect(await saveDraft(act, aForm(assignmentId, 0))).toEqual(refused);
		expect(await lockImpression(act, aForm(assignmentId, 0))).toEqual(refused);
		expect(await submitReview(act, aForm(assignmentId, 0, aScore('1')))).toEqual(refused);
		expect(await declineCase(act, { id: assignmentId, reason: 'conflict' })).toEqual(refused);
		expect(await assignmentDoor(app.db.read, act.actor, assignmentId)).toBeNull();
	});

	it('keep their order: impression, report, score', async () => {
		const { caseId, reviewer, assignmentId } = await anAssignedCase(app);
		const act = { app, actor: reviewer };
		await openCase(act, { id: assignmentId });
		expect(await revealReport(act, aForm(assignmentId, 0))).toMatchObject({ error: 'impression-not-locked' });
		expect(await submitReview(act, aForm(assignmentId, 0, aScore('1')))).toMatchObject({
			error: 'impression-not-locked'
		});
		expect(await lockImpression(act, { ...aForm(assignmentId, 0), impression: ' ' })).toMatchObject({
			error: 'impression-required'
		});
		await lockImpression(act, aForm(assignmentId, 0));
		expect(await lockImpression(act, aForm(assignmentId, 1))).toMatchObject({ error: 'already-locked' });
		expect(await submitReview(act, aForm(assignmentId, 1, aScore('1')))).toMatchObject({
			error: 'report-not-revealed'
		});
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'impression-locked' });
	});

	it('never change a locked impression', async () => {
		const { reviewer, assignmentId } = await anAssignedCase(app);
		const act = { app, actor: reviewer };
		await openCase(act, { id: assignmentId });
		await lockImpression(act, aForm(assignmentId, 0));
		await saveDraft(act, { ...aForm(assignmentId, 1), impression: 'Something else.' });
		expect(await findOwnDraft(app.db.read, reviewer.id, assignmentId)).toMatchObject({
			impression: 'Small subdural.',
			revision: 2
		});
	});

	it('notice that another tab saved', async () => {
		const { reviewer, assignmentId } = await anAssignedCase(app, { level: 'L2' });
		const act = { app, actor: reviewer };
		await openCase(act, { id: assignmentId });
		expect(await saveDraft(act, aForm(assignmentId, 0, { comment: 'First tab.' }))).toMatchObject({
			ok: true
		});
		const stale = { ok: false, error: 'stale-draft' };
		expect(await saveDraft(act, aForm(assignmentId, 0, { comment: 'Second tab.' }))).toEqual(stale);
		expect(await submitReview(act, aForm(assignmentId, 0, aScore('1')))).toEqual(stale);
		const draft = await findOwnDraft(app.db.read, reviewer.id, assignmentId);
		expect(draft).toMatchObject({ revision: 1, body: { comment: 'First tab.' } });
	});

	it('are submitted once, also when it is pressed twice', async () => {
		const { caseId, reviewer, assignmentId } = await anAssignedCase(app, { level: 'L2' });
		const act = { app, actor: reviewer };
		await openCase(act, { id: assignmentId });
		const form = aForm(assignmentId, 0, aScore('1'));
		const both = await Promise.all([submitReview(act, form), submitReview(act, form)]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await submitReview(act, form)).toEqual({ ok: false, error: 'already-submitted' });
		expect((await auditTypes(app, caseId)).filter((type) => type === 'review.submitted')).toHaveLength(1);
		const { reviews } = app.db.read.tables;
		expect(await app.db.read.select().from(reviews).where(eq(reviews.caseId, caseId))).toHaveLength(1);
	});

	it('leave nothing behind when the score lacks its reasons', async () => {
		const { caseId, reviewer, assignmentId } = await anAssignedCase(app, { level: 'L2' });
		const act = { app, actor: reviewer };
		await openCase(act, { id: assignmentId });
		const form = aForm(assignmentId, 0, { ...aScore('3b'), comment: '' });
		expect(await submitReview(act, form)).toEqual({ ok: false, error: 'comment-required' });
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'opened' });
		expect(await findOwnDraft(app.db.read, reviewer.id, assignmentId)).toMatchObject({ revision: 0 });
	});

	it('refuse a mark on an image that is not part of the case', async () => {
		const { caseId, reviewer, assignmentId } = await anAssignedCase(app, { level: 'L2' });
		const act = { app, actor: reviewer };
		await openCase(act, { id: assignmentId });
		const finding = {
			id: 'm',
			kind: 'arrow' as const,
			sopInstanceUid: '2.25.1',
			frameNumber: 1,
			frameOfReferenceUid: '',
			points: [[0, 0, 0] as [number, number, number], [1, 1, 1] as [number, number, number]] as [
				[number, number, number],
				[number, number, number]
			],
			pointsPx: [[0, 0] as [number, number], [1, 1] as [number, number]] as [
				[number, number],
				[number, number]
			],
			label: ''
		};
		const form = aForm(assignmentId, 0, { ...aScore('1'), findings: [finding] });
		expect(await submitReview(act, form)).toEqual({ ok: false, error: 'mark-not-on-case' });
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'opened' });
	});

	it('count active time, but never more than has passed nor less than before', async () => {
		const { reviewer, assignmentId } = await anAssignedCase(app, { level: 'L2' });
		const act = { app, actor: reviewer };
		await openCase(act, { id: assignmentId });
		app.clock.advance(2 * MINUTE_MS);
		await saveDraft(act, { ...aForm(assignmentId, 0), activeMs: 10 * MINUTE_MS });
		await saveDraft(act, { ...aForm(assignmentId, 1), activeMs: 5 });
		expect(await findOwnDraft(app.db.read, reviewer.id, assignmentId)).toMatchObject({
			activeMs: 2 * MINUTE_MS
		});
	});

	it('of a second reviewer move nothing', async () => {
		const { caseId, assignmentId, reviewer } = await anAssignedCase(app);
		const second = await aReviewer(app);
		const secondId = await anAssignment(app, { caseId, reviewerId: second.id, ordinal: 2 });
		expect((await reviewAtL3(app, second, secondId, '3b')).ok).toBe(true);
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'assigned', finalScore: null });
		expect((await reviewAtL3(app, reviewer, assignmentId, '1')).ok).toBe(true);
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'final', finalScore: '1' });
	});

	it('of a second reviewer lead when the first gives the case back', async () => {
		const { caseId, assignmentId, reviewer } = await anAssignedCase(app);
		const second = await aReviewer(app);
		const secondId = await anAssignment(app, { caseId, reviewerId: second.id, ordinal: 2 });
		const act = { app, actor: second };
		await openCase(act, { id: secondId });
		await lockImpression(act, aForm(secondId, 0));
		await declineCase({ app, actor: reviewer }, { id: assignmentId, reason: 'recognised' });
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'impression-locked' });
		await revealReport(act, aForm(secondId, 1));
		await submitReview(act, aForm(secondId, 2, aScore('3a')));
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'in-committee' });
	});

	it('that a second reviewer has in already count when the first gives the case back', async () => {
		const { caseId, assignmentId, reviewer } = await anAssignedCase(app);
		const second = await aReviewer(app);
		const secondId = await anAssignment(app, { caseId, reviewerId: second.id, ordinal: 2 });
		await reviewAtL3(app, second, secondId, '2a');
		await declineCase({ app, actor: reviewer }, { id: assignmentId, reason: 'conflict' });
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'final', finalScore: '2a' });
	});

	it('of a second reviewer lead as well when the first gives the case back at the same moment', async () => {
		for (let round = 0; round < 6; round++) {
			const { caseId, assignmentId, reviewer } = await anAssignedCase(app);
			const second = await aReviewer(app);
			const secondId = await anAssignment(app, { caseId, reviewerId: second.id, ordinal: 2 });
			const act = { app, actor: second };
			const decline = () => declineCase({ app, actor: reviewer }, { id: assignmentId, reason: 'conflict' });
			const steps = [
				() => openCase(act, { id: secondId }),
				() => lockImpression(act, aForm(secondId, 0)),
				() => revealReport(act, aForm(secondId, 1)),
				() => submitReview(act, aForm(secondId, 2, aScore('1')))
			];
			// The first gives it back beside a step of the second, each round beside another one.
			for (const [at, step] of steps.entries()) {
				const beside = at === round % steps.length ? [decline()] : [];
				const outcomes = await Promise.all([step(), ...beside]);
				expect(outcomes.every(({ ok }) => ok)).toBe(true);
			}
			expect(await storedCase(app, caseId)).toMatchObject({ state: 'final', finalScore: '1' });
		}
	});

	it('go to somebody else when they are declined, with the reason kept', async () => {
		const { caseId, assignmentId, reviewer } = await anAssignedCase(app);
		const other = await aReviewer(app);
		const act = { app, actor: reviewer };
		expect(await declineCase(act, { id: assignmentId, reason: 'outside-competence' })).toEqual({
			ok: true,
			value: { nextId: null }
		});
		expect(await declineCase(act, { id: assignmentId, reason: 'conflict' })).toEqual({
			ok: false,
			error: 'already-given-back'
		});
		const { assignments } = app.db.read.tables;
		const [declined] = await app.db.read.select().from(assignments).where(eq(assignments.id, assignmentId));
		expect(declined).toMatchObject({ status: 'declined', declineReason: 'outside-competence' });
		const next = await findNextAssignment(app.db.read, other.id);
		expect(next).toMatchObject({ caseId });
		expect(await findNextAssignment(app.db.read, reviewer.id)).toBeNull();
		expect(await auditTypes(app, caseId)).toEqual(['case.declined', 'case.assigned']);
	});

	it('that were begun and left go back after the lease, and saving renews it', async () => {
		const { caseId, assignmentId, reviewer } = await anAssignedCase(app);
		const act = { app, actor: reviewer };
		await openCase(act, { id: assignmentId });
		app.clock.advance(60 * HOUR_MS);
		await saveDraft(act, aForm(assignmentId, 0));
		app.clock.advance(60 * HOUR_MS);
		expect(await takeBackLate(app)).toBe(0);
		app.clock.advance(13 * HOUR_MS);
		expect(await takeBackLate(app)).toBe(1);
		expect(await storedCase(app, caseId)).toMatchObject({ state: 'drawn' });
		expect(await saveDraft(act, aForm(assignmentId, 1))).toEqual({ ok: false, error: 'already-expired' });
		expect(await assignmentDoor(app.db.read, reviewer, assignmentId)).toBeNull();
		expect(await auditTypes(app, caseId)).toContain('case.lease-expired');
	});

	it('stand in the queue by due date and show nothing that names anybody', async () => {
		const now = app.clock.now();
		const reviewer = await aReviewer(app);
		const later = await anAssignedCase(app, { reviewer, dueAt: now + 9 * DAY_MS });
		const sooner = await anAssignedCase(app, { reviewer, dueAt: now + 2 * DAY_MS });
		const queue = await reviewQueue(app.db.read, reviewer.id);
		expect(queue.map(({ assignmentId }) => assignmentId)).toEqual([sooner.assignmentId, later.assignmentId]);
		const bytes = JSON.stringify(queue);
		for (const { read, caseId } of [later, sooner]) {
			for (const secret of [
				read.accession,
				read.id,
				read.readerId,
				read.facilityId,
				caseId,
				read.samplingId
			]) {
				expect(bytes).not.toContain(secret);
			}
		}
		expect(await findNextAssignment(app.db.read, reviewer.id, sooner.assignmentId)).toMatchObject({
			id: later.assignmentId
		});
	});

	it('count in the month of the reviewer', async () => {
		const { reviewer, assignmentId } = await anAssignedCase(app, { level: 'L2' });
		await anAssignedCase(app, { reviewer });
		const act = { app, actor: reviewer };
		await openCase(act, { id: assignmentId });
		app.clock.advance(MINUTE_MS);
		await submitReview(act, { ...aForm(assignmentId, 0, aScore('1')), activeMs: 45_000 });
		const month = { done: 1, due: 1, medianMs: 45_000 };
		expect(await reviewerMonth(app.db.read, reviewer.id, app.clock.now())).toEqual(month);
		const nextMonth = app.clock.now() + 20 * DAY_MS;
		expect(await reviewerMonth(app.db.read, reviewer.id, nextMonth)).toMatchObject({
			done: 0,
			medianMs: null
		});
	});

	it('keep the report out of the page until it is revealed, and scrub it then', async () => {
		const { read, reviewer, assignmentId } = await anAssignedCase(app);
		const act = { app, actor: reviewer };
		const { radiologists, reports } = app.db.read.tables;
		const [reader] = await app.db.read.select().from(radiologists).where(eq(radiologists.id, read.readerId));
		await app.db.transaction((write) =>
			write.insert(reports).values({
				readId: read.id,
				text: `FINDINGS:\nSubdural along the falx.\nIMPRESSION:\nSubdural. ${read.accession}\nElectronically signed by ${reader?.givenName} ${reader?.familyName}, MD`,
				knownPeople: [],
				knownIdentifiers: []
			})
		);
		const sealed = await openWorkspace(act, assignmentId);
		expect(JSON.stringify(sealed)).not.toContain('falx');
		await lockImpression(act, aForm(assignmentId, 0));
		expect(JSON.stringify(await openWorkspace(act, assignmentId))).not.toContain('falx');
		await revealReport(act, aForm(assignmentId, 1));
		const open = JSON.stringify(await openWorkspace(act, assignmentId));
		expect(open).toContain('Subdural along the falx.');
		for (const secret of [read.accession, reader?.familyName, reader?.code, read.id, read.facilityId]) {
			expect(open).not.toContain(secret);
		}
	});

	it('scrub the report of what only the images name: the place, the patient and their numbers', async () => {
		const { read, reviewer, assignmentId } = await anAssignedCase(app, { level: 'L2' });
		const { reads, reports, studies } = app.db.read.tables;
		const study = {
			id: app.ids(),
			studyUid: '1.2.3.4.5',
			accession: 'IMG4471',
			patientMrn: 'PX88417',
			patientName: 'Thistlewhyte^Euphrosyne',
			institution: 'Kestrel Moor Infirmary',
			receivedAt: app.clock.now()
		};
		await app.db.transaction(async (write) => {
			await write.insert(studies).values(study);
			await write.update(reads).set({ studyUid: study.studyUid }).where(eq(reads.id, read.id));
			await write.insert(reports).values({
				readId: read.id,
				text: 'KESTREL MOOR INFIRMARY\nFINDINGS:\nThistlewhyte (PX88417) has clear lungs in IMG4471.',
				knownPeople: [],
				knownIdentifiers: []
			});
		});
		const page = JSON.stringify(await openWorkspace({ app, actor: reviewer }, assignmentId));
		expect(page).toContain('has clear lungs');
		for (const secret of ['KESTREL', 'PX88417', 'Thistlewhyte', 'IMG4471', study.studyUid]) {
			expect(page).not.toContain(secret);
		}
	});

	it('leave other open assignments of the reviewer alone', async () => {
		const { reviewer, assignmentId } = await anAssignedCase(app, { level: 'L2' });
		const other = await anAssignedCase(app, { reviewer });
		await openCase({ app, actor: reviewer }, { id: assignmentId });
		const submitted = await submitReview({ app, actor: reviewer }, aForm(assignmentId, 0, aScore('1')));
		expect(submitted).toEqual({ ok: true, value: { nextId: other.assignmentId } });
		const { assignments } = app.db.read.tables;
		const open = and(eq(assignments.reviewerId, reviewer.id), eq(assignments.status, 'open'));
		expect(await app.db.read.select().from(assignments).where(open)).toHaveLength(1);
	});
});
