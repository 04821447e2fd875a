import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { defaultReviewPolicy, type ReviewPolicy } from '#lib/core/review-policy.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { assignDrawnCases } from '#lib/features/assignments/commands.server.ts';
import { countWaiting, reviewers } from '#lib/features/assignments/state.server.ts';
import { takeBackLate } from '#lib/features/reviews/lease-commands.server.ts';
import { reviewQueue } from '#lib/features/reviews/queue-queries.server.ts';
import { declineCase } from '#lib/features/reviews/review-commands.server.ts';
import { openWorkspace } from '#lib/features/reviews/workspace-queries.server.ts';
import { aCase, aFacility, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { anAssignment, aReviewer, auditTypes, holdersOf, storedCase } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('who gets a case on %s', (engine) => {
	let app: TestApp;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
	});
	afterEach(() => app.close());

	async function aPatient(): Promise<string> {
		const { patients } = app.db.read.tables;
		const id = app.ids();
		await app.db.transaction((write) => write.insert(patients).values({ id, issuer: 'F', mrn: id }));
		return id;
	}

	it('is nobody who read the same examination, also not its preliminary or another version', async () => {
		const facility = await aFacility(app);
		const author = await aReviewer(app);
		const same = { facilityId: facility.id, accession: 'A-SAME' };
		const preliminary = { ...same, readerId: author.radiologistId ?? '', kind: 'preliminary' };
		await aRead(app, preliminary);
		const read = await aRead(app, same);
		const drawn = await aCase(app, { readId: read.id });
		expect(await assignDrawnCases(app)).toMatchObject({
			assigned: 0,
			left: [{ caseId: drawn.id, reason: 'only-authors' }]
		});
		const other = await aReviewer(app);
		await assignDrawnCases(app);
		expect(await holdersOf(app, drawn.id)).toEqual([other.id]);
	});

	it('may be somebody who read an examination of another facility under the same number', async () => {
		const author = await aReviewer(app);
		await aRead(app, { accession: 'A-SAME', readerId: author.radiologistId ?? '' });
		const read = await aRead(app, { accession: 'A-SAME' });
		const drawn = await aCase(app, { readId: read.id });
		await assignDrawnCases(app);
		expect(await holdersOf(app, drawn.id)).toEqual([author.id]);
	});

	it('is nobody who had a case of the same read before, in whatever mode', async () => {
		const reviewer = await aReviewer(app);
		const read = await aRead(app);
		const random = await aCase(app, { readId: read.id });
		await assignDrawnCases(app);
		expect(await holdersOf(app, random.id)).toEqual([reviewer.id]);
		const complaint = await aCase(app, { readId: read.id, detectionMode: 'complaint' });
		expect(await assignDrawnCases(app)).toMatchObject({ left: [{ caseId: complaint.id }] });
	});

	it('is told how many cases each reviewer holds, not how many each had', async () => {
		const [busy, idle] = [await aReviewer(app), await aReviewer(app)];
		const { assignments } = app.db.read.tables;
		const had: string[] = [];
		for (let nth = 0; nth < 3; nth++) {
			const { id: caseId } = await aCase(app);
			had.push(await anAssignment(app, { caseId, reviewerId: busy.id }));
		}
		await app.db.transaction((write) =>
			write
				.update(assignments)
				.set({ status: 'scored' })
				.where(eq(assignments.id, had[0] ?? ''))
		);
		const loads = (await reviewers(app.db.read, app.clock.now())).map(
			({ userId, load }): [string, number] => [userId, load]
		);
		expect(new Map(loads)).toEqual(
			new Map([
				[busy.id, 2],
				[idle.id, 0]
			])
		);
	});

	it('waits while everybody has the patient’s case from another mode, and no longer', async () => {
		const reviewer = await aReviewer(app);
		const patientId = await aPatient();
		const open = await aCase(app, { readId: (await aRead(app, { patientId })).id, state: 'assigned' });
		const assignmentId = await anAssignment(app, { caseId: open.id, reviewerId: reviewer.id });
		const asked = await aCase(app, {
			readId: (await aRead(app, { patientId })).id,
			detectionMode: 'second-opinion'
		});
		const drawn = await aCase(app, { readId: (await aRead(app, { patientId })).id });
		expect(await assignDrawnCases(app)).toMatchObject({
			left: [{ caseId: asked.id, reason: 'same-patient-open' }]
		});
		// Another draw of the same patient tells nothing of the first.
		expect(await holdersOf(app, drawn.id)).toEqual([reviewer.id]);
		for (const id of [assignmentId, await openAssignment(drawn.id)]) {
			await declineCase({ app, actor: reviewer }, { id, reason: 'recognised' });
		}
		expect(await holdersOf(app, asked.id)).toEqual([reviewer.id]);
	});

	it('gives a share of cases silently to a second reviewer', async () => {
		await publishReview({ secondReviewerShare: 1 });
		for (let i = 0; i < 2; i++) await aReviewer(app);
		const drawn = await aCase(app);
		await assignDrawnCases(app);
		expect(await holdersOf(app, drawn.id)).toHaveLength(2);
	});

	it.each(['declined', 'expired'])('takes a known case out of circulation when it is %s', async (how) => {
		const reviewers = [await aReviewer(app), await aReviewer(app)];
		const [first] = reviewers;
		if (!first) throw new Error('no reviewer');
		const given = [];
		for (const detectionMode of ['random', 'calibration'] as const) {
			const { id } = await aCase(app, { detectionMode, state: 'assigned' });
			given.push({ id, assignmentId: await anAssignment(app, { caseId: id, reviewerId: first.id }) });
		}
		const seen = [];
		if (how === 'expired') app.clock.advance(80 * HOUR_MS);
		for (const { assignmentId: id } of given) {
			if (how === 'declined') {
				const input = { id, reason: 'recognised' } as const;
				seen.push([await declineCase({ app, actor: first }, input)]);
			} else await takeBackLate(app);
			seen.push([await reviewQueue(app.db.read, first.id), await openWorkspace({ app, actor: first }, id)]);
		}
		const [random, known] = given;
		expect(await holdersOf(app, random?.id ?? '')).toEqual([reviewers[1]?.id]);
		expect(await holdersOf(app, known?.id ?? '')).toEqual([]);
		expect(await storedCase(app, known?.id ?? '')).toMatchObject({ state: 'withdrawn' });
		expect(await auditTypes(app, known?.id ?? '')).toEqual([
			how === 'declined' ? 'case.declined' : 'case.lease-expired',
			'case.withdrawn'
		]);
		// Whoever gave both back sees the same of either.
		expect(
			seen
				.slice(seen.length / 2)
				.at(-1)
				?.at(-1)
		).toEqual(
			seen
				.slice(0, seen.length / 2)
				.at(-1)
				?.at(-1)
		);
		expect(await countWaiting(app.db.read)).toBe(0);
	});

	async function publishReview(given: Partial<ReviewPolicy>): Promise<void> {
		const director = await getActor(app, (await aUser(app, 'director')).id);
		const body = { ...defaultReviewPolicy, secondReviewerShare: 0, ...given };
		getValue(await publishPolicy(app, director, { kind: 'review', body, basedOn: 1 }));
	}

	async function openAssignment(caseId: string): Promise<string> {
		const { assignments } = app.db.read.tables;
		const [row] = await app.db.read
			.select({ id: assignments.id })
			.from(assignments)
			.where(and(eq(assignments.caseId, caseId), eq(assignments.status, 'open')));
		return row?.id ?? '';
	}
});
