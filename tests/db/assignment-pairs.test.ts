import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, HOUR_MS } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { defaultReviewPolicy, type ReviewPolicy } from '#lib/core/review-policy.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { assignDrawnCases } from '#lib/features/assignments/commands.server.ts';
import { handoversOf } from '#lib/features/assignments/handovers.server.ts';
import { declineCase } from '#lib/features/reviews/review-commands.server.ts';
import { aCase, aFacility, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { anAssignment, aReviewer, holdersOf } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, testStart, type TestApp } from '../support/test-app.ts';

const plain: { hours?: number; status?: string; facility?: string } = {};
/** Midnight after so many days of the test's time. */
const dayAfter = (days: number): number => Math.ceil((testStart + days * DAY_MS) / DAY_MS) * DAY_MS;

describe.each(engines)('the rules of pairs on %s', (engine) => {
	let app: TestApp;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
	});
	afterEach(() => app.close());

	/** A case of a reader that a reviewer scored, gave back or holds. */
	async function had(reviewer: Actor, readerId: string, given: { status: string; daysAgo: number }) {
		const read = await aRead(app, { readerId });
		const at = app.clock.now() - given.daysAgo * DAY_MS;
		const { id } = await aCase(app, {
			readId: read.id,
			state: given.status === 'open' ? 'assigned' : 'final'
		});
		const assignmentId = await anAssignment(app, { caseId: id, reviewerId: reviewer.id });
		const { assignments } = app.db.read.tables;
		await app.db.transaction((write) =>
			write
				.update(assignments)
				.set({
					status: given.status,
					assignedAt: at - 20 * DAY_MS,
					endedAt: given.status === 'open' ? null : at
				})
				.where(eq(assignments.id, assignmentId))
		);
	}

	it.each([
		{ status: 'open', daysAgo: 0, days: 0, left: { reason: 'reciprocal-pair', freeAt: null } },
		{ status: 'scored', daysAgo: 89, days: 90, left: { reason: 'reciprocal-pair', freeAt: dayAfter(1) } },
		{ status: 'scored', daysAgo: 89, days: 0, left: null },
		{ status: 'scored', daysAgo: 90, days: 90, left: null },
		{
			status: 'scored',
			daysAgo: 120,
			days: 180,
			left: { reason: 'reciprocal-pair', freeAt: dayAfter(60) }
		},
		{ status: 'declined', daysAgo: 1, days: 90, left: null },
		{ status: 'expired', daysAgo: 1, days: 90, left: null },
		{ status: 'withdrawn', daysAgo: 1, days: 90, left: null }
	])('$status $daysAgo days ago of $days', async ({ status, daysAgo, days, left }) => {
		await publishReview({ reciprocityDays: days });
		const [one, other] = [await aReviewer(app), await aReviewer(app)];
		// The one had a read of the other: who then is no reviewer of theirs.
		await had(one, other.radiologistId ?? '', { status, daysAgo });
		const own = await aCase(app, { readId: (await aRead(app, { readerId: one.radiologistId ?? '' })).id });
		const outcome = await assignDrawnCases(app);
		expect(outcome.left).toEqual(left ? [{ caseId: own.id, ...left }] : []);
		expect(await holdersOf(app, own.id)).toEqual(left ? [] : [other.id]);
	});

	it('bind the silent second reviewer and whoever comes after one who gave a case back', async () => {
		await publishReview({ secondReviewerShare: 1 });
		const [reader, barred, free, late] = [
			await aReviewer(app),
			await aReviewer(app),
			await aReviewer(app),
			await aReviewer(app)
		];
		await had(reader, barred.radiologistId ?? '', { status: 'scored', daysAgo: 3 });
		await away(late);
		const drawn = await aCase(app, {
			readId: (await aRead(app, { readerId: reader.radiologistId ?? '' })).id
		});
		await assignDrawnCases(app);
		expect(await holdersOf(app, drawn.id)).toEqual([free.id]);
		await declineCase({ app, actor: free }, { id: await openAssignment(drawn.id), reason: 'recognised' });
		expect(await holdersOf(app, drawn.id)).toEqual([]);
		await away(late, null);
		await assignDrawnCases(app);
		expect(await holdersOf(app, drawn.id)).toEqual([late.id]);
	});

	it('keep a case from whoever took over from its reader that day at that facility', async () => {
		const facility = await aFacility(app);
		const [reader, next] = [await aReviewer(app), await aReviewer(app)];
		const noon = Date.UTC(2026, 10, 10, 18);
		const at = (actor: Actor, hours: number, given: Parameters<typeof aRead>[1] = {}) =>
			aRead(app, {
				facilityId: facility.id,
				readerId: actor.radiologistId ?? '',
				finalAt: noon + hours * HOUR_MS,
				...given
			});
		const read = await at(reader, 0);
		await at(next, 3.5);
		const drawn = await aCase(app, { readId: read.id });
		expect((await assignDrawnCases(app)).left).toEqual([{ caseId: drawn.id, reason: 'handover-partner' }]);
		const other = await aReviewer(app);
		await assignDrawnCases(app);
		expect(await holdersOf(app, drawn.id)).toEqual([other.id]);
	});

	it.each([
		{ name: 'another facility', given: { facility: 'other' }, policy: {} },
		{
			name: 'the next day on the facility’s own calendar',
			given: { hours: 13 },
			policy: { handoverMinutes: 1440 }
		},
		{ name: 'a longer gap', given: { hours: 3.5 }, policy: { handoverMinutes: 120 } },
		{ name: 'the rule off', given: {}, policy: { handoverMinutes: 0 } },
		{ name: 'a read that was cancelled', given: { status: 'cancelled' }, policy: {} }
	])('find no handover: $name', async ({ given, policy }) => {
		await publishReview(policy);
		const facility = await aFacility(app);
		const [reader, next] = [await aReviewer(app), await aReviewer(app)];
		const { hours = 0.5, status = 'current', facility: where } = { ...plain, ...given };
		const noon = Date.UTC(2026, 10, 10, 18);
		const read = await aRead(app, {
			facilityId: facility.id,
			readerId: reader.radiologistId ?? '',
			finalAt: noon
		});
		await aRead(app, {
			facilityId: where === 'other' ? (await aFacility(app)).id : facility.id,
			readerId: next.radiologistId ?? '',
			finalAt: noon + hours * HOUR_MS,
			status
		});
		const drawn = await aCase(app, { readId: read.id });
		expect((await assignDrawnCases(app)).left).toEqual([]);
		expect(await holdersOf(app, drawn.id)).toEqual([next.id]);
	});

	it('see a handover on the facility’s own day, also where cases of other days and facilities wait', async () => {
		const [reader, next] = [await aReviewer(app), await aReviewer(app)];
		const [here, there] = [await aFacility(app), await aFacility(app)];
		const noon = Date.UTC(2026, 10, 10, 18);
		const sign = async (actor: Actor, facilityId: string, hours: number) => {
			const signed = { readerId: actor.radiologistId ?? '', facilityId, finalAt: noon + hours * HOUR_MS };
			const { finalAt: signedAt, ...read } = signed;
			await aRead(app, signed);
			return { ...read, signedAt };
		};
		const asked = [
			await sign(reader, here.id, 0),
			await sign(reader, here.id, 47),
			await sign(reader, there.id, 0),
			{ readerId: reader.radiologistId ?? '', facilityId: here.id, signedAt: null }
		];
		// The next day in UTC, the same in Chicago.
		await sign(next, here.id, 8);
		// Within a day of the second one, and on the day after.
		asked.push(await sign(next, here.id, 61));
		expect(await handoversOf(app.db.read, asked, 1440)).toEqual([[next.radiologistId], [], [], [], []]);
	});

	it('leave known cases aside: those judge nobody', async () => {
		const [one, other] = [await aReviewer(app), await aReviewer(app)];
		const known = await aCase(app, {
			readId: (await aRead(app, { readerId: other.radiologistId ?? '' })).id,
			detectionMode: 'calibration',
			state: 'assigned'
		});
		await anAssignment(app, { caseId: known.id, reviewerId: one.id });
		const own = await aCase(app, { readId: (await aRead(app, { readerId: one.radiologistId ?? '' })).id });
		await assignDrawnCases(app);
		expect(await holdersOf(app, own.id)).toEqual([other.id]);
	});

	it('cost nobody of three the last reviewer for the sake of a second look', async () => {
		await publishReview({ secondReviewerShare: 1 });
		const [reader] = [await aReviewer(app), await aReviewer(app), await aReviewer(app)];
		const own = await aCase(app, { readId: (await aRead(app, { readerId: reader.radiologistId ?? '' })).id });
		await assignDrawnCases(app);
		expect(await holdersOf(app, own.id)).toHaveLength(1);
	});

	it('hold where another run chooses at the same time', async () => {
		const [one, other] = [await aReviewer(app), await aReviewer(app)];
		const readOf = async ({ radiologistId }: Actor) =>
			(await aRead(app, { readerId: radiologistId ?? '' })).id;
		const theirs = await aCase(app, { readId: await readOf(other), state: 'assigned' });
		const own = await aCase(app, { readId: await readOf(one) });
		const { assignments } = app.db.read.tables;
		const chosen = Promise.withResolvers<undefined>();
		const finish = Promise.withResolvers<undefined>();
		// The other run has chosen and is not done.
		const another = app.db.transaction(async (write) => {
			const lock = write.dialect.lockAssignment();
			if (lock) await write.run(lock);
			const now = app.clock.now();
			const row = { id: app.ids(), caseId: theirs.id, reviewerId: one.id, ordinal: 1, status: 'open' };
			await write.insert(assignments).values({ ...row, assignedAt: now, leaseUntil: now + DAY_MS });
			chosen.resolve(undefined);
			await finish.promise;
		});
		await chosen.promise;
		let isDone = false;
		const run = assignDrawnCases(app).finally(() => (isDone = true));
		// Time enough for a run that waits for nobody.
		for (let i = 0; i < 500 && !isDone; i++) {
			await app.db.read.select({ id: assignments.id }).from(assignments);
		}
		finish.resolve(undefined);
		await another;
		expect((await run).left).toEqual([{ caseId: own.id, reason: 'reciprocal-pair', freeAt: null }]);
	});

	async function away(actor: Actor, from: number | null = 0): Promise<void> {
		const { users } = app.db.read.tables;
		await app.db.transaction((write) =>
			write.update(users).set({ awayFrom: from, awayTo: null }).where(eq(users.id, actor.id))
		);
	}

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
