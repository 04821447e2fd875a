import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, HOUR_MS, toUtcDay } from '#lib/core/instant.ts';
import { err } from '#lib/core/result.ts';
import { makeReport } from '#lib/features/reports/make-report.server.ts';
import { aUser } from '../support/builders.ts';
import { expectKept, madeReport } from '../support/kept-reports.ts';
import { aReportGroup, makeSevere } from '../support/report-group.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const SECRET_WORDS = 'He was tired after the divorce.';

/** The small group with a plan about R02, two severe discrepancies of theirs, one of them corrected, and a conference. */
async function aProgramme(app: TestApp) {
	const group = await aReportGroup(app);
	const { readers, director } = group;
	await makeSevere(app, readers.R02.id, 2);
	const now = app.clock.now();
	const { attendances, cases, committeeDecisions, conferences, corrections, focusedPlans, reads, referrals } =
		app.db.read.tables;
	const severe = await app.db.read
		.select({ caseId: cases.id, readId: reads.id })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(eq(cases.finalScore, '3b'))
		.orderBy(reads.finalAt);
	const [first] = severe;
	if (!first) throw new Error('no severe case');
	const member = await aUser(app, ['committee', 'reviewer'], { name: 'Max Member', reviewerCode: 'V77' });
	await app.db.transaction(async (write) => {
		await write.insert(corrections).values({
			id: 'correction-1',
			...first,
			openedBecause: 'committee',
			finding: 'Free air.',
			status: 'received',
			openedAt: now - 100 * DAY_MS,
			dueAt: now - 99 * DAY_MS,
			informedAt: now - 100 * DAY_MS + HOUR_MS,
			informedHow: 'telephone',
			receivedAt: now - 100 * DAY_MS + 2 * HOUR_MS
		});
		await write.insert(focusedPlans).values({
			id: 'plan-1',
			radiologistId: readers.R02.id,
			trigger: 'concern',
			reason: SECRET_WORDS,
			modalities: 'CT',
			targetCount: 20,
			periodFrom: now - 150 * DAY_MS,
			periodTo: now - 30 * DAY_MS,
			criteria: 'No miss of free air.',
			maxSignificant: 1,
			maxScoreThree: 1,
			status: 'ended',
			outcome: 'met',
			outcomeWords: 'As good as others.',
			createdBy: director.id,
			createdAt: now - 151 * DAY_MS,
			endedBy: director.id,
			endedAt: now - 20 * DAY_MS
		});
		await write.insert(referrals).values({
			...{ id: 'referral-1', readId: first.readId, mode: 'focused', source: 'plan', planId: 'plan-1' },
			...{ status: 'accepted', caseId: first.caseId, receivedAt: now - 80 * DAY_MS }
		});
		await write.insert(committeeDecisions).values({
			...{ id: 'decision-1', caseId: first.caseId, memberId: member.id, question: 'score' },
			reviewId: await aReviewOf(write, { caseId: first.caseId, reviewerId: member.id }),
			...{ outcome: 'upgrade', finalScore: '3b', attribution: 'reader', action: 'education' },
			...{ comment: SECRET_WORDS, decidedAt: now - 120 * DAY_MS }
		});
		await write.insert(conferences).values({
			...{ id: 'conference-1', title: 'Free air', startsAt: now - 60 * DAY_MS, status: 'held' },
			...{ createdBy: director.id, createdAt: now - 70 * DAY_MS }
		});
		await write
			.insert(attendances)
			.values({ conferenceId: 'conference-1', userId: member.id, recordedBy: 'self', at: now - 60 * DAY_MS });
	});
	return { ...group, member };
}

type Write = Parameters<Parameters<TestApp['db']['transaction']>[0]>[0];

async function aReviewOf(write: Write, ids: { caseId: string; reviewerId: string }): Promise<string> {
	const { assignments, reviews } = write.tables;
	const at = 1_700_000_000_000;
	await write.insert(assignments).values({
		...{ id: 'assignment-1', ...ids, ordinal: 1, assignedAt: at, leaseUntil: at, status: 'scored' }
	});
	await write.insert(reviews).values({
		...{ id: 'review-1', ...ids, assignmentId: 'assignment-1', ordinal: 1, score: '3b', factors: [] },
		...{ comment: SECRET_WORDS, activeMs: 60_000, taxonomyVersion: '2026.1', submittedAt: at }
	});
	return 'review-1';
}

const auditorOf = async (app: TestApp, facilityId: string): Promise<Actor> => ({
	...(await getActor(app, (await aUser(app, 'auditor')).id)),
	scope: { facilityIds: [facilityId], from: 0, to: app.clock.now() + DAY_MS }
});

