import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import type { CmeResult } from '#lib/core/credentials/cme/evaluate.ts';
import { cmeRecordSchema, type CmeRecordInput } from '#lib/core/credentials/cme/record.ts';
import type { Credential } from '#lib/core/credentials/kinds.ts';
import { defaultCredentialPolicy } from '#lib/core/credentials/policy.ts';
import { getValue } from '#lib/core/result.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { findActivities } from '#lib/features/credentials/cme/activities.server.ts';
import {
	recordCmeActivity,
	takeBackCmeActivity,
	type OnLookAlike
} from '#lib/features/credentials/cme/commands.server.ts';
import { latestResults, refreshCme, resultHistory } from '#lib/features/credentials/cme/results.server.ts';
import { recordCredential } from '#lib/features/credentials/records/commands.server.ts';
import { aRadiologist, aUser } from '../support/builders.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

/** The teaching case of section 2.4. */
const course: CmeRecordInput = {
	title: 'CT and MRI of the body',
	provider: 'Society of Body Imaging',
	completedOn: '2025-03-01',
	credits: [{ category: 'AMA-1', amount: 15 }],
	topics: ['radiology'],
	modalities: ['CT', 'MR'],
	verifiedOn: '2025-03-02'
};
const licence = (jurisdiction: string): Credential => ({
	kind: 'licence',
	body: {
		jurisdiction,
		pathway: 'full',
		status: 'active',
		issuedOn: '2025-01-01',
		expiresOn: '2026-12-31'
	}
});
const ladder: readonly CmeResult[] = ['at-risk', 'short', 'cannot-tell', 'not-applicable', 'met'];

