import { describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, HOUR_MS } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { openCorrection } from '#lib/features/corrections/open-correction.server.ts';
import { caseList, unblindCases } from '#lib/features/quality/cases/case-list.server.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import { ownView } from '#lib/features/quality/radiologist/radiologist-view.server.ts';
import { findReadView } from '#lib/features/reads/read-view.server.ts';
import { recordCritical } from '#lib/features/turnaround/critical-commands.server.ts';
import { criticalView } from '#lib/features/turnaround/critical-view.server.ts';
import { readList } from '#lib/features/turnaround/read-list.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { aCase, aFacility, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { manyReviews } from '../support/many-reviews.ts';
import { anAssignment } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

/** Somebody who signs reads and sees the group's figures as well. */
async function aReadingDirector(app: TestApp) {
	const radiologist = await aRadiologist(app);
	const user = await aUser(app, ['director', 'radiologist'], { radiologistId: radiologist.id });
	return { radiologist, actor: await getActor(app, user.id) };
}

describe.each(engines)('what somebody must not know of an examination on %s', (engine) => {
	it('is told by none of its reports while one of them is theirs to judge', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const facility = await aFacility(app);
		const now = app.clock.now();
		const usual = { facilityId: facility.id, accession: 'SAME', imagesReceivedAt: now - DAY_MS };
		const preliminary = await aRead(app, {
			...usual,
			kind: 'preliminary',
			status: 'superseded',
			preliminaryAt: now - 20 * HOUR_MS,
			finalAt: null
		});
		const first = await aRead(app, { ...usual, status: 'superseded' });
		const second = await aRead(app, { ...usual, reportVersion: 2, status: 'corrected' });
		const elsewhere = await aRead(app, { accession: 'SAME', imagesReceivedAt: now - DAY_MS });
		const user = await aUser(app, ['coordinator', 'reviewer']);
		const judge = await getActor(app, user.id);
		const other = await getActor(app, (await aUser(app, 'coordinator')).id);
		const one = await aCase(app, { readId: second.id, state: 'assigned' });
		await anAssignment(app, { caseId: one.id, reviewerId: user.id });
		for (const { id } of [preliminary, first, second]) {
			expect(await findReadView(app.db.read, judge, id)).toBeNull();
			expect(await findReadView(app.db.read, other, id)).not.toBeNull();
		}
		// The same number at another facility is another examination.
		expect(await findReadView(app.db.read, judge, elsewhere.id)).not.toBeNull();
		const { rows } = await readList(app, judge, new URLSearchParams('show=finished'));
		const bytes = JSON.stringify(rows);
		expect([preliminary, first, second].filter(({ id }) => bytes.includes(id))).toEqual([]);
		const { id } = getValue(
			await recordCritical(
				{ app, actor: other },
				{ readId: first.id, category: 1, finding: 'Free air.', at: '' }
			)
		);
		expect(await criticalView(app.db.read, judge, { id, now })).toBeNull();
	});

	it('is not told by a link from a critical result to a correction before its reader is told', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const { radiologist, actor } = await aReadingDirector(app);
		const other = await getActor(app, (await aUser(app, 'coordinator')).id);
		const read = await aRead(app, { readerId: radiologist.id });
		const one = await aCase(app, { readId: read.id, state: 'final', finalScore: '3b' });
		const now = app.clock.now();
		await app.db.transaction(async (write) => {
			const given = {
				caseId: one.id,
				readId: read.id,
				because: 'flagged',
				finding: 'Free air.',
				now
			} as const;
			await recordAudit(write, ...(await openCorrection(write, app, given)));
		});
		const { id } = getValue(
			await recordCritical(
				{ app, actor: other },
				{ readId: read.id, category: 1, finding: 'Free air.', at: '' }
			)
		);
		expect((await criticalView(app.db.read, actor, { id, now }))?.correctionHref).toBeNull();
		expect((await criticalView(app.db.read, other, { id, now }))?.correctionHref).toMatch(/^\/corrections\//);
	});

	it('is in no figure of the group: of own reads only what was released counts', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const facility = await aFacility(app);
		const { radiologist, actor } = await aReadingDirector(app);
		const others = await Promise.all(Array.from({ length: 5 }, () => aRadiologist(app)));
		const reviewerIds = [(await aUser(app, 'reviewer')).id];
		const usual = { facilityId: facility.id, reviewerIds, fromDaysAgo: 290, everyDays: 1 };
		for (const { id } of [radiologist, ...others]) {
			await manyReviews(app, { ...usual, readerId: id, count: 60, isEvent: (nth) => nth % 20 === 3 });
		}
		const kept = { ...usual, readerId: radiologist.id, count: 30, state: 'final' };
		await manyReviews(app, { ...kept, isEvent: () => true });
		const filter = parseQualityFilter(new URLSearchParams());
		const own = async (viewer: Actor | null) => {
			const { readers, rates } = await qualityView(app, filter, { viewer });
			const row = readers.rows.find(({ readerId }) => readerId === radiologist.id);
			return { n: row?.n, x: row?.rate?.x, of: rates.any.x };
		};
		expect(await own(null)).toMatchObject({ n: 90, x: 33, of: 48 });
		expect(await own(actor)).toEqual({ n: 60, x: 3, of: 18 });
		expect((await ownView(app, actor))?.windows[0]?.n).toBe(60);
	});

	it('is in no list of cases: neither outcomes of reads that one co-signed, nor a way to whose a case is', async () => {
		await using app = await testApp({ engine });
		await publishInitialPolicies(app);
		const { radiologist, actor } = await aReadingDirector(app);
		const director = await getActor(app, (await aUser(app, 'director')).id);
		const read = await aRead(app);
		const scored = await aCase(app, { readId: read.id, state: 'final', finalScore: '3b' });
		const ahead = await aRead(app);
		await aCase(app, { readId: ahead.id, state: 'drawn' });
		const asked = new URLSearchParams();
		const readsOf = async (query: URLSearchParams) =>
			(await caseList(app, director, query)).rows.map(({ readId }) => readId);
		expect(await readsOf(new URLSearchParams('outcome=any'))).toEqual([null]);
		expect(await readsOf(new URLSearchParams('standing=waiting'))).toEqual([ahead.id]);
		const { list } = getValue(
			await unblindCases(app, director, { reason: 'evaluation', query: 'outcome=any' })
		);
		expect(list.rows).toMatchObject([{ caseId: scored.id, readId: read.id }]);
		const { auditEvents } = app.db.read.tables;
		const events = await app.db.read.select().from(auditEvents);
		expect(events.flatMap(({ type, subjectId }) => (type === 'case.unblinded' ? [subjectId] : []))).toEqual([
			scored.id
		]);
		const before = (await caseList(app, actor, asked)).total;
		await app.db.transaction((write) =>
			write.insert(write.tables.readCoSigners).values({ readId: read.id, radiologistId: radiologist.id })
		);
		expect((await caseList(app, actor, asked)).total).toBe(before - 1);
	});
});
