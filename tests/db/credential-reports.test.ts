import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { cmeRecordSchema } from '#lib/core/credentials/cme/record.ts';
import type { Credential } from '#lib/core/credentials/kinds.ts';
import { defaultCredentialPolicy } from '#lib/core/credentials/policy.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import { mayMake, type ReportKind } from '#lib/core/reports/catalogue.ts';
import { err, getValue } from '#lib/core/result.ts';
import { makeCheckpoint } from '#lib/features/audit/checkpoint-commands.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { recordCmeActivity } from '#lib/features/credentials/cme/commands.server.ts';
import { acrPlaces } from '#lib/features/credentials/cme/facilities.server.ts';
import { cmeMatrix } from '#lib/features/credentials/cme/matrix.server.ts';
import { refreshCme } from '#lib/features/credentials/cme/results.server.ts';
import { publishCredentialPolicy } from '#lib/features/credentials/cme/rules.server.ts';
import { expirablesView } from '#lib/features/credentials/expiry/expirables-view.server.ts';
import { parseExpirableFilter } from '#lib/features/credentials/expiry/filter.ts';
import { recordCredential } from '#lib/features/credentials/records/commands.server.ts';
import { importCredentialFile } from '#lib/features/credentials/records/import.server.ts';
import { cellText } from '#lib/features/credentials/records/matrix-words.ts';
import { credentialMatrix } from '#lib/features/credentials/records/matrix.server.ts';
import { makeReport } from '#lib/features/reports/make-report.server.ts';
import { reportPage } from '#lib/features/reports/report-page.server.ts';
import { renderReport } from '#lib/features/reports/render-report.server.ts';
import { messages } from '#lib/i18n/messages.ts';
import { aFacility, aRadiologist, aRead, aUser } from '../support/builders.ts';
import { expectKept, madeReport } from '../support/kept-reports.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

/** The day of `testStart`. */
const today = '2026-11-16';
const kinds = [
	'personnel-sheet',
	'licence-matrix',
	'expirables',
	'verification-log',
	'cme-transcript',
	'cme-compliance',
	'exclusion-screening'
] as const satisfies readonly ReportKind[];

const leie = [
	'LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,SPECIALTY,UPIN,NPI,DOB,ADDRESS,CITY,STATE,ZIP,EXCLTYPE,EXCLDATE,REINDATE,WAIVERDATE,WVRSTATE',
	'BIRCH,BEATE,,,,,,1234567893,,,,,,1128b4,20200120,00000000,00000000,'
];

/** Two radiologists at a facility that is accredited for CT: one with a checked licence and education, one on the exclusion list. */
async function aGroup(app: TestApp) {
	const director = await getActor(app, (await aUser(app, 'director', { name: 'Dana Director' })).id);
	const place = await aFacility(app, { id: 'facility-north', code: 'NORTH', name: 'North Hospital' });
	const person = (code: string, familyName: string, givenName: string, npi: string) =>
		aRadiologist(app, {
			id: `person-${familyName.toLowerCase()}`,
			code,
			familyName,
			givenName,
			npi,
			externalId: code
		});
	const alder = await person('R01', 'Alder', 'Anna', '1987654328');
	const birch = await person('R02', 'Birch', 'Beate', '1234567893');
	const record = async (radiologistId: string, credential: Credential) =>
		getValue(await recordCredential(app, null, { ...credential, radiologistId, source: 'hand' })).id;
	const term = { pathway: 'full', status: 'active', issuedOn: '2025-01-01' } as const;
	const licence = await record(alder.id, {
		kind: 'licence',
		body: { jurisdiction: 'TX', number: 'T1', expiresOn: '2027-01-31', ...term }
	});
	await record(birch.id, { kind: 'licence', body: { jurisdiction: 'TX', expiresOn: '2026-11-01', ...term } });
	await record(alder.id, {
		kind: 'verification',
		body: {
			of: licence,
			verifiedOn: '2026-02-01',
			result: 'confirmed',
			sourceName: 'Texas Medical Board',
			sourceType: 'primary',
			method: 'web',
			verifiedBy: 'Cora Checker'
		}
	});
	await record(alder.id, {
		kind: 'board-certificate',
		body: {
			...{ board: 'ABR', certificate: 'Diagnostic Radiology', duration: 'continuous', status: 'active' },
			...{ meetsMoc: 'no', effectiveOn: '2015-06-01', expiresOn: null }
		} as const
	});
	for (const { id } of [alder, birch])
		await record(id, {
			kind: 'privilege',
			body: { facility: place.id, modalities: ['CT'], from: '2026-01-01', to: null }
		});
	const done = cmeRecordSchema.parse({
		title: 'CT of the body',
		provider: 'Society',
		completedOn: '2025-03-01',
		credits: [{ category: 'AMA-1', amount: 15 }],
		modalities: ['CT'],
		verifiedOn: '2025-03-02'
	});
	getValue(await recordCmeActivity(app, null, { radiologistId: alder.id, body: done, source: 'hand' }));
	const { version } = await currentPolicy(app.db.read, 'credentials');
	const body = {
		...defaultCredentialPolicy,
		verificationMaxAgeDays: 365,
		placeNeeds: [{ place: 'NORTH', leastReaders: null, acrModalities: ['CT' as const] }]
	};
	getValue(await publishCredentialPolicy(app, director, { body, basedOn: version }));
	for (const daysAgo of [400, 420, 10])
		await aRead(app, {
			facilityId: place.id,
			readerId: alder.id,
			examCompletedAt: app.clock.now() - daysAgo * DAY_MS,
			finalAt: app.clock.now() - daysAgo * DAY_MS
		});
	const chunks = (async function* () {
		yield new TextEncoder().encode(leie.join('\n'));
	})();
	const file = { name: 'leie.csv', form: 'LEIE', chunks } as const;
	expect(await importCredentialFile(app, director, file)).toMatchObject({ isDone: true, taken: 1 });
	await refreshCme(app);
	return { director, place, alder, birch };
}

