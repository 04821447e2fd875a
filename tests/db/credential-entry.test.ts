import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { enterCredential, type Entry } from '#lib/features/credentials/records/enter.server.ts';
import { openEntryForm } from '#lib/features/credentials/records/entry-form.server.ts';
import { credentialMatrix } from '#lib/features/credentials/records/matrix.server.ts';
import { openPerson } from '#lib/features/credentials/records/person.server.ts';
import { findCredentialRows } from '#lib/features/credentials/records/rows.server.ts';
import { settleCredential } from '#lib/features/credentials/records/settle.server.ts';
import { aFacility, aRadiologist, aUser } from '../support/builders.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('credentials typed by a coordinator on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;
	let radiologistId: string;
	let today: string;
	const dayAt = (days: number): string => toUtcDay(Date.parse(`${today}T00:00:00Z`) + days * DAY_MS);

	beforeEach(async () => {
		app = await testApp({ engine });
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
		radiologistId = (await aRadiologist(app)).id;
		today = toUtcDay(app.clock.now());
	});
	afterEach(() => app.close());

	const enter = (kind: Entry['kind'], typed: Entry['typed'], corrects: string | null = null, words = '') =>
		enterCredential(app, coordinator, { radiologistId, kind, typed, corrects, words });
	const licence = (over: Entry['typed'] = {}) => ({
		jurisdiction: 'TX',
		number: 'T1',
		pathway: 'full',
		statusRaw: 'Active',
		issuedOn: dayAt(-300),
		expiresOn: dayAt(300),
		...over
	});
	const check = (of: string) => ({
		of,
		verifiedOn: today,
		result: 'confirmed',
		sourceName: 'Texas Medical Board',
		sourceType: 'primary',
		method: 'web'
	});
	const matrix = () => credentialMatrix(app, { section: '', facility: '', only: '' });
	const open = (knownOn: string | null = null) =>
		openPerson(app, coordinator, { id: radiologistId, knownOn });

	it('are recorded with what there is to say, refused where they cannot be, and never twice', async () => {
		expect(getValue(await enter('licence', licence())).notes).toEqual(['backdated']);
		expect(await enter('licence', licence())).toEqual({ ok: false, error: { error: 'already-recorded' } });
		expect(await enter('licence', licence({ expiresOn: dayAt(-400) }))).toEqual({
			ok: false,
			error: { fields: { expiresOn: 'days-reversed' } }
		});
		expect(await enter('privilege', { facility: 'nowhere', from: today })).toEqual({
			ok: false,
			error: { fields: { facility: 'facility-unknown' } }
		});
		expect(await findCredentialRows(app.db.read, {})).toHaveLength(1);
	});

	it('turn the matrix: unverified, checked, and hatched where it is needed and missing', async () => {
		await aFacility(app, { jurisdiction: 'OK' });
		const { id: facility } = await aFacility(app, { jurisdiction: 'NM' });
		getValue(await enter('privilege', { facility, from: dayAt(-10) }));
		const { id } = getValue(await enter('licence', licence()));
		const before = await matrix();
		expect(before.jurisdictions).toEqual(['NM', 'OK', 'TX']);
		expect(before.lines[0]?.cells).toMatchObject([
			{ state: 'none', isMissing: true },
			{ state: 'none', isMissing: false },
			{ state: 'reads', days: 300, marks: ['unverified'] }
		]);
		getValue(await enter('verification', check(id)));
		expect((await matrix()).lines[0]?.cells[2]).toMatchObject({ marks: [], termId: id });
	});

	it('are corrected with words, and shown as they were known before', async () => {
		const { id } = getValue(await enter('licence', licence()));
		const then = today;
		app.clock.advance(3 * DAY_MS);
		const right = licence({ expiresOn: dayAt(30) });
		expect(await enter('licence', right, id)).toEqual({
			ok: false,
			error: { fields: { words: 'correction-words-required' } }
		});
		const newer = getValue(await enter('licence', right, id, 'a slip'));
		const now = await open();
		expect(now?.rows.map((row) => [row.id, row.standing])).toEqual([
			[newer.id, 'stands'],
			[id, 'superseded']
		]);
		expect((await open(then))?.rows.map((row) => [row.id, row.standing])).toEqual([[id, 'stands']]);
		expect(await auditTypes(app, radiologistId)).toEqual([
			'credential.recorded',
			'credential.corrected',
			'credential.viewed',
			'credential.viewed'
		]);
	});

	it('keep their checks when a restriction is reviewed, once', async () => {
		const typed = licence({ statusRaw: 'Active - Probation', restrictions: 'No fluoroscopy.' });
		const { id } = getValue(await enter('licence', typed));
		getValue(await enter('verification', check(id)));
		expect((await matrix()).lines[0]?.cells[0]?.state).toBe('unreviewed');
		const review = { id: radiologistId, row: id, what: 'review', words: 'Reading is allowed.' } as const;
		const settled = getValue(await settleCredential(app, coordinator, review));
		expect((await matrix()).lines[0]?.cells[0]).toMatchObject({
			state: 'restricted',
			marks: [],
			termId: settled.id
		});
		expect(await settleCredential(app, coordinator, review)).toMatchObject({ ok: false });
		// Other words of the board are another restriction: the review does not cover them.
		const worse = { ...typed, restrictions: 'No emergency reads.' };
		getValue(await enter('licence', worse, settled.id, 'the board wrote again'));
		expect((await matrix()).lines[0]?.cells[0]?.state).toBe('unreviewed');
	});

	it('are recorded once when the form is sent twice at once, and checked only where they stand', async () => {
		const sent = await Promise.all([enter('licence', licence()), enter('licence', licence())]);
		expect(sent.filter(({ ok }) => ok)).toHaveLength(1);
		expect(sent.find(({ ok }) => !ok)).toEqual({ ok: false, error: { error: 'already-recorded' } });
		const [first] = await findCredentialRows(app.db.read, {});
		const id = first?.id ?? '';
		getValue(await enter('licence', licence({ number: 'T2' }), id, 'a slip'));
		expect(await enter('verification', check(id))).toEqual({
			ok: false,
			error: { error: 'already-corrected' }
		});
	});

	it('suggest the next last day of a renewal without filling it in', async () => {
		const { id } = getValue(await enter('licence', licence({ jurisdiction: 'IA' })));
		const form = await openEntryForm(app, { id: radiologistId, query: new URLSearchParams({ renews: id }) });
		expect(form?.typed).not.toHaveProperty('expiresOn');
		expect(form?.suggested?.expiresOn).toMatchObject({ source: expect.any(String), verified: false });
		expect(await openEntryForm(app, { id: 'other', query: new URLSearchParams({ renews: id }) })).toBeNull();
	});
});