describe.each(engines)('reports on the programme on %s', (engine) => {
	it.each([
		'fppe-plans',
		'discrepancy-log',
		'peer-learning',
		'programme-document',
		'contract-turnaround',
		'access-report'
	] as const)('%s is the file that is kept of it', async (kind) => {
		await using app = await testApp({ engine });
		const { director, request } = await aProgramme(app);
		await expectKept((await madeReport(app, director, { ...request, kind })).report);
	});

	it('tell an auditor of a plan and its outcome, and not in whose words nor what the reviews found', async () => {
		await using app = await testApp({ engine });
		const { director, facilities, request } = await aProgramme(app);
		const asked = { ...request, kind: 'fppe-plans' } as const;
		const judge = await madeReport(app, director, asked);
		expect(judge.cells('plans')).toMatchObject([
			{ practitioner: 'R02', reviewed: 1, significant: 1, outcome: 'Met' }
		]);
		expect(JSON.stringify(judge.report)).toContain(SECRET_WORDS);
		const auditor = await auditorOf(app, facilities.SOUTH.id);
		const told = await madeReport(app, auditor, { ...asked, facility: facilities.SOUTH.id });
		expect(told.cells('plans')).toMatchObject([
			{ practitioner: 'R02', reviewed: null, significant: null, outcome: 'Met' }
		]);
		expect(JSON.stringify(told.report)).not.toContain(SECRET_WORDS);
	});

	it('tell nobody of a plan about themselves', async () => {
		await using app = await testApp({ engine });
		const { readers, request } = await aProgramme(app);
		const account = await aUser(app, ['director', 'radiologist'], { radiologistId: readers.R02.id });
		const own = await getActor(app, account.id);
		const { cells } = await madeReport(app, own, { ...request, kind: 'fppe-plans' });
		expect(cells('plans')).toEqual([]);
	});

	it('log what was done about each discrepancy without reader, reviewer, patient and words', async () => {
		await using app = await testApp({ engine });
		const { director, readers, request } = await aProgramme(app);
		const asked = { ...request, kind: 'discrepancy-log' } as const;
		const { report, cells } = await madeReport(app, director, asked);
		expect(cells('log')).toMatchObject([
			{ class: '3b', significance: 'likely', decision: 'upgraded', action: 'education', how: 'telephone' },
			{ class: '3b', correction: null, informed: null }
		]);
		const text = JSON.stringify(report.sections);
		for (const word of ['Birch', 'V77', 'Max', 'many-', 'Free air', SECRET_WORDS]) {
			expect(text).not.toContain(word);
		}
		const account = await aUser(app, ['director', 'radiologist'], { radiologistId: readers.R02.id });
		const own = await madeReport(app, await getActor(app, account.id), asked);
		expect(own.cells('log')).toEqual([]);
		expect(own.report.head.leftOut).toMatch('own reads');
	});

	it('say in counts alone how the group learns, and nothing of who', async () => {
		await using app = await testApp({ engine });
		const { director, request } = await aProgramme(app);
		const { report, cells } = await madeReport(app, director, { ...request, kind: 'peer-learning' });
		expect(cells('conferences')).toMatchObject([{ attended: 1 }]);
		expect(JSON.stringify(report.sections)).not.toMatch(/Max|Member|Birch|R02|3b/);
		expect(report.head).toMatchObject({ periodFromOn: '2026-01-01', periodThroughOn: '2026-11-16' });
	});

	it('let no count of fewer than eleven examinations out in turnaround', async () => {
		await using app = await testApp({ engine });
		const { director, request } = await aProgramme(app);
		const { cells } = await madeReport(app, director, { ...request, kind: 'contract-turnaround' });
		expect(cells('by-class')).toMatchObject([
			{ facility: 'NORTH', n: 110, target: 30 },
			{ facility: 'SOUTH', n: 125, target: 30 }
		]);
	});

	it('name accounts for those who may see names, and tell whether the log holds', async () => {
		await using app = await testApp({ engine });
		const { director, facilities, request } = await aProgramme(app);
		const asked = { ...request, kind: 'access-report' } as const;
		expect(JSON.stringify((await madeReport(app, director, asked)).report)).toContain('Max Member');
		const auditor = await auditorOf(app, facilities.SOUTH.id);
		const { report, cells } = await madeReport(app, auditor, asked);
		expect(JSON.stringify(report)).not.toContain('Max Member');
		expect(cells('accounts').length).toBe(3);
		const facts = report.sections.flatMap((section) => (section.kind === 'facts' ? section.facts : []));
		expect(facts.find(({ key }) => key === 'holds')?.value).toBe(true);
	});

	it('shape a submission of scores without patient, reviewer and words, in an order that tells nothing', async () => {
		await using app = await testApp({ engine });
		const { director, facilities, member, request } = await aProgramme(app);
		const asked = { ...request, kind: 'radpeer-submission', facility: facilities.NORTH.id } as const;
		const through = toUtcDay(app.clock.now() - 158 * DAY_MS);
		const { report, cells } = await madeReport(app, director, { ...asked, through });
		await expectKept(report);
		const rows = cells('cases');
		expect(rows.length).toBe(16);
		expect(new Set(rows.map((row) => row['reviewing_user_id']))).toEqual(new Set([null]));
		expect(new Set(rows.map((row) => row['reviewed_physician_id'])).size).toBe(2);
		expect(JSON.stringify(report.sections)).not.toMatch(/many-|R01|R02|V77|Birch|divorce/);
		const coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		for (const actor of [
			coordinator,
			await auditorOf(app, facilities.NORTH.id),
			await getActor(app, member.id)
		])
			expect(await makeReport(app, actor, asked)).toEqual(err('not-permitted'));
	});
});
