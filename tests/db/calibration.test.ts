import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, HOUR_MS, toUtcDay } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { assignDrawnCases } from '#lib/features/assignments/commands.server.ts';
import { decidedCases, findCandidates } from '#lib/features/calibration/candidate-queries.server.ts';
import { addItem, retireItem } from '#lib/features/calibration/item-commands.server.ts';
import { calibrationView, ownCalibration } from '#lib/features/calibration/result-queries.server.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { peerReviewSummary } from '#lib/features/reports/peer-review-summary.server.ts';
import { reviewerMonth, reviewQueue } from '#lib/features/reviews/queue-queries.server.ts';
import { openWorkspace } from '#lib/features/reviews/workspace-queries.server.ts';
import { openCase } from '#lib/features/reviews/draft-commands.server.ts';
import { aCase, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { anAssignment, aReviewer, auditTypes, reviewAtL3 } from '../support/reviewing.ts';
import { seedKnown } from '../support/known-cases.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const keysOf = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && !Array.isArray(value)
		? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, keysOf(inner)]))
		: value === null
			? 'null'
			: typeof value;

describe.each(engines)('calibration on %s', (engine) => {
	let app: TestApp;
	let director: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		director = await getActor(app, (await aUser(app, 'director')).id);
		const { body, version } = await currentPolicy(app.db.read, 'review');
		getValue(
			await publishPolicy(app, director, {
				kind: 'review',
				body: { ...body, calibrationShare: 0.2 },
				basedOn: version
			})
		);
	});
	afterEach(() => app.close());

	const withImages = (given: Parameters<typeof aRead>[1] = {}) =>
		aRead(app, { studyUid: `1.2.3.${app.ids().replace(/\D/g, '')}`, ...given });

	async function anItem(given: Parameters<typeof aRead>[1] = {}, answer: '1' | '2b' | '3b' = '2b') {
		const read = await withImages(given);
		const { id } = getValue(
			await addItem(
				{ app, actor: director },
				{ readId: read.id, basis: 'proven', answer, explanation: 'Surgery found it.' }
			)
		);
		return { id, read };
	}

	/** Gives a reviewer random cases now. */
	async function give(reviewer: Actor, n: number): Promise<string[]> {
		const ids: string[] = [];
		for (let at = 0; at < n; at++) {
			const { id } = await aCase(app, { state: 'assigned', readId: (await withImages()).id });
			ids.push(await anAssignment(app, { caseId: id, reviewerId: reviewer.id }));
		}
		return ids;
	}

	async function knownOf(reviewer: Actor) {
		const { assignments, cases } = app.db.read.tables;
		return app.db.read
			.select({ assignment: assignments, case: cases })
			.from(assignments)
			.innerJoin(cases, eq(cases.id, assignments.caseId))
			.where(and(eq(assignments.reviewerId, reviewer.id), eq(cases.detectionMode, 'calibration')));
	}

	describe('a known case', () => {
		it('is made from a proven answer, once a read, and retired once', async () => {
			const { id, read } = await anItem();
			const again = { readId: read.id, basis: 'panel', answer: '1', explanation: 'x' } as const;
			expect(await addItem({ app, actor: director }, again)).toMatchObject({ error: 'already-known' });
			expect(await retireItem({ app, actor: director }, { id })).toMatchObject({ ok: true });
			expect(await retireItem({ app, actor: director }, { id })).toMatchObject({ error: 'already-retired' });
			expect(await retireItem({ app, actor: director }, { id: 'x' })).toMatchObject({
				error: 'item-not-found'
			});
			expect(await auditTypes(app, id)).toEqual(['calibration.item-added', 'calibration.item-retired']);
		});

		it('is never a read of the director, nor one without images', async () => {
			const { id: radiologistId } = await aRadiologist(app);
			const user = await aUser(app, ['director', 'radiologist'], { radiologistId });
			const actor = await getActor(app, user.id);
			const own = await withImages({ readerId: radiologistId });
			const bare = await aRead(app);
			for (const readId of [own.id, bare.id, 'x']) {
				const input = { readId, basis: 'proven', answer: '1', explanation: 'x' } as const;
				expect(await addItem({ app, actor }, input)).toMatchObject({ error: 'read-not-found' });
			}
			expect(await findCandidates(app.db.read, actor, own.accession)).toEqual([]);
			expect(await findCandidates(app.db.read, director, own.accession)).toHaveLength(1);
		});

		it('takes the committee’s own score where that is its source, and only once the outcome stands', async () => {
			const read = await withImages();
			const member = await aUser(app, 'committee');
			const reviewer = await aReviewer(app);
			const { id: caseId } = await aCase(app, { readId: read.id, state: 'assigned' });
			const assignmentId = await anAssignment(app, { caseId, reviewerId: reviewer.id });
			getValue(await reviewAtL3(app, reviewer, assignmentId, '3b'));
			const { cases, committeeDecisions, reviews } = app.db.read.tables;
			const [review] = await app.db.read.select({ id: reviews.id }).from(reviews);
			const decide = (state: string) =>
				app.db.transaction((write) =>
					write
						.update(cases)
						.set({ state, finalScore: '3a', finalAt: app.clock.now() })
						.where(eq(cases.id, caseId))
				);
			await decide('final');
			await app.db.transaction((write) =>
				write.insert(committeeDecisions).values({
					id: app.ids(),
					caseId,
					reviewId: review?.id ?? '',
					memberId: member.id,
					question: 'score',
					outcome: 'downgrade',
					finalScore: '3a',
					attribution: 'reader',
					comment: 'x',
					decidedAt: app.clock.now()
				})
			);
			const input = { readId: read.id, basis: 'committee', answer: '3a', explanation: 'x' } as const;
			expect(await addItem({ app, actor: director }, input)).toMatchObject({
				error: 'answer-not-of-committee'
			});
			expect((await decidedCases(app.db.read, director, null)).rows).toEqual([]);
			await decide('closed');
			const { rows } = await decidedCases(app.db.read, director, null);
			expect(rows).toMatchObject([{ readId: read.id, isKnown: false, decided: { score: '3a' } }]);
			expect(await addItem({ app, actor: director }, { ...input, answer: '3b' })).toMatchObject({
				error: 'answer-not-of-committee'
			});
			expect(await addItem({ app, actor: director }, input)).toMatchObject({ ok: true });
			// Whoever decided or reviewed it knows the answer.
			for (const user of [reviewer, await getActor(app, member.id)]) {
				await app.db.transaction((write) =>
					write
						.insert(write.tables.userRoles)
						.values({ userId: user.id, role: 'reviewer' })
						.onConflictDoNothing()
				);
				await give(user, 10);
			}
			expect(await seedKnown(app)).toBe(0);
		});
	});

	describe('giving', () => {
		it('puts one among the cases of the moment, and nothing about it is its own', async () => {
			await anItem();
			const reviewer = await aReviewer(app);
			await give(reviewer, 10);
			app.clock.advance(4 * 60_000);
			expect(await seedKnown(app)).toBe(1);
			expect(await seedKnown(app)).toBe(0);
			const [known] = await knownOf(reviewer);
			const { assignments, cases } = app.db.read.tables;
			const others = await app.db.read
				.select({ assignment: assignments, case: cases })
				.from(assignments)
				.innerJoin(cases, eq(cases.id, assignments.caseId))
				.where(eq(cases.detectionMode, 'random'));
			const tells = (row: (typeof others)[number] | undefined) => [
				row?.assignment.assignedAt,
				row?.assignment.leaseUntil,
				row?.assignment.ordinal,
				row?.assignment.purpose,
				row?.assignment.status,
				row?.case.dueAt,
				row?.case.createdAt,
				row?.case.blindingLevel,
				row?.case.state
			];
			expect(others.map(tells)).toContainEqual(tells(known));
			// Ids say nothing of when they were made, of any case.
			for (const row of [known, ...others])
				for (const id of [row?.assignment.id, row?.case.id]) expect(id).toMatch(/^.{8}-.{4}-4/);
			const queue = await reviewQueue(app.db.read, reviewer.id);
			expect(queue).toHaveLength(11);
			expect(new Set(queue.map((item) => JSON.stringify(keysOf(item)))).size).toBe(1);
		});

		it.each([
			{ before: 0, n: 5, known: 1 },
			{ before: 5, n: 3, known: 1 },
			{ before: 5, n: 2, known: 0 }
		])('comes in the transaction that gives $n others: $known of it', async ({ before, n, known }) => {
			await anItem();
			const { body, version } = await currentPolicy(app.db.read, 'review');
			const all = { ...body, secondReviewerShare: 0 };
			getValue(await publishPolicy(app, director, { kind: 'review', body: all, basedOn: version }));
			const reviewer = await aReviewer(app);
			await give(reviewer, before);
			await app.db.transaction((write) => write.update(write.tables.assignments).set({ status: 'scored' }));
			for (let at = 0; at < n; at++) await aCase(app, { readId: (await withImages()).id });
			const sizes = new Set<number>();
			const transaction = app.db.transaction.bind(app.db);
			const watched = {
				...app,
				db: {
					...app.db,
					transaction: async <T>(work: Parameters<typeof transaction<T>>[0]): Promise<T> => {
						const outcome = await transaction(work);
						sizes.add((await reviewQueue(app.db.read, reviewer.id)).length);
						return outcome;
					}
				}
			};
			expect((await assignDrawnCases(watched)).assigned).toBe(n);
			// Whoever loads the queue again and again sees all of them at once.
			expect([...sizes]).toEqual([n + known]);
			expect(await knownOf(reviewer)).toHaveLength(known);
		});

		it('shows the same at every step of the review, key by key', async () => {
			await anItem();
			const reviewer = await aReviewer(app);
			const [random = ''] = await give(reviewer, 10);
			await seedKnown(app);
			const [known] = await knownOf(reviewer);
			const shapes: unknown[] = [];
			for (const id of [random, known?.assignment.id ?? '']) {
				const before = getValue(await openWorkspace({ app, actor: reviewer }, id));
				await openCase({ app, actor: reviewer }, { id });
				const opened = getValue(await openWorkspace({ app, actor: reviewer }, id));
				const submitted = await reviewAtL3(app, reviewer, id, '3b');
				const after = await openWorkspace({ app, actor: reviewer }, id);
				shapes.push([keysOf(before), keysOf(opened), keysOf(submitted), after]);
			}
			expect(shapes[1]).toEqual(shapes[0]);
		});

		it('comes to nobody who wrote it, lists known cases, is full, away, not competent or got nothing now', async () => {
			const { read } = await anItem({ modality: 'CT' });
			const author = await getActor(
				app,
				(await aUser(app, ['radiologist', 'reviewer'], { radiologistId: read.readerId })).id
			);
			const lister = await getActor(app, (await aUser(app, ['director', 'reviewer'])).id);
			const full = await getActor(app, (await aUser(app, 'reviewer', { reviewCapacity: 10 })).id);
			const away = await getActor(
				app,
				(await aUser(app, 'reviewer', { awayFrom: app.clock.now() - DAY_MS, awayTo: null })).id
			);
			const other = await aRadiologist(app, { reviewModalities: 'MR' });
			const incompetent = await getActor(app, (await aUser(app, 'reviewer', { radiologistId: other.id })).id);
			const late = await aReviewer(app);
			await give(late, 10);
			app.clock.advance(HOUR_MS);
			for (const one of [author, lister, full, away, incompetent]) await give(one, 10);
			expect(await seedKnown(app)).toBe(0);
			await give(late, 3);
			expect(await seedKnown(app)).toBe(1);
			expect(await knownOf(late)).toHaveLength(1);
		});

		it('comes once to a reviewer, and not at all when it is retired', async () => {
			const { id } = await anItem();
			const reviewer = await aReviewer(app);
			await give(reviewer, 10);
			await seedKnown(app);
			const [known] = await knownOf(reviewer);
			getValue(await reviewAtL3(app, reviewer, known?.assignment.id ?? '', '1'));
			await give(reviewer, 40);
			expect(await seedKnown(app)).toBe(0);
			await retireItem({ app, actor: director }, { id });
			const second = await aReviewer(app);
			await give(second, 10);
			expect(await seedKnown(app)).toBe(0);
		});

		it('never lies beside another case of the same patient', async () => {
			const { patients } = app.db.read.tables;
			const patientId = app.ids();
			await app.db.transaction((write) =>
				write.insert(patients).values({ id: patientId, mrn: 'M1', issuer: 'X' })
			);
			await anItem({ patientId });
			const reviewer = await aReviewer(app);
			await give(reviewer, 10);
			const { id } = await aCase(app, {
				state: 'assigned',
				readId: (await withImages({ patientId })).id
			});
			await anAssignment(app, { caseId: id, reviewerId: reviewer.id });
			expect(await seedKnown(app)).toBe(0);
		});

		it('follows the policy’s share over time, and stops at none', async () => {
			for (let at = 0; at < 12; at++) await anItem();
			const reviewer = await getActor(app, (await aReviewer(app)).id);
			await app.db.transaction((write) =>
				write
					.update(write.tables.users)
					.set({ reviewCapacity: 500 })
					.where(eq(write.tables.users.id, reviewer.id))
			);
			const { assignments } = app.db.read.tables;
			for (let at = 0; at < 40; at++) {
				await give(reviewer, 1);
				await seedKnown(app);
				app.clock.advance(HOUR_MS);
				await app.db.transaction((write) => write.update(assignments).set({ status: 'scored' }));
			}
			// 20 % of all: 10 of 50, give or take the turn of one.
			expect((await knownOf(reviewer)).length).toBeGreaterThanOrEqual(9);
			expect((await knownOf(reviewer)).length).toBeLessThanOrEqual(11);
			const { body, version } = await currentPolicy(app.db.read, 'review');
			await publishPolicy(app, director, {
				kind: 'review',
				body: { ...body, calibrationShare: 0 },
				basedOn: version
			});
			await give(reviewer, 20);
			expect(await seedKnown(app)).toBe(0);
		});
	});

	describe('an answer', () => {
		it('counts for the month and for calibration, and for nothing else', async () => {
			await anItem({}, '1');
			const reviewer = await aReviewer(app);
			await give(reviewer, 10);
			await seedKnown(app);
			const figures = async () => {
				const view = await qualityView(app, parseQualityFilter(new URLSearchParams()));
				const report = getValue(
					await peerReviewSummary(app, director, {
						from: toUtcDay(app.clock.now() - 60 * DAY_MS),
						through: toUtcDay(app.clock.now())
					})
				);
				return { view, report };
			};
			const before = await figures();
			const [known] = await knownOf(reviewer);
			getValue(await reviewAtL3(app, reviewer, known?.assignment.id ?? '', '3b'));
			expect(await figures()).toEqual(before);
			const { corrections, siteNotes, notices } = app.db.read.tables;
			for (const table of [corrections, siteNotes, notices]) {
				expect(await app.db.read.select().from(table)).toEqual([]);
			}
			expect((await reviewerMonth(app.db.read, reviewer.id, app.clock.now())).done).toBe(1);
			const view = await calibrationView(app.db.read);
			expect(view.items[0]).toMatchObject({ number: 1, answer: '1', counts: { '3b': 1 } });
			expect(view.group).toMatchObject({ n: 1, exact: { x: 0 }, above: { x: 1 }, below: { x: 0 } });
			// One reviewer's figures need the policy's minimum.
			expect(view.reviewers).toMatchObject([{ n: 1, agreement: null }]);
			expect(JSON.stringify(view)).not.toContain(reviewer.id);
			expect(JSON.stringify(view)).not.toContain(reviewer.name);
		});

		it('is told to its reviewer only in sums of five or more, and only after the quarter', async () => {
			const reviewer = await aReviewer(app);
			const answer = async () => {
				const { read, id: calibrationItemId } = await anItem({}, '1');
				const { id: caseId } = await aCase(app, {
					readId: read.id,
					state: 'assigned',
					detectionMode: 'calibration',
					calibrationItemId
				});
				const assignmentId = await anAssignment(app, { caseId, reviewerId: reviewer.id });
				getValue(await reviewAtL3(app, reviewer, assignmentId, '1'));
			};
			const nextQuarter = Date.UTC(2027, 0, 16);
			for (let at = 0; at < 4; at++) await answer();
			expect(await ownCalibration(app.db.read, reviewer.id, nextQuarter)).toBeNull();
			await answer();
			expect(await ownCalibration(app.db.read, reviewer.id, app.clock.now())).toBeNull();
			expect(await ownCalibration(app.db.read, reviewer.id, Date.UTC(2027, 0, 10))).toBeNull();
			expect(await ownCalibration(app.db.read, reviewer.id, nextQuarter)).toEqual({
				n: 5,
				exact: 5,
				withinOne: 5,
				above: 0,
				below: 0,
				before: '2027-01-01'
			});
			expect(await ownCalibration(app.db.read, director.id, nextQuarter)).toBeNull();
		});
	});
});
