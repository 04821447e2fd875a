import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '#lib/core/instant.ts';
import type { Role } from '#lib/core/permissions.ts';
import { getValue } from '#lib/core/result.ts';
import { caseList, unblindCases } from '#lib/features/quality/cases/case-list.server.ts';
import { casesHref } from '#lib/features/quality/cases/list.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { ownView, radiologistView } from '#lib/features/quality/radiologist/radiologist-view.server.ts';
import { aFacility, aRadiologist, aUser, publishInitialPolicies } from '../support/builders.ts';
import { manyReviews } from '../support/many-reviews.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

/** Six radiologists with 120 reviews each; the first has more discrepancies, and twenty outcomes that are not released. */
async function aGroup(app: TestApp) {
	await publishInitialPolicies(app);
	const facility = await aFacility(app);
	const readers = await Promise.all(Array.from({ length: 6 }, () => aRadiologist(app)));
	const reviewers = await Promise.all(Array.from({ length: 3 }, () => aUser(app, 'reviewer')));
	const reviewerIds = reviewers.map(({ id }) => id);
	const usual = { facilityId: facility.id, reviewerIds, fromDaysAgo: 290, everyDays: 1 };
	for (const [at, { id }] of readers.entries()) {
		const isEvent = (nth: number) => nth % (at === 0 ? 5 : 20) === 3;
		await manyReviews(app, { ...usual, readerId: id, count: 120, isEvent });
	}
	const [first] = readers;
	if (!first) throw new Error('no reader');
	await manyReviews(app, { ...usual, readerId: first.id, count: 20, isEvent: () => true, state: 'final' });
	return { first, readers, reviewers };
}

const director = async (app: TestApp, given: Parameters<typeof aUser>[2] = {}) =>
	getActor(app, (await aUser(app, ['director', 'radiologist'], given)).id);
const queryOf = (href: string) => new URLSearchParams(href.split('?')[1] ?? '');
const filter = parseQualityFilter(new URLSearchParams());

describe.each(engines)('the cases behind a number on %s', (engine) => {
	it('are listed page by page, each once, without a word of whose they are', async () => {
		await using app = await testApp({ engine });
		const { readers, reviewers } = await aGroup(app);
		const actor = await director(app);
		let query: URLSearchParams | null = queryOf(casesHref(filter, { outcome: 'any' }));
		const found: string[] = [];
		let bytes = '';
		for (let page = 0; query && page < 9; page++) {
			const list = await caseList(app, actor, query);
			expect(list.total).toBe(24 + 5 * 6 + 20);
			found.push(...list.rows.map(({ caseId }) => caseId));
			bytes += JSON.stringify(list);
			query = list.next === null ? null : new URLSearchParams(list.next);
		}
		expect(new Set(found).size).toBe(74);
		expect(found).toHaveLength(74);
		const telling = [...readers, ...reviewers].flatMap((one) => ['code' in one ? one.code : one.id, one.id]);
		expect(telling.filter((word) => bytes.includes(word))).toEqual([]);
	});

	it('are counted up to a thousand, and listed to the last of however many', async () => {
		await using app = await testApp({ engine });
		const { first, reviewers } = await aGroup(app);
		await manyReviews(app, {
			facilityId: (await aFacility(app)).id,
			readerId: first.id,
			reviewerIds: reviewers.map(({ id }) => id),
			count: 300,
			fromDaysAgo: 30,
			everyDays: 0,
			isEvent: () => false
		});
		const actor = await director(app);
		let query: URLSearchParams | null = new URLSearchParams();
		const found = new Set<string>();
		for (let page = 0; query && page < 30; page++) {
			const list = await caseList(app, actor, query);
			expect([list.total, list.isMore]).toEqual([1000, true]);
			for (const { caseId } of list.rows) found.add(caseId);
			query = list.next === null ? null : new URLSearchParams(list.next);
		}
		expect(found.size).toBe(740 + 300);
		expect(await caseList(app, actor, new URLSearchParams('outcome=any'))).toMatchObject({
			total: 74,
			isMore: false
		});
	});

	it('of one reader are listed only with the reason kept, and never to that reader', async () => {
		await using app = await testApp({ engine });
		const { first } = await aGroup(app);
		const actor = await director(app);
		const href = casesHref(filter, { reader: first.code, outcome: '2a' });
		expect(await caseList(app, actor, queryOf(href))).toMatchObject({ rows: [], total: 0 });
		const { list } = getValue(
			await unblindCases(app, actor, { reason: 'evaluation', query: queryOf(href).toString() })
		);
		expect(list.total).toBe(44);
		expect(list.rows.every(({ readerCode }) => readerCode === first.code)).toBe(true);
		const { auditEvents } = app.db.read.tables;
		const events = await app.db.read.select().from(auditEvents);
		expect(events.find(({ type }) => type === 'cases.unblinded')).toMatchObject({ actorId: actor.id });
		const own = await director(app, { radiologistId: first.id });
		const hidden = await unblindCases(app, own, { reason: 'evaluation', query: queryOf(href).toString() });
		expect(getValue(hidden).list.total).toBe(0);
	});

	it.each([
		['standing=committee', 0],
		['standing=final', 740],
		['outcome=scoreThree', 0],
		['cause=perception', 74],
		['cause=perc', 0],
		['month=2026-02', 28 * 6 + 18],
		['shift=late-night', 0],
		['double=yes', 0],
		['months=3', 0],
		['outcome=nonsense&after=x&month=2026-13', 740]
	])('are narrowed by %s', async (query, total) => {
		await using app = await testApp({ engine });
		await aGroup(app);
		expect((await caseList(app, await director(app), new URLSearchParams(query))).total).toBe(total);
	});
});

