import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { getValue } from '#lib/core/result.ts';
import { assignDrawnCases } from '#lib/features/assignments/commands.server.ts';
import { committeeCase } from '#lib/features/committee/case-queries.server.ts';
import { feedbackCase } from '#lib/features/feedback/outcome-queries.server.ts';
import { feedbackList } from '#lib/features/feedback/queries.server.ts';
import { findPairs } from '#lib/features/referrals/find-pairs.server.ts';
import { gradePair } from '#lib/features/referrals/pair-commands.server.ts';
import { waitingPairs } from '#lib/features/referrals/pair-queries.server.ts';
import {
	acceptReferral,
	requestReview,
	submitReferral
} from '#lib/features/referrals/referral-commands.server.ts';
import { lockImpression, revealReport } from '#lib/features/reviews/draft-commands.server.ts';
import { returnToReviewer } from '#lib/features/reviews/reconsider.server.ts';
import { submitReview } from '#lib/features/reviews/review-commands.server.ts';
import { openWorkspace } from '#lib/features/reviews/workspace-queries.server.ts';
import { aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { aForm, aReviewer, aScore } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const WORDS = 'ZZWORDSZZ the clip was taken for bone';

describe.each(engines)('what was asked about a read on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let member: Actor;
	let reader: Actor;
	let readerName: string;
	let reviewer: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		member = await getActor(app, (await aUser(app, 'committee')).id);
		const radiologist = await aRadiologist(app, { familyName: 'Okonkwo' });
		readerName = radiologist.familyName;
		const user = await aUser(app, 'radiologist', { radiologistId: radiologist.id });
		reader = await getActor(app, user.id);
		reviewer = await aReviewer(app);
	});
	afterEach(() => app.close());

	async function aReadWithText(kind: 'final' | 'preliminary' = 'final') {
		const read = await aRead(app, { readerId: reader.radiologistId ?? '', kind });
		await reportOf(read.id, 'FINDINGS:\nNo bleed.');
		return read;
	}
	const reportOf = (readId: string, text: string) =>
		app.db.transaction((write) =>
			write.insert(write.tables.reports).values({ readId, text, knownPeople: [], knownIdentifiers: [] })
		);
	const onlyAssignment = async () => {
		await assignDrawnCases(app);
		const { assignments } = app.db.read.tables;
		const rows = await app.db.read
			.select({ id: assignments.id, caseId: assignments.caseId })
			.from(assignments)
			.where(eq(assignments.reviewerId, reviewer.id));
		expect(rows).toHaveLength(1);
		return rows[0] ?? { id: '', caseId: '' };
	};
	/** The reviewer's page before and after the report is open, as text. */
	async function pagesOf(assignmentId: string): Promise<{ sealed: string; open: string }> {
		const page = async () =>
			JSON.stringify(getValue(await openWorkspace({ app, actor: reviewer }, assignmentId)));
		const sealed = await page();
		getValue(await lockImpression({ app, actor: reviewer }, aForm(assignmentId, 0)));
		getValue(await revealReport({ app, actor: reviewer }, aForm(assignmentId, 1)));
		return { sealed, open: await page() };
	}

	it('is hidden from reviewer and reader, and shown to the committee without names, where it is a complaint', async () => {
		const read = await aReadWithText();
		const { id } = getValue(
			await submitReferral(
				{ app, actor: coordinator },
				{
					...{ readId: read.id, mode: 'complaint', source: 'clinician', grade: null },
					words: `${WORDS}, says Dr. ${readerName}’s colleague`
				}
			)
		);
		getValue(await acceptReferral({ app, actor: coordinator }, { id }));
		const { id: assignmentId, caseId } = await onlyAssignment();
		const pages = await pagesOf(assignmentId);
		expect(pages.open).toContain('No bleed.');
		for (const page of [pages.sealed, pages.open]) expect(page).not.toMatch(/ZZWORDSZZ|complaint|clinician/i);
		getValue(await submitReview({ app, actor: reviewer }, aForm(assignmentId, 2, aScore('3b'))));

		const before = getValue(await committeeCase({ app, actor: member }, caseId));
		expect(before.door).toMatchObject({
			mode: 'complaint',
			asked: [{ source: 'clinician', grade: null }],
			final: null
		});
		expect(before.door?.asked[0]?.words).toContain('ZZWORDSZZ');
		expect(JSON.stringify(before)).not.toContain(readerName);

		const { cases } = app.db.read.tables;
		const now = app.clock.now();
		await app.db.transaction(async (write) => {
			await write
				.update(cases)
				.set({ state: 'final', finalScore: '3b', finalAt: now, releasedAt: now, attribution: 'reader' })
				.where(eq(cases.id, caseId));
		});
		const told = JSON.stringify([
			await feedbackList(app.db.read, reader, now),
			getValue(await feedbackCase({ app, actor: reader }, caseId))
		]);
		expect(told).toContain('3b');
		expect(told).not.toMatch(/ZZWORDSZZ|complaint|clinician/i);
	});

	it('reaches the reviewer of a second opinion with the report, not before, and without the name', async () => {
		const read = await aReadWithText();
		const { id } = getValue(
			await requestReview(
				{ app, actor: reader },
				{ id: read.id, mode: 'second-opinion', words: `${WORDS}? Signed, Dr. ${readerName}` }
			)
		);
		getValue(await acceptReferral({ app, actor: coordinator }, { id }));
		const pages = await pagesOf((await onlyAssignment()).id);
		expect(pages.sealed).not.toContain('ZZWORDSZZ');
		expect(pages.open).toContain('ZZWORDSZZ');
		expect(pages.open).not.toContain(readerName);
	});

	it('keeps the final text and the client’s grade from the reviewer of the preliminary one', async () => {
		const preliminary = await aReadWithText('preliminary');
		const overReader = await aRadiologist(app, { familyName: 'Vasquezmont' });
		const { accession, facilityId } = preliminary;
		const final = await aRead(app, { accession, facilityId, readerId: overReader.id });
		await reportOf(final.id, `FINDINGS:\nZZFINALZZ bleed. Dr. ${readerName} was told by Dr. Vasquezmont.`);
		await findPairs(app);
		const [pair] = (await waitingPairs(app.db.read, coordinator)).rows;
		getValue(
			await gradePair(
				{ app, actor: coordinator },
				{ pairId: pair?.id ?? '', grade: 'major', gradedFor: 'client', words: WORDS, refer: false }
			)
		);
		const { id: assignmentId, caseId } = await onlyAssignment();
		const pages = await pagesOf(assignmentId);
		expect(pages.open).toContain('No bleed.');
		for (const page of [pages.sealed, pages.open]) {
			expect(page).not.toMatch(/ZZFINALZZ|ZZWORDSZZ|Vasquezmont|major/i);
		}
		getValue(await submitReview({ app, actor: reviewer }, aForm(assignmentId, 2, aScore('3b'))));
		const { door } = getValue(await committeeCase({ app, actor: member }, caseId));
		expect(door).toMatchObject({ mode: 'preliminary-final', asked: [{ source: 'client', grade: 'major' }] });
		expect(JSON.stringify(door?.final)).toContain('ZZFINALZZ');
		expect(JSON.stringify(door)).not.toMatch(/Okonkwo|Vasquezmont/);
		// Nor when the committee asks for a second thought: a score that moves because of the later text would be no second look.
		const again = getValue(
			await app.db.transaction((write) =>
				returnToReviewer(write, app, { caseId, request: 'Is it new?', now: app.clock.now(), actor: member })
			)
		);
		const page = JSON.stringify(getValue(await openWorkspace({ app, actor: reviewer }, again.assignmentId)));
		expect(page).toContain('No bleed.');
		expect(page).toContain('Is it new?');
		expect(page).not.toMatch(/ZZFINALZZ|ZZWORDSZZ|Vasquezmont|major/i);
	});
});
