import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import type { FileForm } from '#lib/features/credentials/records/import-plan.ts';
import {
	checkCredentialFile,
	importCredentialFile
} from '#lib/features/credentials/records/import.server.ts';
import { findCredentialRows } from '#lib/features/credentials/records/rows.server.ts';
import { aFacility, aRadiologist, aUser } from '../support/builders.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const licenceHeader = 'NPI,State,License Number,Pathway,Status,Issue Date,Expiration Date';
const leieHeader =
	'LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,SPECIALTY,UPIN,NPI,DOB,ADDRESS,CITY,STATE,ZIP,EXCLTYPE,EXCLDATE,REINDATE,WAIVERDATE,WVRSTATE';
const leieRow = (family: string, given: string, npi = '0000000000', born = '19600101') =>
	`${family},${given},,,PHYSICIAN,RADIOLOGY,,${npi},${born},1 ROAD,TOWN,TX,75001,1128b4,20200120,00000000,00000000,`;

async function* chunksOf(lines: Iterable<string>): AsyncGenerator<Uint8Array> {
	for (const line of lines) yield Buffer.from(`${line}\r\n`);
}

describe.each(engines)('files of credentials on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let radiologistId: string;

	beforeEach(async () => {
		app = await testApp({ engine });
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		const person = { familyName: 'Okafor', givenName: 'Desmond', npi: '1234567893' };
		radiologistId = (await aRadiologist(app, person)).id;
	});
	afterEach(() => app.close());

	const file = (form: FileForm, lines: Iterable<string>) => ({
		name: 'f.csv',
		form,
		chunks: chunksOf(lines)
	});
	const check = (form: FileForm, lines: Iterable<string>) =>
		checkCredentialFile(app, coordinator, file(form, lines));
	const take = (form: FileForm, lines: Iterable<string>) =>
		importCredentialFile(app, coordinator, file(form, lines));
	const rows = () => findCredentialRows(app.db.read, {});

	it('are taken whole, with one audit event, and change nothing when they come twice', async () => {
		const { code } = await aFacility(app);
		const lines = [
			licenceHeader,
			'1234567893,TX,T1,full,Active,2025-01-01,2026-12-31',
			'1234567893,TX,T1,full,Active,2027-01-01,2028-12-31',
			'1234567893,CO,C9,imlc-expedited-full,=HYPERLINK(1),2025-01-01,2026-12-31'
		];
		expect(await check('licence', lines)).toMatchObject({
			taken: 3,
			unchanged: 0,
			faultCount: 0,
			isDone: false
		});
		expect(await rows()).toEqual([]);
		expect(await take('licence', lines)).toMatchObject({ taken: 3, isDone: true });
		expect(await take('licence', lines)).toMatchObject({ taken: 0, unchanged: 3 });
		// What is recorded at one instant has no order.
		const statuses = (await rows()).map(({ body }) => ('status' in body ? body.status : ''));
		expect(statuses.sort()).toEqual(['active', 'active', 'unknown']);
		expect(await auditTypes(app, coordinator.id)).toEqual(['credential.imported', 'credential.imported']);

		const privileges = ['radiologist,facility,modalities,from', `1234567893,${code},"CT, MR",2026-01-01`];
		expect(await take('privilege', privileges)).toMatchObject({ taken: 1, faultCount: 0 });
		const other = [licenceHeader, '1234567893,TX,T1,full,Suspended,2025-01-01,2026-12-31'];
		expect((await check('licence', other)).faults).toEqual([
			{ line: 2, column: 'jurisdiction', code: 'recorded-otherwise', detail: null }
		]);
	});

	it('name a row whose facility or radiologist two go by, and match neither', async () => {
		await aFacility(app, { code: 'A', name: 'Mercy' });
		await aFacility(app, { code: 'B', name: 'mercy' });
		await aFacility(app, { code: 'Lakeside', name: 'C' });
		await aFacility(app, { code: 'D', name: 'Lakeside' });
		await aRadiologist(app, { code: 'R77', npi: null });
		await aRadiologist(app, { code: 'R78', npi: null, externalId: 'r77' });
		const faults = async (who: string, where: string) =>
			(await check('privilege', ['radiologist,facility,modalities,from', `${who},${where},CT,2026-01-01`]))
				.faults;
		const named = (column: string, code: string, detail: string) => [{ line: 2, column, code, detail }];
		expect(await faults('1234567893', 'MERCY')).toEqual(named('facility', 'facility-ambiguous', 'MERCY'));
		expect(await faults('1234567893', 'Lakeside')).toEqual(
			named('facility', 'facility-ambiguous', 'Lakeside')
		);
		expect(await faults('R77', 'A')).toEqual(named('radiologist', 'radiologist-ambiguous', 'R77'));
		expect(await faults('R78', 'B')).toEqual([]);
	});

	it('of which a hundred rows are malformed name each with its line and reasons, and nothing is taken', async () => {
		const bad = [
			'1999999999,TX,T1,full,Active,2025-01-01,2026-12-31',
			'1234567893,ZZ,T1,full,Active,2025-01-01,2026-12-31',
			'1234567893,TX,T1,full,Active,2025-02-30,2026-12-31',
			'1234567893,TX,T1,full,Active,2025-01-01,2024-12-31',
			'1234567893,TX,T1'
		];
		const lines = [
			licenceHeader,
			'1234567893,TX,T1,full,Active,2025-01-01,2026-12-31',
			...Array.from({ length: 100 }, (_, at) => bad[at % bad.length] ?? '')
		];
		const taken = await take('licence', lines);
		expect(taken).toMatchObject({ rows: 101, faultCount: 100, isDone: false });
		expect(taken.faults.slice(0, 5).map(({ line, column, code }) => [line, column, code])).toEqual([
			[3, 'radiologist', 'radiologist-unknown'],
			[4, 'jurisdiction', 'choose-one'],
			[5, 'issuedOn', 'not-a-day'],
			[6, 'expiresOn', 'days-reversed'],
			[7, null, 'wrong-column-count']
		]);
		expect(await rows()).toEqual([]);
	});

	it('that lack columns, or are no text, are refused as a whole', async () => {
		expect((await check('licence', ['a,b', '1,2'])).faults).toMatchObject([
			{ line: null, code: 'missing-columns' }
		]);
		expect((await check('mqsa', ['PK\u0003\u0004'])).faults).toMatchObject([{ line: null, code: 'no-text' }]);
	});

	it('of the LEIE give whom they name by number, and by name as a possible match', async () => {
		const { id: named } = await aRadiologist(app, { familyName: 'Solheim', givenName: 'Ingrid' });
		const lines = [
			leieHeader,
			leieRow('OKAFOR', 'DESMOND', '1234567893'),
			leieRow('OKAFOR', 'DESMOND', '1987654328'),
			leieRow('SOLHEIM', 'INGRID'),
			leieRow('ELSE', 'SOMEBODY')
		];
		const taken = await take('LEIE', lines);
		expect(taken.matches.map((match) => [match.radiologistId, match.line, match.isNew])).toEqual([
			[radiologistId, 2, true],
			[named, 4, true]
		]);
		expect(await take('LEIE', lines)).toMatchObject({ taken: 0, unchanged: 2, gone: [] });
		const bodyOf = async (id: string) => (await rows()).find((row) => row.radiologistId === id)?.body;
		const excluded = { list: 'LEIE', from: '2020-01-20', to: null, type: '1128b4' };
		expect(await bodyOf(radiologistId)).toMatchObject({ ...excluded, note: 'Found by NPI.' });
		expect(await bodyOf(named)).toMatchObject({ note: expect.stringContaining('possible match') });
		const later = await check('LEIE', [leieHeader, leieRow('OKAFOR', 'DESMOND', '1234567893')]);
		expect(later.gone.map((one) => one.radiologistId)).toEqual([named]);
	});

	it('of SAM.gov are read by their own headers', async () => {
		const header =
			'Classification,Name,Prefix,First,Middle,Last,Suffix,Exclusion Type,CT Code,Active Date,Termination Date,NPI';
		const row = 'Individual,,,Desmond,,Okafor,,Prohibition,Z1,01/20/2020,Indefinite,1234567893';
		expect(await take('SAM', [header, row])).toMatchObject({ taken: 1, faultCount: 0 });
		expect((await rows())[0]?.body).toMatchObject({ list: 'SAM', from: '2020-01-20', to: null, type: 'Z1' });
	});

	it('of the LEIE with 80,000 rows are read row by row', async () => {
		function* lines(): Generator<string> {
			yield leieHeader;
			for (let at = 0; at < 80_000; at += 1) yield leieRow(`FAMILY${at}`, 'GIVEN');
			yield leieRow('OKAFOR', 'DESMOND', '1234567893');
		}
		expect(await check('LEIE', lines())).toMatchObject({ rows: 80_001, taken: 1, faultCount: 0 });
	}, 30_000);

	it('are taken once when they are sent twice at once, and hold nothing of who takes them', async () => {
		const lines = [licenceHeader, '1234567893,TX,T1,full,Active,2025-01-01,2026-12-31'];
		const taken = await Promise.all([take('licence', lines), take('licence', lines)]);
		expect(await rows()).toHaveLength(1);
		expect(taken.map(({ isDone, taken: n }) => (isDone ? n : 0)).sort()).toEqual([0, 1]);
		const renewal = [licenceHeader, '1234567893,TX,T1,full,Active,2027-01-01,2028-12-31'];
		const self: Actor = { ...coordinator, radiologistId };
		expect(await importCredentialFile(app, self, file('licence', renewal))).toMatchObject({
			isDone: false,
			faults: [{ line: 2, column: 'radiologist', code: 'own-credential', detail: null }]
		});
		expect(await rows()).toHaveLength(1);
	});
});
