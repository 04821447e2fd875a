import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, MINUTE_MS, toUtcDay } from '#lib/core/instant.ts';
import { reportFaults } from '#lib/core/reports/faults.ts';
import { tablesOf } from '#lib/core/reports/model.ts';
import { getValue } from '#lib/core/result.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import { exportReport } from '#lib/features/reports/export-commands.server.ts';
import { exportRegister } from '#lib/features/reports/export-queries.server.ts';
import { wholeRegister } from '#lib/features/reports/register/filter.ts';
import { takeExport } from '#lib/features/reports/register/take.server.ts';
import { peerReviewSummary } from '#lib/features/reports/peer-review-summary.server.ts';
import { aFacility, aRadiologist, aUser } from '../support/builders.ts';
import { aSetUpGroup, manyReviews } from '../support/many-reviews.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

/** Two radiologists with 40 released reviews each, 8 of them 2a; a director who is one of them has 10 more 2a that are not released. */
async function aReadingDirector(app: TestApp) {
	await aSetUpGroup(app);
	const facility = await aFacility(app);
	const [own, other] = [await aRadiologist(app), await aRadiologist(app)];
	const given = { facilityId: facility.id, reviewerIds: [], everyDays: 1 };
	for (const { id } of [own, other]) {
		await manyReviews(app, {
			...given,
			readerId: id,
			count: 40,
			fromDaysAgo: 100,
			isEvent: (nth) => nth % 5 === 0
		});
	}
	const untold = { ...given, readerId: own.id, count: 10, fromDaysAgo: 50, state: 'final' };
	await manyReviews(app, { ...untold, isEvent: () => true });
	const account = await aUser(app, ['director', 'radiologist'], { radiologistId: own.id });
	return {
		reader: await getActor(app, account.id),
		director: await getActor(app, (await aUser(app, 'director')).id)
	};
}

const request = (app: TestApp) => ({
	from: toUtcDay(app.clock.now() - 200 * DAY_MS),
	through: toUtcDay(app.clock.now())
});

async function report(app: TestApp, actor: Actor) {
	const made = getValue(await peerReviewSummary(app, actor, request(app)));
	expect(reportFaults(made)).toEqual([]);
	const { head } = made;
	const [byPhysician] = tablesOf(made);
	const keys = byPhysician?.columns.map(({ key }) => key) ?? [];
	const of = (row: readonly unknown[], key: string) => row[keys.indexOf(key)];
	const whole = byPhysician?.rows.flatMap(({ kind, cells }) => (kind === 'subtotal' ? [cells] : [])) ?? [];
	return {
		head,
		counts: whole.map((row) => [of(row, 'sampled'), of(row, 'reviewed'), of(row, 'score_2a')]).sort()
	};
}

const release = (app: TestApp) =>
	app.db.transaction((write) => {
		const { cases } = write.tables;
		return write.update(cases).set({ state: 'closed' }).where(eq(cases.state, 'final'));
	});

describe.each(engines)('the peer-review summary on %s', (engine) => {
	it('leaves out for a director who reads what they are not told yet, as the quality page does, and says so', async () => {
		await using app = await testApp({ engine });
		const { reader, director } = await aReadingDirector(app);
		const all = [
			[40, 40, 8],
			[50, 50, 18]
		];
		expect(await report(app, director)).toMatchObject({ head: { n: 90 }, counts: all });
		expect((await report(app, director)).head).not.toHaveProperty('leftOut');
		const told = await report(app, reader);
		expect(told).toMatchObject({
			head: { n: 80, leftOut: expect.stringMatching('not released') as string },
			counts: [
				[40, 40, 8],
				[50, 40, 8]
			]
		});
		const page = await qualityView(app, parseQualityFilter(new URLSearchParams()), { viewer: reader });
		expect(page.rates.any).toMatchObject({ x: 16, n: told.head.n });
		await release(app);
		expect(await report(app, reader)).toMatchObject({ head: { n: 90 }, counts: all });
	});

	it('made by others is no way to them either, until they are told', async () => {
		await using app = await testApp({ engine });
		const { reader, director } = await aReadingDirector(app);
		const asked = {
			...request(app),
			kind: 'peer-review-summary',
			format: 'csv',
			purpose: 'Survey',
			recipient: 'ACR'
		} as const;
		const theirs = getValue(await exportReport(app, director, asked));
		app.clock.advance(MINUTE_MS);
		const own = getValue(await exportReport(app, reader, asked));
		const register = async (actor: Actor) =>
			(await exportRegister(app, actor, { before: null, filter: wholeRegister })).rows.map(
				({ id, n, sha256 }) => [id, n, sha256]
			);
		const whole = [
			[own.id, 80, own.sha256],
			[theirs.id, 90, theirs.sha256]
		];
		expect(await register(director)).toEqual(whole);
		expect(await register(reader)).toEqual([whole[0], [theirs.id, null, null]]);
		expect(await takeExport(app, reader, theirs.id)).toEqual({ ok: false, error: 'export-not-found' });
		expect(await takeExport(app, reader, own.id)).toMatchObject({ ok: true, value: { copy: 1 } });
		expect(await takeExport(app, director, theirs.id)).toMatchObject({ ok: true, value: { copy: 1 } });
		await release(app);
		expect(await register(reader)).toEqual(whole);
		expect(await takeExport(app, reader, theirs.id)).toMatchObject({ ok: true, value: { copy: 2 } });
	});
});
