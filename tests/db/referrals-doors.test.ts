import { asc, eq } from 'drizzle-orm';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { compareResult, linkAiResults } from '#lib/features/referrals/ai-commands.server.ts';
import { aiYield, findResult, waitingResults } from '#lib/features/referrals/ai-queries.server.ts';
import { askedOfCase, comparisonOfCase } from '#lib/features/referrals/asked.server.ts';
import { findPairs, findRecentPairs } from '#lib/features/referrals/find-pairs.server.ts';
import { parseListPlace } from '#lib/core/list-place.ts';
import { addClientFinal, gradePair } from '#lib/features/referrals/pair-commands.server.ts';
import {
	concordance,
	findPair,
	pairAttributions,
	waitingPairs
} from '#lib/features/referrals/pair-queries.server.ts';
import { beginPlan, endPlan, tellOfDuePlans } from '#lib/features/referrals/plan-commands.server.ts';
import { findPlan, ownPlans, planList } from '#lib/features/referrals/plan-queries.server.ts';
import type { BeginPlan, GradePair } from '#lib/features/referrals/schemas.ts';
import { takeForPlans } from '#lib/features/referrals/take-for-plans.server.ts';
import { reportScrubber } from '#lib/features/reviews/report-scrubber.server.ts';
import { aCase, aFacility, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('other doors into review on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let director: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		director = await getActor(app, (await aUser(app, 'director')).id);
	});
	afterEach(() => app.close());

	const reportOf = (readId: string, text: string) =>
		app.db.transaction((write) =>
			write.insert(write.tables.reports).values({ readId, text, knownPeople: [], knownIdentifiers: [] })
		);
	const allCases = () => app.db.read.select().from(app.db.read.tables.cases);
	const scored = (caseId: string, finalScore: string, attribution: string | null = null) =>
		app.db.transaction(async (write) => {
			const { cases } = write.tables;
			await write
				.update(cases)
				.set({ state: 'closed', finalScore, attribution, finalAt: app.clock.now() })
				.where(eq(cases.id, caseId));
		});

	describe('preliminary and final reports', () => {
		const grade = (pairId: string, given: Partial<GradePair> = {}) =>
			gradePair(
				{ app, actor: coordinator },
				{ pairId, grade: 'major', gradedFor: 'client', words: 'Bleed added.', refer: false, ...given }
			);

		type Pair = {
			sameReader?: boolean;
			sameText?: boolean;
			finalAt?: number;
			/** How many days ago each came in. */
			came?: readonly [preliminary: number, final: number];
		};

		async function aPair(given: Pair = {}) {
			const cameAt = (days: number) => ({ receivedAt: app.clock.now() - days * DAY_MS });
			const [earlier, later] = (given.came ?? [0, 0]).map(cameAt);
			const preliminary = await aRead(app, { kind: 'preliminary', finalAt: null, ...earlier });
			const { accession, facilityId } = preliminary;
			const final = await aRead(app, {
				accession,
				facilityId,
				...later,
				...(given.finalAt === undefined ? {} : { finalAt: given.finalAt }),
				...(given.sameReader ? { readerId: preliminary.readerId } : {})
			});
			await reportOf(preliminary.id, 'IMPRESSION:\nNo bleed.');
			await reportOf(final.id, given.sameText ? 'IMPRESSION:\nNo bleed.' : 'IMPRESSION:\nSmall bleed.');
			return { preliminary, final };
		}

		it('are paired once, unless one person said the same twice', async () => {
			const { preliminary, final } = await aPair();
			await aPair({ sameReader: true, sameText: true });
			await aPair({ sameReader: true });
			await aPair({ sameText: true });
			await aRead(app, { kind: 'preliminary' });
			expect(await findPairs(app)).toBe(3);
			expect(await findPairs(app)).toBe(0);
			const { readPairs } = app.db.read.tables;
			const pairs = await app.db.read.select().from(readPairs).orderBy(asc(readPairs.id));
			expect(pairs.find(({ preliminaryReadId }) => preliminaryReadId === preliminary.id)).toMatchObject({
				finalReadId: final.id,
				finalAt: final.finalAt,
				grade: null
			});
		});

		it.each([
			[0, 0, 1],
			[9, 0, 1],
			[0, 9, 1],
			[9, 9, 0]
		] as const)('that came %i and %i days ago are %i recent pair', async (preliminary, final, n) => {
			await aPair({ came: [preliminary, final] });
			expect(await findRecentPairs(app)).toBe(n);
			expect(await findRecentPairs(app)).toBe(0);
			expect(await findPairs(app)).toBe(1 - n);
		});

		it('are found behind hundreds of other reads of the same moment', async () => {
			const other = await aRead(app, { receivedAt: app.clock.now() });
			const others = Array.from({ length: 600 }, (_, n) => ({
				...other,
				id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
				naturalKey: `other-${n}`,
				samplingId: `other-${n}`,
				accession: `other-${n}`
			}));
			await app.db.transaction((write) => write.insertRows(write.tables.reads, others));
			await aPair();
			expect(await findRecentPairs(app)).toBe(1);
		});

		it('stand side by side without a name', async () => {
			const { preliminary, final } = await aPair();
			const { radiologists, reports } = app.db.read.tables;
			const [reader] = await app.db.read
				.select()
				.from(radiologists)
				.where(eq(radiologists.id, final.readerId));
			await app.db.transaction(async (write) => {
				await write
					.update(reports)
					.set({ text: `IMPRESSION:\nSmall bleed. Discussed with Dr. ${reader?.familyName}.` })
					.where(eq(reports.readId, final.id));
			});
			await findPairs(app);
			const { rows, total } = await waitingPairs(app.db.read, coordinator);
			expect(total).toBe(1);
			const view = await findPair(app.db.read, coordinator, rows[0]?.id ?? '', reportScrubber(app.db.read));
			expect(view?.accession).toBe(preliminary.accession);
			expect(view?.diff.before).toContainEqual({ text: 'No ', isChanged: true });
			expect(view?.diff.after).toContainEqual({ text: 'Small ', isChanged: true });
			expect(JSON.stringify(view)).not.toContain(reader?.familyName);
		});

		it.each([
			['concur', true, 0],
			['minor', false, 0],
			['minor', true, 1],
			['major', false, 1]
		] as const)('graded %s with refer %s make %i case', async (value, refer, n) => {
			const { preliminary } = await aPair();
			await findPairs(app);
			const id = (await waitingPairs(app.db.read, coordinator)).rows[0]?.id ?? '';
			expect(await grade(id, { grade: value, refer })).toEqual({
				ok: true,
				value: { kept: n === 1 ? 'referred' : 'graded' }
			});
			const made = await allCases();
			expect(made).toHaveLength(n);
			if (n === 0) return;
			expect(made[0]).toMatchObject({ readId: preliminary.id, detectionMode: 'preliminary-final' });
			expect(await askedOfCase(app.db.read, made[0]?.id ?? '')).toMatchObject([
				{ mode: 'preliminary-final', source: 'client', grade: value }
			]);
			expect(await auditTypes(app, id)).toEqual(['read-pair.graded']);
		});

		it('are graded again until they have made a case, and not after', async () => {
			await aPair();
			await findPairs(app);
			const id = (await waitingPairs(app.db.read, coordinator)).rows[0]?.id ?? '';
			expect((await grade(id, { grade: 'concur' })).ok).toBe(true);
			expect((await grade(id)).ok).toBe(true);
			expect(await grade(id, { grade: 'concur' })).toEqual({ ok: false, error: 'already-graded' });
		});

		it('are not said to be sent on where the case of their read was withdrawn', async () => {
			const { preliminary } = await aPair();
			await aCase(app, {
				...{ readId: preliminary.id, detectionMode: 'preliminary-final', state: 'withdrawn' }
			});
			await findPairs(app);
			const id = (await waitingPairs(app.db.read, coordinator)).rows[0]?.id ?? '';
			expect(await grade(id)).toEqual({ ok: true, value: { kept: 'waiting' } });
			const { referrals } = app.db.read.tables;
			expect(await app.db.read.select().from(referrals)).toMatchObject([{ status: 'open' }]);
		});

		it('may end with a client’s text, which no read of the group holds', async () => {
			const preliminary = await aRead(app, { kind: 'preliminary' });
			await reportOf(preliminary.id, 'IMPRESSION:\nNo bleed.');
			const add = () =>
				addClientFinal(
					{ app, actor: coordinator },
					{ readId: preliminary.id, finalText: 'IMPRESSION:\nBleed.' }
				);
			const { pairId } = getValue(await add());
			expect(await add()).toEqual({ ok: false, error: 'already-paired' });
			expect(await findPair(app.db.read, coordinator, pairId, reportScrubber(app.db.read))).toMatchObject({
				isClients: true
			});
			getValue(await grade(pairId));
			const [made] = await allCases();
			expect(await comparisonOfCase(app.db.read, made?.id ?? '')).toEqual({
				text: 'IMPRESSION:\nBleed.'
			});
			const final = await aRead(app);
			expect(await addClientFinal({ app, actor: coordinator }, { readId: final.id, finalText: 'x' })).toEqual(
				{ ok: false, error: 'read-not-found' }
			);
		});

		it('are counted by facility and month with what nobody compared apart', async () => {
			const september = Date.parse('2026-09-30T23:00:00Z');
			const { preliminary } = await aPair({ finalAt: september });
			await aPair({ finalAt: september + 2 * 3_600_000 });
			await findPairs(app);
			const waiting = (await waitingPairs(app.db.read, coordinator)).rows;
			const first = waiting.find(({ accession }) => accession === preliminary.accession);
			getValue(await grade(first?.id ?? ''));
			const { rows, all } = await concordance(app.db.read, 0);
			expect(rows.map(({ month, major, ungraded }) => ({ month, major, ungraded }))).toEqual([
				{ month: '2026-10', major: 0, ungraded: 1 },
				{ month: '2026-09', major: 1, ungraded: 0 }
			]);
			expect(all.majorRate).toEqual(makeRate(1, 1));
			const [made] = await allCases();
			await scored(made?.id ?? '', '3b', 'reviewer');
			expect(await pairAttributions(app.db.read)).toEqual([{ attribution: 'reviewer', n: 1 }]);
		});

		it('are not there for the reader of either', async () => {
			const radiologist = await aRadiologist(app);
			const user = await aUser(app, ['radiologist', 'coordinator'], { radiologistId: radiologist.id });
			const actor = await getActor(app, user.id);
			const preliminary = await aRead(app, { kind: 'preliminary', readerId: radiologist.id });
			const { accession, facilityId } = preliminary;
			const final = await aRead(app, { accession, facilityId });
			await reportOf(preliminary.id, 'No bleed.');
			await reportOf(final.id, 'Bleed.');
			await findPairs(app);
			const id = (await waitingPairs(app.db.read, coordinator)).rows[0]?.id ?? '';
			expect((await waitingPairs(app.db.read, actor)).rows).toEqual([]);
			expect(await gradePair({ app, actor }, { ...anyGrade, pairId: id })).toEqual({
				ok: false,
				error: 'pair-not-found'
			});
		});
	});

	const anyGrade = { grade: 'concur', gradedFor: 'group', words: '', refer: false } as const;

	describe('results of algorithms', () => {
		let folder: string;
		beforeEach(async () => {
			folder = await mkdtemp(join(tmpdir(), 'overread-ai-'));
		});
		afterEach(() => rm(folder, { recursive: true, force: true }));

		const header = 'accession,facility,algorithm,version,finding,result,confidence';
		async function importLines(...lines: string[]) {
			const path = join(folder, 'results.csv');
			await writeFile(path, [header, ...lines, ''].join('\n'));
			return importPaths(app, null, [path]);
		}
		const compare = (resultId: string, agreement: 'agrees' | 'disagrees') =>
			compareResult({ app, actor: coordinator }, { resultId, agreement });

		it('are imported once, and refused with a reason by line', async () => {
			const facility = await aFacility(app, { code: 'MAIN' });
			const read = await aRead(app, { facilityId: facility.id, accession: 'A77' });
			const line = 'A77,MAIN,BleedFinder,2.1,Haemorrhage,positive,0.93';
			expect(
				await importLines(line, 'A77,ELSEWHERE,BleedFinder,2.1,Haemorrhage,positive,', 'A77,MAIN,,,,,')
			).toMatchObject({
				results: 1,
				taken: 1,
				refused: 2,
				refusals: [
					{ position: 4, reason: 'invalid-value', detail: 'algorithm: missing' },
					{ position: 3, reason: 'unknown-facility' }
				]
			});
			expect(await importLines(line)).toMatchObject({ taken: 0, unchanged: 1, refused: 0 });
			expect(await importLines(line.replace('positive', 'negative'))).toMatchObject({
				taken: 0,
				refusals: [{ position: 2, reason: 'result-differs' }]
			});
			const { aiResults } = app.db.read.tables;
			expect(await app.db.read.select().from(aiResults)).toMatchObject([
				{
					readId: read.id,
					finding: 'haemorrhage',
					result: 'positive',
					confidence: 0.93,
					agreement: 'unknown'
				}
			]);
		});

		it('wait for their read, and for the final one where both have come', async () => {
			const facility = await aFacility(app, { code: 'MAIN' });
			await importLines('A77,MAIN,BleedFinder,2.1,Haemorrhage,positive,0.93');
			expect((await waitingResults(app.db.read, coordinator)).total).toBe(0);
			const at = { facilityId: facility.id, accession: 'A77' };
			await aRead(app, { ...at, kind: 'preliminary' });
			const final = await aRead(app, at);
			expect(await linkAiResults(app)).toBe(1);
			expect(await linkAiResults(app)).toBe(0);
			const { aiResults } = app.db.read.tables;
			expect((await app.db.read.select().from(aiResults))[0]?.readId).toBe(final.id);
		});

		it('are not said to be sent on where the case of their read was withdrawn', async () => {
			const facility = await aFacility(app, { code: 'MAIN' });
			const read = await aRead(app, { facilityId: facility.id, accession: 'A1' });
			await aCase(app, {
				...{ readId: read.id, detectionMode: 'ai-disagreement', state: 'withdrawn' }
			});
			await importLines('A1,MAIN,BleedFinder,2,Bleed,positive,0.9');
			const id = (await waitingResults(app.db.read, coordinator)).rows[0]?.id ?? '';
			expect(await compare(id, 'disagrees')).toEqual({ ok: true, value: { kept: 'waiting' } });
			const { referrals } = app.db.read.tables;
			expect(await app.db.read.select().from(referrals)).toMatchObject([{ status: 'open' }]);
		});

		it('make a case where the report disagrees, and only a person says so', async () => {
			const facility = await aFacility(app, { code: 'MAIN' });
			const reads = [];
			for (const accession of ['A1', 'A2', 'A3']) {
				const read = await aRead(app, { facilityId: facility.id, accession });
				await reportOf(read.id, 'IMPRESSION:\nNo bleed.');
				reads.push(read);
			}
			await importLines(
				'A1,MAIN,BleedFinder,2,Bleed,negative,0.99',
				'A2,MAIN,BleedFinder,2,Bleed,positive,0.6',
				'A3,MAIN,BleedFinder,2,Bleed,positive,0.9'
			);
			expect(await allCases()).toEqual([]);
			const { rows } = await waitingResults(app.db.read, coordinator);
			expect(rows.map(({ accession }) => accession)).toEqual(['A3', 'A2', 'A1']);
			const [third, second, first] = rows.map(({ id }) => id);
			const view = await findResult(app.db.read, coordinator, third ?? '', reportScrubber(app.db.read));
			expect(view?.report).toContain('No bleed.');
			expect(await compare(third ?? '', 'disagrees')).toEqual({ ok: true, value: { kept: 'referred' } });
			expect(await compare(second ?? '', 'disagrees')).toEqual({ ok: true, value: { kept: 'referred' } });
			expect(await compare(first ?? '', 'agrees')).toEqual({ ok: true, value: { kept: 'compared' } });
			expect(await compare(third ?? '', 'agrees')).toEqual({ ok: false, error: 'already-compared' });
			const made = await allCases();
			expect(made.map(({ detectionMode }) => detectionMode)).toEqual(['ai-disagreement', 'ai-disagreement']);
			await scored(made[0]?.id ?? '', '1');
			await scored(made[1]?.id ?? '', '3b');
			expect(await aiYield(app.db.read)).toEqual({
				minimumN: 30,
				all: makeRate(1, 2),
				byAlgorithm: [{ algorithm: 'BleedFinder', rate: makeRate(1, 2) }],
				compared: 3,
				disagreed: 2
			});
		});
	});

	describe('focused plans', () => {
		const planFor = (radiologistId: string, given: Partial<BeginPlan> = {}): BeginPlan => ({
			radiologistId,
			trigger: 'concern',
			reason: 'ZZREASONZZ three complaints in a month',
			modalities: [],
			targetCount: 3,
			from: toUtcDay(app.clock.now() - 30 * DAY_MS),
			through: toUtcDay(app.clock.now() - DAY_MS),
			criteria: 'No 3b.',
			maxSignificant: 0,
			maxScoreThree: 0,
			...given
		});
		const begin = async (input: BeginPlan) => getValue(await beginPlan({ app, actor: director }, input)).id;
		async function readsOf(readerId: string, days: readonly number[], modality = 'CT') {
			const made = [];
			for (const daysAgo of days) {
				const finalAt = app.clock.now() - daysAgo * DAY_MS;
				made.push(await aRead(app, { readerId, modality, finalAt, examCompletedAt: finalAt - 1000 }));
			}
			return made;
		}

		it('take as many reads of their radiologist as they name, each once', async () => {
			const { id: readerId } = await aRadiologist(app);
			await readsOf(readerId, [2, 3, 4, 5, 6, 40]);
			await readsOf(readerId, [7, 8], 'MR');
			await aRead(app, { readerId, kind: 'preliminary' });
			await aRead(app);
			const planId = await begin(planFor(readerId, { modalities: ['CT'], targetCount: 4 }));
			const made = await allCases();
			expect(made.map(({ detectionMode }) => detectionMode)).toEqual(Array(4).fill('focused'));
			const { reads } = app.db.read.tables;
			const taken = await app.db.read.select().from(reads);
			for (const { readId } of made) {
				const read = taken.find(({ id }) => id === readId);
				expect(read).toMatchObject({ readerId, modality: 'CT', kind: 'final' });
				expect(read?.finalAt).toBeGreaterThan(app.clock.now() - 31 * DAY_MS);
			}
			expect(await takeForPlans(app)).toBe(0);
			await begin(planFor(readerId, { modalities: ['CT'], targetCount: 4 }));
			expect(await allCases()).toHaveLength(5);
			expect(await findPlan(app.db.read, director, planId, app.clock.now())).toMatchObject({
				drawn: 4,
				standing: { done: 0 },
				isComplete: false
			});
		});

		it('that look ahead take reads as they are signed', async () => {
			const { id: readerId } = await aRadiologist(app);
			const today = toUtcDay(app.clock.now());
			await begin(
				planFor(readerId, { from: today, through: toUtcDay(app.clock.now() + 29 * DAY_MS), targetCount: 3 })
			);
			expect(await allCases()).toEqual([]);
			for (let day = 0; day < 31; day++) {
				app.clock.advance(DAY_MS);
				await readsOf(readerId, [0.1]);
				await takeForPlans(app);
			}
			expect(await allCases()).toHaveLength(3);
		});

		it('count outcomes against limits that were fixed before, and say when they can be ended', async () => {
			const { id: readerId } = await aRadiologist(app);
			await readsOf(readerId, [2, 3, 4]);
			const id = await begin(planFor(readerId));
			expect(await tellOfDuePlans(app)).toBe(1);
			const [one, two, three] = await allCases();
			await scored(one?.id ?? '', '1');
			await scored(two?.id ?? '', '2b');
			await scored(three?.id ?? '', '1');
			expect(await findPlan(app.db.read, director, id, app.clock.now())).toMatchObject({
				isComplete: true,
				standing: { done: 3, isWithinLimits: false, significant: makeRate(1, 3) }
			});
			await tellOfDuePlans(app);
			const { notices } = app.db.read.tables;
			const told = await app.db.read.select().from(notices).where(eq(notices.userId, director.id));
			expect(told.filter(({ kind }) => kind === 'focused-plan.due')).toMatchObject([
				{ path: `/referrals/focused/${id}`, facts: {} }
			]);
			const end = () =>
				endPlan({ app, actor: director }, { id, outcome: 'not-met', outcomeWords: 'One 2b.' });
			expect(await end()).toEqual({ ok: true, value: { id, outcome: 'not-met' } });
			expect(await end()).toEqual({ ok: false, error: 'already-ended' });
			expect(await auditTypes(app, id)).toEqual(['focused-plan.begun', 'focused-plan.ended']);
			expect(await takeForPlans(app)).toBe(0);
		});

		it('that ended are shown fifty a page, the latest first, below those that run', async () => {
			const radiologist = await aRadiologist(app);
			const running = await begin(planFor(radiologist.id));
			const ended: string[] = [];
			for (let n = 0; n < 52; n++) {
				app.clock.advance(1);
				const id = await begin(planFor(radiologist.id));
				await endPlan({ app, actor: director }, { id, outcome: 'met', outcomeWords: 'As hoped.' });
				ended.unshift(id);
			}
			const page = async (after: string | null) => {
				const { rows, next } = await planList(app.db.read, director, {
					now: app.clock.now(),
					after: parseListPlace(after)
				});
				return { ids: rows.map(({ id }) => id), next };
			};
			const first = await page(null);
			expect(first.ids).toEqual([running, ...ended.slice(0, 50)]);
			expect(await page(first.next)).toEqual({ ids: ended.slice(50), next: null });
		});

		it('are known to their radiologist without the reads and the reason', async () => {
			const radiologist = await aRadiologist(app);
			const user = await aUser(app, ['radiologist', 'director'], { radiologistId: radiologist.id });
			const actor = await getActor(app, user.id);
			const [read] = await readsOf(radiologist.id, [2]);
			const id = await begin(planFor(radiologist.id));
			const own = await ownPlans(app.db.read, actor, app.clock.now());
			expect(own).toMatchObject([{ targetCount: 3, criteria: 'No 3b.', isOver: true }]);
			const within = app.clock.now() - 10 * DAY_MS;
			expect(await ownPlans(app.db.read, actor, within)).toMatchObject([{ isOver: false }]);
			expect(JSON.stringify(own)).not.toMatch(/ZZREASONZZ/);
			expect(JSON.stringify(own)).not.toContain(read?.id);
			const page = { now: app.clock.now(), after: null };
			expect(await planList(app.db.read, actor, page)).toEqual({ rows: [], next: null });
			expect(await findPlan(app.db.read, actor, id, app.clock.now())).toBeNull();
			expect(await beginPlan({ app, actor }, planFor(radiologist.id))).toEqual({
				ok: false,
				error: 'own-reads'
			});
			expect(await endPlan({ app, actor }, { id, outcome: 'stopped', outcomeWords: 'No.' })).toEqual({
				ok: false,
				error: 'plan-not-found'
			});
		});

		it('do not tell the committee that a case is one of theirs', async () => {
			const { id: readerId } = await aRadiologist(app);
			await readsOf(readerId, [2]);
			await begin(planFor(readerId));
			const [made] = await allCases();
			expect(await askedOfCase(app.db.read, made?.id ?? '')).toEqual([]);
		});
	});
});
