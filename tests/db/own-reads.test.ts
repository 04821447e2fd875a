import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { monthOf } from '#lib/core/month.ts';
import { getValue } from '#lib/core/result.ts';
import { auditPage } from '#lib/features/audit/queries.server.ts';
import { openCorrections } from '#lib/features/corrections/queries.server.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { makeKeptFrom } from '#lib/features/quality/held.server.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import { radiologistView } from '#lib/features/quality/radiologist/radiologist-view.server.ts';
import { peerReviewSummary } from '#lib/features/reports/peer-review-summary.server.ts';
import { programmeTimes } from '#lib/features/turnaround/programme.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { aCase, aFacility, aRadiologist, aRead, aUser } from '../support/builders.ts';
import { aSetUpGroup } from '../support/many-reviews.ts';
import { anAssignedCase, anAssignment, aReviewer, reviewAtL3 } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

type State = 'in-committee' | 'final' | 'feedback-released' | 'rebutted' | 'closed' | 'withdrawn';

/** Two radiologists and a director who is one of them; 30 released reviews of the other, so that figures are shown. */
async function aReadingDirector(app: TestApp) {
	await aSetUpGroup(app);
	const facility = await aFacility(app);
	const [own, other] = [await aRadiologist(app), await aRadiologist(app)];
	for (let nth = 0; nth < 30; nth++)
		await aReviewedRead(app, { readerId: other.id, facilityId: facility.id, nth });
	const account = await aUser(app, ['director', 'radiologist'], { radiologistId: own.id });
	return { facility, own, other, reader: await getActor(app, account.id) };
}

type Reviewed = { readerId: string; facilityId: string; nth: number; state?: State; finalScore?: string };

/** A read of the last months, each signed at an hour of its own, with its case. */
async function aReviewedRead(
	app: TestApp,
	{ readerId, facilityId, nth, state = 'closed', finalScore = '1' }: Reviewed
) {
	const finalAt = app.clock.now() - (40 + nth) * DAY_MS;
	const read = await aRead(app, { readerId, facilityId, finalAt, examCompletedAt: finalAt - 1000 });
	const { id } = await aCase(app, {
		readId: read.id,
		state,
		finalScore,
		createdAt: app.clock.now() - DAY_MS
	});
	return { read, caseId: id };
}

const coSign = (app: TestApp, readId: string, radiologistId: string) =>
	app.db.transaction((write) => write.insert(write.tables.readCoSigners).values({ readId, radiologistId }));

const setCase = (app: TestApp, id: string, values: object) =>
	app.db.transaction((write) => {
		const { cases } = write.tables;
		return write.update(cases).set(values).where(eq(cases.id, id));
	});

/** Whether somebody finds the outcome of one case in each place that tells of some. */
async function placesOf(app: TestApp, actor: Actor, { finalAt, correctionId, otherId }: Place) {
	const now = app.clock.now();
	const page = await qualityView(app, parseQualityFilter(new URLSearchParams('months=12')), {
		viewer: actor
	});
	const asked = { from: toUtcDay(now - 200 * DAY_MS), through: toUtcDay(now) };
	const summary = getValue(await peerReviewSummary(app, actor, asked));
	const [assigned] = await programmeTimes(app, actor, { from: now - 2 * DAY_MS, to: now });
	const person = await radiologistView(app, actor, otherId);
	return {
		figures: page.rates.any.n === 31,
		report: summary.head.n === 31,
		kept: (await makeKeptFrom(app, actor.radiologistId))(monthOf(finalAt)),
		programme: assigned?.n === 1,
		corrections: (await openCorrections(app.db.read, actor, now)).some(({ id }) => id === correctionId),
		...(person.ok ? { listed: person.value.cases.length === 1 } : {})
	};
}
type Place = { finalAt: number; correctionId: string; otherId: string };

const everywhere = { figures: true, report: true, kept: false, programme: true, corrections: true };
const nowhere = { figures: false, report: false, kept: true, programme: false, corrections: false };

