import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { defaultCredentialPolicy } from '#lib/core/credentials/policy.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import { reportFaults } from '#lib/core/reports/faults.ts';
import { tablesOf } from '#lib/core/reports/model.ts';
import { getValue } from '#lib/core/result.ts';
import { publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { complianceCsv } from '#lib/features/credentials/gate/compliance-csv.ts';
import { parseComplianceFilter } from '#lib/features/credentials/gate/compliance-filter.ts';
import { complianceFile, complianceView } from '#lib/features/credentials/gate/compliance.server.ts';
import {
	askException,
	decideException,
	withdrawException
} from '#lib/features/credentials/gate/exceptions.server.ts';
import { readCompliance, viewReadCompliance } from '#lib/features/credentials/gate/one-read.server.ts';
import { checkNewReads } from '#lib/features/credentials/gate/sweep.server.ts';
import { exportReport } from '#lib/features/reports/export-commands.server.ts';
import { makeReport } from '#lib/features/reports/make-report.server.ts';
import { verifyFileHash } from '#lib/features/reports/verify.server.ts';
import { aFacility, aRadiologist, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { recordLicence, sweepAll } from '../support/gate.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('compliance and exceptions on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let director: Actor;
	let readerId: string;
	let facilityId: string;
	let readId: string;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		director = await getActor(app, (await aUser(app, 'director')).id);
		readerId = (await aRadiologist(app)).id;
		facilityId = (await aFacility(app, { code: 'FAC', name: '=Hospital' })).id;
		await recordLicence(app, readerId, { jurisdiction: 'OK' });
		readId = (await aRead(app, { readerId, facilityId })).id;
		await sweepAll(app);
	});
	afterEach(() => app.close());

	const ask = (actor = coordinator) =>
		askException({ app, actor }, { id: readId, ground: 'emergency', words: 'Nobody else was there.' });
	const decide = (actor: Actor, decision: 'approved' | 'refused' = 'approved') =>
		decideException({ app, actor }, { id: readId, decision, words: 'I have looked.' });
	const movesOf = async (id: string) => {
		const { auditEvents: t } = app.db.read.tables;
		const rows = await app.db.read.select().from(t).where(eq(t.subjectId, id)).orderBy(t.seq);
		return rows.flatMap(({ facts }) => (JSON.parse(facts) as { status?: string }).status ?? []);
	};
	const filter = (query = '') => parseComplianceFilter(new URL(`http://x/credentials/compliance?${query}`));
	const view = (query = '', after: string | null = null) =>
		complianceView(app, coordinator, { filter: filter(query), after });

	it('count every signed read in one place, by month, facility and reason', async () => {
		const ohio = (await aFacility(app, { code: 'OHI', jurisdiction: 'OK' })).id;
		await aRead(app, { readerId, facilityId: ohio });
		await aRead(app, { readerId, facilityId, finalAt: null });
		app.clock.advance(1);
		await sweepAll(app);
		const { total, byMonth, byFacility, byReason, rows, hasBegun, sweep } = await view();
		const failing = { n: 1, pass: 0, warning: 0, fail: 1, excepted: 0, unknown: 0, unchecked: 0 };
		expect(total).toEqual({ ...failing, n: 2, pass: 1 });
		expect(byMonth).toEqual([{ month: '2026-11', ...total }]);
		expect(byFacility.map(({ code, fail, n }) => [code, fail, n])).toEqual([
			['FAC', 1, 1],
			['OHI', 0, 1]
		]);
		expect(byReason).toEqual([{ reason: 'no-active-licence', n: 1, excepted: 0 }]);
		expect(rows.map(({ id, reasons }) => [id, reasons])).toEqual([[readId, ['no-active-licence']]]);
		expect([hasBegun, sweep.ended?.reads, sweep.isRunning]).toEqual([true, 2, false]);
		expect((await view(`facility=${facilityId}`)).total).toEqual(failing);
		expect((await view('reason=excluded')).rows).toEqual([]);
		expect((await view('show=warning')).rows).toEqual([]);
	});

	it('count no read as one that passes before all of them were checked', async () => {
		const fresh = await testApp({ engine });
		try {
			await publishInitialPolicies(fresh);
			const reader = (await aRadiologist(fresh)).id;
			await recordLicence(fresh, reader, { jurisdiction: 'OK' });
			const found = (await aRead(fresh, { readerId: reader, facilityId: (await aFacility(fresh)).id })).id;
			await aRead(fresh, { readerId: reader });
			await checkNewReads(fresh, [found]);
			const counted = async () =>
				(await complianceView(fresh, coordinator, { filter: filter(), after: null })).total;
			expect(await counted()).toMatchObject({ n: 2, pass: 0, fail: 1, unchecked: 1 });
			await sweepAll(fresh);
			expect(await counted()).toMatchObject({ n: 2, unchecked: 0 });
		} finally {
			await fresh.close();
		}
	});

	it('give every read of a long list once, page by page', async () => {
		for (let n = 0; n < 60; n++) await aRead(app, { readerId, facilityId });
		await sweepAll(app);
		const first = await view();
		const second = await view('', first.next);
		expect([first.rows.length, second.rows.length, second.next]).toEqual([50, 11, null]);
		expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(61);
	});

	it('let a file hold no formula', async () => {
		const { rows } = await complianceFile(app, coordinator, filter());
		expect(complianceCsv(rows)).toContain(",'=Hospital,");
	});

	it('let a read stand when a director approves what a coordinator asked for', async () => {
		getValue(await ask());
		expect(await ask()).toEqual({ ok: false, error: 'already-excepted' });
		getValue(await decide(director));
		expect((await view()).total).toMatchObject({ fail: 0, excepted: 1 });
		expect((await view('show=excepted')).rows).toHaveLength(1);
		expect(await ask()).toEqual({ ok: false, error: 'stale-result' });
		expect(await decide(director)).toEqual({ ok: false, error: 'already-settled' });
		const one = await readCompliance(app, director, readId);
		expect(one?.exceptions).toEqual([
			expect.objectContaining({ status: 'approved', askedBy: coordinator.name, decidedBy: director.name })
		]);
		const { notices } = app.db.read.tables;
		const told = await app.db.read.select({ to: notices.userId, kind: notices.kind }).from(notices);
		expect(told).toContainEqual({ to: director.id, kind: 'exception.asked' });
		expect(told).toContainEqual({ to: coordinator.id, kind: 'exception.decided' });
		expect(await auditTypes(app, one?.exceptions[0]?.id ?? '')).toEqual([
			'exception.asked',
			'exception.decided'
		]);
	});

	it('let nobody decide about what they asked for or read themselves', async () => {
		const both = await getActor(app, (await aUser(app, ['coordinator', 'director'])).id);
		const reader = await getActor(
			app,
			(await aUser(app, ['radiologist', 'director'], { radiologistId: readerId })).id
		);
		const readerAtDesk: Actor = { ...coordinator, radiologistId: readerId };
		expect(await ask(readerAtDesk)).toEqual({ ok: false, error: 'own-read' });
		const own = await readCompliance(app, readerAtDesk, readId);
		expect(own?.acts).toMatchObject({ ask: false, askNot: 'own-read' });
		getValue(await ask(both));
		expect(await decide(both)).toEqual({ ok: false, error: 'own-exception' });
		expect(await decide(reader)).toEqual({ ok: false, error: 'own-read' });
		expect(await decide(coordinator)).toEqual({ ok: false, error: 'not-permitted' });
		expect((await readCompliance(app, reader, readId))?.acts).toMatchObject({ decideNot: 'own-read' });
		expect(await withdrawException({ app, actor: coordinator }, { id: readId })).toEqual({
			ok: false,
			error: 'not-permitted'
		});
		getValue(await withdrawException({ app, actor: both }, { id: readId }));
		expect((await view()).total).toMatchObject({ fail: 1 });
	});

	it('refuse leaves the read open, and it can be asked for again', async () => {
		getValue(await ask());
		getValue(await decide(director, 'refused'));
		expect((await view()).total).toMatchObject({ fail: 1, excepted: 0 });
		expect((await ask()).ok).toBe(true);
	});

	it('cover no reason that is found later, and make way for another one', async () => {
		getValue(await ask());
		getValue(await decide(director));
		const body = { ...defaultCredentialPolicy, requirePrivilege: true };
		getValue(await publishPolicy(app, director, { kind: 'credentials', body, basedOn: 1 }));
		await sweepAll(app);
		expect((await view()).total).toMatchObject({ fail: 1, excepted: 0 });
		getValue(await ask());
		getValue(await decide(director));
		expect((await view()).total).toMatchObject({ fail: 0, excepted: 1 });
		const { gateExceptions: t } = app.db.read.tables;
		const rows = await app.db.read
			.select({ status: t.status, reasons: t.reasons })
			.from(t)
			.where(eq(t.readId, readId))
			.orderBy(t.reasons);
		expect(rows).toEqual([
			{ status: 'outgrown', reasons: 'no-active-licence' },
			{ status: 'approved', reasons: 'no-active-licence,no-privilege' }
		]);
		const [first] = await app.db.read.select().from(t).where(eq(t.status, 'outgrown'));
		expect(await movesOf(first?.id ?? '')).toEqual(['approved', 'outgrown']);
	});

	it.each(['refused', 'withdrawn'] as const)('stand again when what they made way for is %s', async (end) => {
		getValue(await ask());
		getValue(await decide(director));
		const asks = async (basedOn: number, requirePrivilege: boolean) => {
			const body = { ...defaultCredentialPolicy, requirePrivilege };
			getValue(await publishPolicy(app, director, { kind: 'credentials', body, basedOn }));
			await sweepAll(app);
		};
		await asks(1, true);
		getValue(await ask());
		if (end === 'refused') getValue(await decide(director, 'refused'));
		else getValue(await withdrawException({ app, actor: coordinator }, { id: readId }));
		expect((await view()).total).toMatchObject({ fail: 1, excepted: 0 });
		const { gateExceptions: t } = app.db.read.tables;
		const [again] = await app.db.read.select().from(t).where(eq(t.status, 'approved'));
		expect(await movesOf(again?.id ?? '')).toEqual(['approved', 'outgrown', 'stands-again']);
		await asks(2, false);
		expect((await view()).total).toMatchObject({ fail: 0, excepted: 1 });
	});

	it('stand in the report for auditors, within their scope', async () => {
		getValue(await ask());
		getValue(await decide(director));
		const other = (await aFacility(app, { code: 'OTH' })).id;
		await aRead(app, { readerId, facilityId: other });
		await sweepAll(app);
		const request = { from: '2026-11-01', through: '2026-11-16', kind: 'interpretation-compliance' } as const;
		const scope = { facilityIds: [facilityId], from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 17) };
		const auditor: Actor = { ...coordinator, roles: ['auditor'], scope };
		const report = getValue(await makeReport(app, auditor, request));
		expect(reportFaults(report)).toEqual([]);
		const { head } = report;
		const tables = tablesOf(report);
		expect([head.kind, head.n, head.scope]).toEqual(['interpretation-compliance', 1, 'FAC']);
		expect(tables[0]?.rows.map(({ cells }) => cells)).toEqual([
			['FAC', '2026-11', 1, 0, 0, 0, 1, 0],
			['FAC', 'all', 1, 0, 0, 0, 1, 0]
		]);
		expect(tables[1]?.rows.map(({ cells }) => cells.slice(4))).toEqual([
			[
				'Emergency: nobody licensed could be reached in time',
				'let stand',
				coordinator.name,
				director.name,
				'2026-11-16'
			]
		]);
		// Free words may name a patient: nobody has looked through them.
		expect(JSON.stringify(tables)).not.toMatch(/Nobody else was there|I have looked/);
		expect(getValue(await makeReport(app, director, request)).head.n).toBe(2);
		expect(await makeReport(app, auditor, { ...request, facility: other })).toEqual({
			ok: false,
			error: 'facility-out-of-scope'
		});
		const asked = { ...request, format: 'csv', purpose: 'survey', recipient: 'a surveyor' } as const;
		const { sha256 } = getValue(await exportReport(app, auditor, asked));
		expect((await verifyFileHash(app, sha256)).value.export?.kind).toBe('interpretation-compliance');
	});

	it('are no counts in the report before all reads were checked', async () => {
		const fresh = await testApp({ engine });
		try {
			await publishInitialPolicies(fresh);
			const reader = (await aRadiologist(fresh)).id;
			await aRead(fresh, { readerId: reader });
			const request = {
				from: '2026-11-01',
				through: '2026-11-16',
				kind: 'interpretation-compliance'
			} as const;
			const asDirector = await getActor(fresh, (await aUser(fresh, 'director')).id);
			const made = async () => getValue(await makeReport(fresh, asDirector, request));
			const before = await made();
			expect([before.head.n, tablesOf(before)[0]?.rows]).toEqual([0, []]);
			expect(before.notes[0]).toContain('not all been checked');
			await recordLicence(fresh, reader, { jurisdiction: 'OK' });
			expect((await made()).head.n).toBe(0);
			await sweepAll(fresh);
			expect((await made()).head.n).toBe(1);
		} finally {
			await fresh.close();
		}
	});

	it('approve nothing that the gate finds otherwise meanwhile', async () => {
		getValue(await ask());
		await recordLicence(app, readerId);
		await sweepAll(app);
		expect(await decide(director)).toEqual({ ok: false, error: 'stale-result' });
		expect(await ask()).toEqual({ ok: false, error: 'stale-result' });
	});

	it('show of one read both answers, the licence that counted and the history', async () => {
		app.clock.advance(DAY_MS);
		await recordLicence(app, readerId);
		await sweepAll(app);
		const one = await viewReadCompliance(app, coordinator, readId);
		expect(one?.now).toMatchObject({ outcome: 'pass', licence: { jurisdiction: 'TX', number: 'T1234' } });
		expect(one?.then).toMatchObject({ outcome: 'fail', reasons: ['no-active-licence'] });
		expect(one?.history.map(({ outcome }) => outcome)).toEqual(['pass', 'fail']);
		expect(await auditTypes(app, readerId)).toContain('credential.viewed');
		expect(await readCompliance(app, coordinator, 'none')).toBeNull();
	});
});