describe.each(engines)('the page of a radiologist on %s', (engine) => {
	it('compares with the others over half a year, one and two, and says what can be seen', async () => {
		await using app = await testApp({ engine });
		const { first } = await aGroup(app);
		const view = getValue(await radiologistView(app, await director(app), first.id));
		expect(view.windows.map(({ monthCount, n }) => [monthCount, n])).toEqual([
			[6, 0],
			[12, 140],
			[24, 140]
		]);
		const [half, year] = view.windows;
		expect(half?.comparison).toBeNull();
		expect(year?.comparison).toMatchObject({ observed: 44 });
		expect(year?.counts).toMatchObject({ '1': 96, '2a': 44 });
		expect(year?.byModality).toEqual([{ modality: 'CT', reads: 140, sampled: 140, reviewed: 140 }]);
		// Fewer than fifteen radiologists do not tell how much they differ.
		expect(year?.comparison?.shrunken.ratio).toBeNull();
		expect(year?.power.double).not.toBeNull();
		expect(view.reviewing).toBeNull();
		expect(await radiologistView(app, await director(app), 'nobody')).toMatchObject({ ok: false });
		const { auditEvents } = app.db.read.tables;
		const opened = await app.db.read
			.select({ subjectId: auditEvents.subjectId })
			.from(auditEvents)
			.where(eq(auditEvents.type, 'radiologist.viewed'));
		expect(opened).toEqual([{ subjectId: first.id }]);
	});

	it('has single cases for whoever may unblind, but none that they judge themselves', async () => {
		await using app = await testApp({ engine });
		const { first } = await aGroup(app);
		const { cases, reads } = app.db.read.tables;
		await app.db.transaction(async (write) => {
			const own = await write
				.select({ id: cases.id })
				.from(cases)
				.innerJoin(reads, eq(reads.id, cases.readId))
				.where(eq(reads.readerId, first.id))
				.orderBy(cases.id)
				.limit(3);
			for (const [at, { id }] of own.entries()) {
				const state = at === 0 ? 'rebutted' : 'closed';
				await write.update(cases).set({ finalScore: '3b', state }).where(eq(cases.id, id));
			}
		});
		const casesFor = async (role: Role | readonly Role[]) => {
			const actor = await getActor(app, (await aUser(app, role)).id);
			const view = getValue(await radiologistView(app, actor, first.id));
			return [view.areCasesShown, view.cases.length];
		};
		expect(await casesFor('director')).toEqual([true, 3]);
		expect(await casesFor(['director', 'committee'])).toEqual([true, 2]);
		expect(await casesFor('coordinator')).toEqual([false, 0]);
	});

	it('has no scores of somebody below the minimum but for whoever may see the cases', async () => {
		await using app = await testApp({ engine });
		const { reviewers } = await aGroup(app);
		const few = await aRadiologist(app);
		const reviewerIds = reviewers.map(({ id }) => id);
		const { id: facilityId } = await aFacility(app);
		const usual = { facilityId, reviewerIds, fromDaysAgo: 90, everyDays: 1 };
		await manyReviews(app, { ...usual, readerId: few.id, count: 12, isEvent: (nth) => nth < 3 });
		const countsFor = async (role: Role) => {
			const actor = await getActor(app, (await aUser(app, role)).id);
			const view = getValue(await radiologistView(app, actor, few.id));
			return view.windows.map(({ n, counts }) => [n, counts && counts['2a']]);
		};
		expect(await countsFor('coordinator')).toEqual(Array(3).fill([12, null]));
		expect(await countsFor('director')).toEqual(Array(3).fill([12, 3]));
	});

	it('shows radiologists of themselves what was released, their place, and nobody’s name or code', async () => {
		await using app = await testApp({ engine });
		const { first, readers, reviewers } = await aGroup(app);
		const actor = await director(app, { radiologistId: first.id });
		expect(await radiologistView(app, actor, first.id)).toMatchObject({ ok: false });
		const own = await ownView(app, actor);
		expect(own?.windows[0]).toMatchObject({ n: 120, counts: { '2a': 24 } });
		expect(own?.windows[0]?.points).toHaveLength(6);
		expect(own?.windows[0]?.points.filter(({ isOwn }) => isOwn)).toHaveLength(1);
		const others = [...readers.slice(1), ...reviewers].flatMap((one) => [
			one.id,
			'code' in one ? one.code : one.id
		]);
		expect(others.filter((word) => JSON.stringify(own).includes(word))).toEqual([]);
		expect(await ownView(app, await director(app))).toBeNull();
	});

	it('changes nothing at the hour at which a rebuttal is answered', async () => {
		await using app = await testApp({ engine });
		const { first } = await aGroup(app);
		const actor = await director(app, { radiologistId: first.id });
		const { cases, reads } = app.db.read.tables;
		const [one] = await app.db.read
			.select({ id: cases.id })
			.from(cases)
			.innerJoin(reads, eq(reads.id, cases.readId))
			.where(and(eq(reads.readerId, first.id), eq(cases.finalScore, '2a'), eq(cases.state, 'closed')))
			.limit(1);
		const change = (to: Partial<typeof cases.$inferInsert>) =>
			app.db.transaction(async (write) => {
				await write
					.update(cases)
					.set(to)
					.where(eq(cases.id, one?.id ?? ''));
			});
		const shown = async () => {
			const own = await ownView(app, actor);
			return [own?.windows[0]?.n, own?.windows[0]?.counts, own?.cases.length];
		};
		await change({ state: 'rebutted', rebuttedAt: app.clock.now() });
		const before = await shown();
		expect(before[0]).toBe(119);
		await change({ state: 'closed', finalScore: '3b', closedAt: app.clock.now() });
		expect(await shown()).toEqual(before);
		app.clock.advance(DAY_MS);
		expect(await shown()).toEqual([120, { '1': 96, '2a': 23, '2b': 0, '3a': 0, '3b': 1 }, 1]);
	});
});