describe.each(engines)('what is told of reviews to somebody who reads on %s', (engine) => {
	describe.each(['signed', 'co-signed'] as const)('of a read that they %s', (how) => {
		it.each<[State, Record<string, number | null>, boolean]>([
			['in-committee', {}, false],
			['final', {}, false],
			['feedback-released', {}, true],
			['rebutted', { rebuttedAt: -1 }, false],
			['closed', { rebuttedAt: -2, closedAt: 0 }, false],
			['closed', { rebuttedAt: -3, closedAt: -1 }, true]
		])('%s with %o is told everywhere alike: %s', async (state, days, isTold) => {
			await using app = await testApp({ engine });
			const { facility, own, other, reader } = await aReadingDirector(app);
			const readerId = how === 'signed' ? own.id : other.id;
			const { read, caseId } = await aReviewedRead(app, {
				...{ readerId, facilityId: facility.id, nth: 30, state, finalScore: '2b' }
			});
			if (how === 'co-signed') await coSign(app, read.id, own.id);
			await anAssignment(app, { caseId, reviewerId: (await aReviewer(app)).id });
			const now = app.clock.now();
			const at = Object.entries(days).map(([name, day]) => [name, now + (day ?? 0) * DAY_MS]);
			await setCase(app, caseId, { state, ...Object.fromEntries(at) });
			const correctionId = app.ids();
			await app.db.transaction((write) =>
				write.insert(write.tables.corrections).values({
					...{
						id: correctionId,
						caseId,
						readId: read.id,
						status: 'open',
						finding: 'x',
						openedBecause: 'score'
					},
					...{ openedAt: now - DAY_MS, dueAt: now + DAY_MS }
				})
			);
			const place = { finalAt: read.finalAt ?? 0, correctionId, otherId: other.id };
			const isScored = state !== 'in-committee';
			const director = await getActor(app, (await aUser(app, 'director')).id);
			const whole = { ...everywhere, figures: isScored, report: isScored };
			const listed = { listed: how === 'co-signed' && isScored };
			expect(await placesOf(app, director, place)).toEqual({ ...whole, ...listed });
			expect(await placesOf(app, reader, place)).toEqual(
				isTold ? { ...everywhere, ...listed } : { ...nowhere, listed: false }
			);
		});

		it('the audit log says nothing of its review, before its release or after, but what they were told', async () => {
			await using app = await testApp({ engine });
			await aSetUpGroup(app);
			const [mine, others] = [await anAssignedCase(app), await anAssignedCase(app)];
			let radiologistId = mine.reader.radiologistId ?? '';
			if (how === 'co-signed') {
				radiologistId = (await aRadiologist(app)).id;
				await coSign(app, mine.read.id, radiologistId);
			}
			const account = await aUser(app, ['director', 'radiologist'], {
				radiologistId: (await aRadiologist(app)).id
			});
			const reader = { ...(await getActor(app, account.id)), radiologistId };
			const about = { at: app.clock.now(), actor: null, subjectId: mine.caseId };
			await app.db.transaction((write) =>
				recordAudit(
					write,
					{ ...about, type: 'case.created', facts: { mode: 'random', level: 'L3' } },
					{ ...about, type: 'case.assigned', facts: { assignmentId: mine.assignmentId, ordinal: 1 } }
				)
			);
			for (const { reviewer, assignmentId } of [mine, others])
				expect(await reviewAtL3(app, reviewer, assignmentId, '1')).toBeTruthy();
			const typesOf = async (subject: string | null, actor: Actor = reader) =>
				(await auditPage(app, actor, { before: null, type: null, subject })).rows.map(({ type }) => type);
			const reviewed = ['review.submitted', 'report.revealed', 'impression.locked', 'case.opened'];
			expect(await typesOf(mine.caseId)).toEqual([]);
			expect(await typesOf(others.caseId)).toEqual(reviewed);
			expect((await typesOf(null)).filter((type) => type === 'review.submitted')).toHaveLength(1);
			await setCase(app, mine.caseId, { state: 'feedback-released' });
			await app.db.transaction((write) =>
				recordAudit(
					write,
					{ ...about, type: 'feedback.released', facts: {} },
					{ ...about, type: 'case.unblinded', facts: { reason: 'evaluation' } }
				)
			);
			expect(await typesOf(mine.caseId)).toEqual(['feedback.released']);
			const director = await getActor(app, (await aUser(app, 'director')).id);
			expect(await typesOf(mine.caseId, director)).toEqual(
				expect.arrayContaining([...reviewed, 'case.assigned', 'case.created', 'case.unblinded'])
			);
		});
	});

	it('names in the audit log no request about their own reads, which they never learn of', async () => {
		await using app = await testApp({ engine });
		const { facility, own, other, reader } = await aReadingDirector(app);
		const asked = async (readerId: string, nth: number) => {
			const { read } = await aReviewedRead(app, { readerId, facilityId: facility.id, nth });
			const id = app.ids();
			await app.db.transaction(async (write) => {
				await write.insert(write.tables.referrals).values({
					...{ id, readId: read.id, mode: 'complaint', source: 'clinician', words: 'x', status: 'open' },
					receivedAt: app.clock.now()
				});
				const facts = { mode: 'complaint', source: 'clinician' };
				await recordAudit(write, {
					...{ type: 'referral.received', subjectId: id, facts, at: app.clock.now(), actor: null }
				});
			});
			return id;
		};
		const [, theirs] = [await asked(own.id, 40), await asked(other.id, 41)];
		const { rows } = await auditPage(app, reader, { before: null, type: 'referral.received', subject: null });
		expect(rows.map(({ subjectId }) => subjectId)).toEqual([theirs]);
	});
});