describe.each(engines)('reports on credentials on %s', (engine) => {
	let app: TestApp;
	let group: Awaited<ReturnType<typeof aGroup>>;

	beforeEach(async () => {
		app = await testApp({ engine });
		group = await aGroup(app);
	});
	afterEach(() => app.close());

	const made = (kind: ReportKind, more: object = {}, actor: Actor = group.director) =>
		madeReport(app, actor, { kind, from: today, through: today, ...more });
	const year = { from: '2026-01-01' };

	it('stay what they were, in the files that are kept of them', async () => {
		const more: Partial<Record<ReportKind, object>> = {
			'personnel-sheet': { facility: group.place.id },
			'cme-transcript': { radiologist: group.alder.id },
			'verification-log': year,
			'exclusion-screening': year
		};
		for (const kind of kinds) {
			const { report } = await made(kind, more[kind]);
			await expectKept(report);
			for (const form of ['pdf', 'xlsx'] as const)
				expect((await renderReport(report, form)).length).toBeGreaterThan(1000);
		}
	});

	it('show on the personnel sheet what each page says: checks, exams, rules, screening', async () => {
		const { cells, report } = await made('personnel-sheet', { facility: group.place.id });
		expect(report.head.namesPeople).toBe(true);
		expect(cells('physicians')).toMatchObject([
			{ physician: 'Alder, Anna', npi: '1987654328', privileged: true, oig_result: 'no match' },
			{ physician: 'Birch, Beate', oig_checked: today, oig_result: 'excluded' }
		]);
		expect(cells('licences')).toMatchObject([
			{ number: 'T1', check_source: 'Texas Medical Board', checked: '2026-02-01' },
			{ number: null, checked: null }
		]);
		expect(cells('experience')).toMatchObject([
			{
				physician: 'Alder, Anna',
				modality: 'CT',
				exams_36_months: 2,
				exams_here: 1,
				facility_exams: 1,
				share: 1
			},
			{ physician: 'Birch, Beate', exams_36_months: 0, exams_here: 0, share: 0 }
		]);
		const [place] = (await acrPlaces(app)).places;
		const onPage = place?.people
			.toSorted((a, b) => (a.name < b.name ? -1 : 1))
			.flatMap(({ name, cells: own }) =>
				own.map((cell, at) => [
					...[name, place.rules[at]?.authority, cell && messages.cme.results[cell.result]],
					...[cell?.earned, cell?.category1]
				])
			);
		const inReport = cells('continuing-experience-and-education').map((row) => [
			...[row['physician'], row['authority'], row['result'], row['earned'], row['category1_earned']]
		]);
		expect(inReport.sort()).toEqual(onPage?.sort());
	});

	it('have the cells of the licence matrix and the lines of what runs out', async () => {
		const matrix = await credentialMatrix(app, { section: '', facility: '', only: '' });
		const { cells } = await made('licence-matrix');
		expect(cells('matrix-1')).toEqual(
			matrix.lines.map((line) => ({
				physician: line.name,
				...Object.fromEntries(
					matrix.jurisdictions.map((code, at) => [code, line.cells[at] && cellText(line.cells[at])])
				)
			}))
		);
		const [texas] = cells('by-jurisdiction');
		expect(texas).toMatchObject({ jurisdiction: 'TX', may_read: 1, missing: matrix.missing, facilities: 1 });
		const filter = parseExpirableFilter(new URL('http://x/?window=366'));
		const { lines } = await expirablesView(app, filter, { after: null, size: null });
		const listed = (await made('expirables')).cells('expirables');
		expect(listed.map((row) => [row['physician'], row['item'], row['days_left']])).toEqual(
			lines.map(({ name, what, daysLeft }) => [name, what, daysLeft])
		);
		expect(listed[0]).toMatchObject({ physician: 'Birch, Beate', days_left: -15, status: 'run out' });
	});

	it('tell of an earlier day what held on it', async () => {
		const { cells, report } = await made('expirables', { from: '2026-10-01', through: '2026-10-01' });
		expect(cells('expirables')[0]).toMatchObject({
			physician: 'Birch, Beate',
			days_left: 31,
			status: 'open'
		});
		expect(report.head).toMatchObject({ periodFromOn: '2026-10-01', periodThroughOn: '2026-10-01' });
		expect(
			(await made('licence-matrix', { from: '2030-01-01', through: '2030-01-01' })).report.head
		).toMatchObject({
			periodThroughOn: today
		});
	});

	it('count education as the page does, and a transcript says what counts for whom', async () => {
		const matrix = await cmeMatrix(app, { section: '', rule: '', result: '' });
		const onPage = matrix.lines.flatMap(({ name, cells: own }) =>
			own.flatMap((cell, at) =>
				cell ? [[name, matrix.rules[at]?.authority, messages.cme.results[cell.result]]] : []
			)
		);
		const listed = (await made('cme-compliance')).cells('by-physician');
		expect(listed.map((row) => [row['physician'], row['authority'], row['result']]).sort()).toEqual(
			onPage.sort()
		);
		const { cells } = await made('cme-transcript', { radiologist: group.alder.id, authority: 'acr-ct-ce' });
		expect(cells('requirements')).toMatchObject([
			{ result: 'met', earned: 15, verified: expect.any(Boolean) }
		]);
		expect(cells('activities')).toMatchObject([
			{ completed: '2025-03-01', title: 'CT of the body', certificate: false, verified_on: '2025-03-02' }
		]);
		expect(cells('activities')[0]?.['counts_for']).toBe(cells('requirements')[0]?.['authority']);
	});

	it('log each check with the next one due, and each list with its matches', async () => {
		expect((await made('verification-log', year)).cells('verifications')).toMatchObject([
			{
				...{ physician: 'Alder, Anna', source: 'Texas Medical Board', by: 'Cora Checker' },
				...{ checked: '2026-02-01', next_due: '2027-02-01', evidence_sha256: null }
			}
		]);
		expect((await made('verification-log', { from: '2026-03-01' })).cells('verifications')).toEqual([]);
		const { cells } = await made('exclusion-screening', year);
		expect(cells('lists')).toMatchObject([
			{ list: 'LEIE', persons: 2, new_matches: 1, by: 'Dana Director', sha256: expect.any(String) }
		]);
		expect(cells('matches')).toMatchObject([
			{ physician: 'Birch, Beate', from: '2020-01-20', outcome: 'excluded' }
		]);
	});

	it('are for those who see credentials, and never put a name beside a code', async () => {
		const auditor = await getActor(app, (await aUser(app, 'auditor')).id);
		const coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		for (const kind of kinds) {
			expect(mayMake(coordinator, kind)).toBe(true);
			expect(await makeReport(app, auditor, { kind, from: today, through: today })).toEqual(
				err('not-permitted')
			);
			const asked = new URLSearchParams();
			const page = getValue(await reportPage(app, coordinator, { kind, asked }));
			expect(JSON.stringify(page)).not.toContain('R01');
		}
	});

	it('name the newest signed checkpoint of the audit log, unless their maker has own reads', async () => {
		expect((await made('licence-matrix')).report.head.auditCheckpoint).toBeNull();
		const { treeSize, rootHash } = getValue(await makeCheckpoint(app, null));
		const at = new Date(app.clock.now()).toISOString();
		expect((await made('licence-matrix')).report.head.auditCheckpoint).toEqual({ treeSize, rootHash, at });
		const reader = { ...group.director, radiologistId: group.alder.id };
		expect((await made('licence-matrix', {}, reader)).report.head.auditCheckpoint).toBeNull();
	});
});
