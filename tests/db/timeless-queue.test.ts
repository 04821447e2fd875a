import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, HOUR_MS, startOfUtcDay, toUtcDay } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { defaultReviewPolicy } from '#lib/core/review-policy.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { assignDrawnCases } from '#lib/features/assignments/commands.server.ts';
import { feedbackCase } from '#lib/features/feedback/outcome-queries.server.ts';
import { feedbackList } from '#lib/features/feedback/queries.server.ts';
import { reviewerHome } from '#lib/features/home/own-work.server.ts';
import { acceptReferral, submitReferral } from '#lib/features/referrals/referral-commands.server.ts';
import { findNextAssignment } from '#lib/features/reviews/queries.server.ts';
import { reviewQueue } from '#lib/features/reviews/queue-queries.server.ts';
import { openWorkspace } from '#lib/features/reviews/workspace-queries.server.ts';
import { commitDraw } from '#lib/features/sampling/commit-draw.server.ts';
import { revealDraw } from '#lib/features/sampling/reveal-draw.server.ts';
import { aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { aReviewer } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

/** Between the draw and the complaint; its hours and milliseconds are not the draw's. */
const LATER_MS = 2 * DAY_MS + 5 * HOUR_MS + 4_321;

/** Every instant in some JSON that is finer than a day; `now`, `savedAt` and counts of milliseconds are the reviewer's own. */
function fineInstants(body: unknown, path = ''): string[] {
	if (typeof body === 'number') return body > 1e12 && body % DAY_MS !== 0 ? [path] : [];
	if (typeof body !== 'object' || body === null) return [];
	return Object.entries(body).flatMap(([key, value]) =>
		key === 'now' || key === 'savedAt' ? [] : fineInstants(value, `${path}.${key}`)
	);
}

/** Ids that carry an instant (RFC 9562 §5.7). */
const timedIds = (body: unknown): string[] =>
	JSON.stringify(body).match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g) ?? [];

describe.each(engines)('what the blinded are told of time on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let reviewer: Actor;
	let reader: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		coordinator = await getActor(app, (await aUser(app, ['coordinator', 'director'])).id);
		reviewer = await aReviewer(app);
		const radiologist = await aRadiologist(app);
		const user = await aUser(app, 'radiologist', { radiologistId: radiologist.id });
		reader = await getActor(app, user.id);
		const body = { ...defaultReviewPolicy, secondReviewerShare: 0, calibrationShare: 0 };
		getValue(await publishPolicy(app, coordinator, { kind: 'review', body, basedOn: 1 }));
		const rules = { defaultRate: 1, rates: {}, minimumPerReader: 1, lookBackDays: 3660, exclusions: [] };
		getValue(await publishPolicy(app, coordinator, { kind: 'sampling', body: rules, basedOn: 1 }));
	});
	afterEach(() => app.close());

	const aSignedRead = () =>
		aRead(app, {
			readerId: reader.radiologistId ?? '',
			examCompletedAt: app.clock.now() - 2 * DAY_MS,
			finalAt: app.clock.now() - 2 * DAY_MS,
			receivedAt: app.clock.now() - DAY_MS
		});
	async function draw(): Promise<void> {
		const now = app.clock.now();
		const period = { from: toUtcDay(now - 5 * DAY_MS), through: toUtcDay(now - DAY_MS) };
		const { id } = getValue(await commitDraw(app, coordinator, { label: 'Draw', ...period }));
		expect(getValue(await revealDraw(app, coordinator, id)).assignment.assigned).toBe(2);
	}
	async function complain(): Promise<void> {
		const read = await aSignedRead();
		const asked = {
			mode: 'complaint',
			source: 'clinician',
			grade: null,
			words: 'A bleed was missed.'
		} as const;
		const { id } = getValue(await submitReferral({ app, actor: coordinator }, { readId: read.id, ...asked }));
		getValue(await acceptReferral({ app, actor: coordinator }, { id }));
	}
	const queue = () => reviewQueue(app.db.read, reviewer.id);

	it('lets no complaint be told from the cases of the lottery', async () => {
		await aSignedRead();
		await aSignedRead();
		await draw();
		app.clock.advance(LATER_MS);
		await complain();
		// It does not come at the moment somebody accepted it.
		expect(await queue()).toHaveLength(2);
		app.clock.advance(HOUR_MS);
		await assignDrawnCases(app);

		const items = await queue();
		expect(items).toHaveLength(3);
		expect(new Set(items.map(({ dueOn }) => dueOn)).size).toBe(1);
		expect(new Set(items.map((item) => Object.keys(item).sort().join())).size).toBe(1);
		const home = await reviewerHome(app.db.read, reviewer, app.clock.now());
		const pages = await Promise.all(
			items.map(async ({ assignmentId }) =>
				getValue(await openWorkspace({ app, actor: reviewer }, assignmentId))
			)
		);
		for (const told of [items, home, pages, await findNextAssignment(app.db.read, reviewer.id)]) {
			expect(fineInstants(told)).toEqual([]);
			expect(timedIds(told)).toEqual([]);
		}
	});

	it('gives a complaint its own time where no draw is near', async () => {
		await complain();
		await assignDrawnCases(app);
		const now = app.clock.now();
		expect((await queue())[0]?.dueOn).toBe(startOfUtcDay(now + defaultReviewPolicy.dueDays * DAY_MS));
	});

	it('orders the cases of a day without their times', async () => {
		for (let n = 0; n < 8; n += 1) await aSignedRead();
		const now = app.clock.now();
		const period = { from: toUtcDay(now - 5 * DAY_MS), through: toUtcDay(now - DAY_MS) };
		const { id } = getValue(await commitDraw(app, coordinator, { label: 'Draw', ...period }));
		getValue(await revealDraw(app, coordinator, id));
		const { assignments, cases } = app.db.read.tables;
		const before = (await queue()).map(({ assignmentId }) => assignmentId);
		// Whatever the hour and the instant of assignment: the order of a day stays.
		await app.db.transaction(async (write) => {
			for (const [at, assignmentId] of before.entries()) {
				const own = eq(assignments.id, assignmentId);
				const [row] = await write.select({ caseId: assignments.caseId }).from(assignments).where(own);
				const day = startOfUtcDay(now + 14 * DAY_MS);
				await write
					.update(assignments)
					.set({ assignedAt: now - at })
					.where(own);
				await write
					.update(cases)
					.set({ dueAt: day + (8 - at) * HOUR_MS })
					.where(and(eq(cases.id, row?.caseId ?? '')));
			}
		});
		expect((await queue()).map(({ assignmentId }) => assignmentId)).toEqual(before);
	});

	it('sends a reader no instant and no id that carries one', async () => {
		await complain();
		const { cases } = app.db.read.tables;
		const now = app.clock.now();
		await app.db.transaction((write) =>
			write.update(cases).set({ state: 'final', finalScore: '3b', finalAt: now, releasedAt: now })
		);
		const list = await feedbackList(app.db.read, reader, now);
		expect(list.items).toHaveLength(1);
		const one = getValue(await feedbackCase({ app, actor: reader }, list.items[0]?.caseId ?? ''));
		for (const told of [list, one]) {
			expect(fineInstants(told)).toEqual([]);
			expect(timedIds(told)).toEqual([]);
			expect(JSON.stringify(told)).not.toContain('dueAt');
		}
	});
});