describe.each(engines)('continuing education on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let radiologistId: string;

	beforeEach(async () => {
		app = await testApp({ engine });
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		radiologistId = (await aRadiologist(app, { degree: 'MD' })).id;
	});
	afterEach(() => app.close());

	const add = (
		input: CmeRecordInput,
		onLookAlike: OnLookAlike = 'refuse',
		supersedes: string | null = null
	) =>
		recordCmeActivity(app, coordinator, {
			radiologistId,
			body: cmeRecordSchema.parse(input),
			source: 'hand',
			onLookAlike,
			supersedes
		});
	const hold = async (...credentials: Credential[]) => {
		for (const one of credentials)
			getValue(await recordCredential(app, coordinator, { ...one, radiologistId, source: 'hand' }));
	};
	const publish = async (given: Partial<typeof defaultCredentialPolicy>, basedOn = 0) =>
		getValue(
			await publishPolicy(app, coordinator, {
				kind: 'credentials',
				body: { ...defaultCredentialPolicy, ...given },
				basedOn
			})
		);
	const latest = async () =>
		new Map((await latestResults(app.db.read, [radiologistId])).map((row) => [row.rule, row]));

	it('records an activity once that is sent twice at once', async () => {
		const both = await Promise.all([add(course), add(course)]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, error: 'already-recorded' });
		expect(await findActivities(app.db.read, [radiologistId])).toHaveLength(1);
	});

	it('lets one course of 15 hours serve for every authority that it fits, and for no topic of another', async () => {
		await publish({ cmeRules: ['ABR-P2', 'ACR-CT-CE', 'ACR-MRI-CE'] });
		await hold(licence('CA'), licence('OR'));
		const { id } = getValue(await add(course));
		const results = await latest();
		const earned = (rule: string) => results.get(rule)?.body.earned.total;
		expect(['ABR-P2', 'ACR-CT-CE', 'ACR-MRI-CE', 'US-CA-M'].map(earned)).toEqual([15, 15, 15, 15]);
		expect(['ACR-CT-CE', 'ACR-MRI-CE'].map((rule) => results.get(rule)?.result)).toEqual(['met', 'met']);
		expect(results.get('US-OR')?.body.topics).toMatchObject({ 'pain-management': 0 });
		expect(results.get('ABR-P2')?.body).toMatchObject({ counted: [id], shortBy: { total: 60 } });
	});

	it('counts of a course in two modalities only the hours that it says are in each', async () => {
		await publish({ cmeRules: ['ACR-CT-CE', 'ACR-MRI-CE'] });
		getValue(await add({ ...course, modalities: [{ modality: 'CT', hours: 4 }, 'MR'] }));
		const results = await latest();
		expect(results.get('ACR-CT-CE')?.result).not.toBe('met');
		expect(results.get('ACR-MRI-CE')?.result).toBe('met');
	});

	it('refuses the same activity twice, and says of a look-alike that it may be one', async () => {
		const { id } = getValue(await add(course));
		expect(await add({ ...course, title: ' CT and MRI of the  BODY' })).toEqual({
			ok: false,
			error: 'already-recorded'
		});
		const other = { ...course, provider: 'Transcript service' };
		expect(await add(other)).toEqual({ ok: false, error: 'cme-looks-recorded' });
		const copy = getValue(await add(other, 'keep-as-copy'));
		const rows = await findActivities(app.db.read, [radiologistId]);
		expect(rows.find((row) => row.id === copy.id)?.body.duplicateOf).toBe(id);
		await refreshCme(app);
		expect((await latest()).get('ABR-P2')?.body.notCounted).toContainEqual({ id: copy.id, why: 'duplicate' });
	});

	it('counts a copy again when what it repeats was taken back, and one copy alone', async () => {
		const { id } = getValue(await add(course));
		const copies = [];
		for (const provider of ['Transcript service', 'Another service']) {
			app.clock.advance(1000);
			copies.push(getValue(await add({ ...course, provider }, 'keep-as-copy')).id);
		}
		const newer = getValue(await add({ ...course, location: 'Vienna' }, 'count-both', id)).id;
		const repeats = async () =>
			(await findActivities(app.db.read, [radiologistId])).map((row) => [row.id, row.body.duplicateOf]);
		expect(await repeats()).toEqual(expect.arrayContaining(copies.map((copy) => [copy, newer])));
		const back = { id: newer, radiologistId, words: 'a slip' };
		getValue(await takeBackCmeActivity(app, coordinator, back));
		expect(await repeats()).toEqual([
			[copies[0], undefined],
			[copies[1], copies[0]]
		]);
		expect((await latest()).get('ABR-P2')?.body).toMatchObject({ counted: [copies[0]] });
	});

	it('is corrected once and taken back with its audit events, and what stood stays', async () => {
		const { id } = getValue(await add(course));
		const newer = getValue(await add({ ...course, completedOn: '2025-03-02' }, 'refuse', id));
		expect(await add({ ...course, completedOn: '2025-03-03' }, 'refuse', id)).toEqual({
			ok: false,
			error: 'already-corrected'
		});
		getValue(await takeBackCmeActivity(app, coordinator, { id: newer.id, radiologistId, words: 'a slip' }));
		expect(await findActivities(app.db.read, [radiologistId])).toEqual([]);
		expect(await auditTypes(app, radiologistId)).toEqual(['cme.recorded', 'cme.corrected', 'cme.taken-back']);
		expect((await latest()).get('ABR-P2')?.body.earned.total).toBe(0);
	});

	it('keeps a result when it changes, not otherwise, and old ones with the version of their rule', async () => {
		getValue(await add(course));
		const before = await latest();
		expect(await refreshCme(app)).toBe(0);
		await publish({
			cmeChanges: [
				{
					rule: 'ABR-P2',
					revision: 1,
					changes: { total: 10, category1Min: 10 },
					source: 'Decision of the group',
					asOf: '2026-11',
					verified: true
				}
			]
		});
		expect(await refreshCme(app)).toBe(1);
		const old = before.get('ABR-P2');
		const history = await resultHistory(app.db.read, radiologistId, 100);
		const own = history.filter(({ rule }) => rule === 'ABR-P2');
		expect(own.map(({ ordinal, result }) => [ordinal, result])).toEqual([
			[2, 'met'],
			[1, old?.result]
		]);
		expect(own[0]?.ruleVersion).toBe(`${old?.ruleVersion}+1`);
	});

	it('says which degree is missing where a state has a board for each', async () => {
		const nobody = await aRadiologist(app);
		getValue(
			await recordCredential(app, coordinator, { ...licence('CA'), radiologistId: nobody.id, source: 'hand' })
		);
		await refreshCme(app);
		const [row] = (await latestResults(app.db.read, [nobody.id])).filter(({ rule }) => rule === 'US-CA-M');
		expect(row).toMatchObject({
			result: 'cannot-tell',
			body: { missing: expect.arrayContaining(['degree']) }
		});
	});

	it('no longer holds somebody to a board whose licence ended, and says so', async () => {
		await hold(licence('CA'));
		await refreshCme(app);
		app.clock.set(Date.UTC(2027, 0, 2, 12));
		await refreshCme(app);
		expect((await latest()).get('US-CA-M')).toMatchObject({
			result: 'not-applicable',
			body: { isHeld: false }
		});
	});

	it('never has a worse result by another activity', async () => {
		await publish({ cmeRules: ['ABR-P2', 'ACR-CT-CE', 'ACR-MRI-CE'] });
		await hold(licence('CA'), licence('OR'), licence('FL'), licence('VA'));
		await refreshCme(app);
		const activity = fc.record({
			title: fc.constantFrom('A', 'B', 'C', 'D'),
			completedOn: fc.constantFrom('2023-05-01', '2025-03-01', '2026-06-30', '2026-11-01'),
			category: fc.constantFrom('AMA-1', 'AOA-1A', 'CPD', 'project'),
			amount: fc.integer({ min: 1, max: 200 }).map((n) => n / 4),
			topics: fc.subarray(['radiology', 'opioids', 'ethics', 'medical-errors'] as const),
			modalities: fc.subarray(['CT', 'MR', 'US'] as const)
		});
		const random = fc.sample(activity, { numRuns: 12, seed: 7 });
		let last = await latest();
		for (const [at, { category, amount, ...given }] of random.entries()) {
			const input = { ...given, title: `${given.title} ${at}`, provider: 'P', verifiedOn: '2026-11-02' };
			getValue(await add({ ...input, credits: [{ category, amount }] } as CmeRecordInput));
			const next = await latest();
			for (const [rule, row] of next) {
				const rank = ladder.indexOf(row.result);
				expect(rank, `${rule} after ${at}`).toBeGreaterThanOrEqual(
					ladder.indexOf(last.get(rule)?.result ?? 'at-risk')
				);
			}
			last = next;
		}
	});
});
