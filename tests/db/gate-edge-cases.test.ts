import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, type Instant } from '#lib/core/instant.ts';
import { aFacility, aRadiologist, aRead, publishInitialPolicies } from '../support/builders.ts';
import { foundOf, record, recordLicence, sweepAll } from '../support/gate.ts';
import { engines, testApp, testStart, type TestApp } from '../support/test-app.ts';

/** 10:00 in Texas on a day of November 2026. */
const on = (day: number): Instant => Date.UTC(2026, 10, day, 16);

describe.each(engines)('the gate over what is recorded on %s', (engine) => {
	let app: TestApp;
	let readerId: string;
	let facilityId: string;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		readerId = (await aRadiologist(app)).id;
		facilityId = (await aFacility(app)).id;
		app.clock.set(on(1));
	});
	afterEach(() => app.close());

	const signed = async (finalAt: Instant, given: Parameters<typeof aRead>[1] = {}): Promise<string> =>
		(await aRead(app, { readerId, facilityId, finalAt, examCompletedAt: finalAt - HOUR_MS, ...given })).id;
	const found = async (id: string): Promise<string[]> => {
		await sweepAll(app);
		return foundOf(app, id);
	};

	it('fails a read in the gap before a late renewal, and passes those on either side of it', async () => {
		await recordLicence(app, readerId, { expiresOn: '2026-11-04' });
		await recordLicence(app, readerId, { issuedOn: '2026-11-09', expiresOn: '2028-11-04' });
		const reads = [await signed(on(4)), await signed(on(6)), await signed(on(9))];
		await sweepAll(app);
		expect(await Promise.all(reads.map((id) => foundOf(app, id)))).toEqual([
			[],
			['fail licence-expired / fail licence-expired'],
			[]
		]);
	});

	it('keeps what was known then beside what a backdated reinstatement says now', async () => {
		const old = await recordLicence(app, readerId, { expiresOn: '2026-11-04' });
		const id = await signed(on(6));
		app.clock.set(on(7));
		expect(await found(id)).toEqual(['fail licence-expired / fail licence-expired']);
		app.clock.set(on(10));
		await recordLicence(app, readerId, { expiresOn: '2027-11-04' }, old);
		expect(await found(id)).toEqual([
			'fail licence-expired / fail licence-expired',
			'pass / fail licence-expired'
		]);
	});

	it('says of a licence that was recorded after the read that it was not known then', async () => {
		const other = await aRadiologist(app);
		await recordLicence(app, other.id);
		const id = await signed(on(2));
		app.clock.set(on(3));
		expect(await found(id)).toEqual(['fail no-active-licence / fail no-active-licence']);
		await recordLicence(app, readerId);
		expect((await found(id)).at(-1)).toBe('pass / fail no-active-licence');
	});

	it('counts the last day to midnight at the facility, whatever day it is elsewhere', async () => {
		await recordLicence(app, readerId, { expiresOn: '2026-11-04' });
		// 23:59 and 00:00 in Chicago, when it is the fifth in UTC.
		const midnight = Date.UTC(2026, 10, 5, 6);
		const [before, after] = [await signed(midnight - 60_000), await signed(midnight)];
		// Examined before midnight, signed after it.
		const crossing = await signed(midnight + HOUR_MS, { examCompletedAt: midnight - HOUR_MS });
		await sweepAll(app);
		expect(await foundOf(app, before)).toEqual([]);
		expect(await foundOf(app, after)).toHaveLength(1);
		expect(await foundOf(app, crossing)).toHaveLength(1);
	});

	it('asks of each version of a report its own signer at its own time', async () => {
		const second = await aRadiologist(app);
		await recordLicence(app, readerId, { expiresOn: '2026-11-04' });
		await recordLicence(app, second.id);
		const preliminary = await signed(on(5), {
			kind: 'preliminary',
			status: 'current',
			preliminaryAt: on(5),
			finalAt: null
		});
		const final = await signed(on(4), { status: 'superseded' });
		const addendum = await signed(on(6), { status: 'corrected', reportVersion: 2, readerId: second.id });
		const open = await signed(on(6), { finalAt: null });
		const tally = await sweepAll(app);
		expect(tally).toMatchObject({ reads: 3, outcomes: { pass: 2, fail: 1 } });
		expect(await foundOf(app, preliminary)).toEqual(['fail licence-expired / fail licence-expired']);
		for (const id of [final, addendum, open]) expect(await foundOf(app, id)).toEqual([]);
	});

	it('counts a training licence for preliminary reads alone', async () => {
		await recordLicence(app, readerId, { pathway: 'training' });
		const preliminary = await signed(on(5), { kind: 'preliminary', preliminaryAt: on(5), finalAt: null });
		const final = await signed(on(5));
		await sweepAll(app);
		expect(await foundOf(app, preliminary)).toEqual([]);
		expect(await foundOf(app, final)).toHaveLength(1);
	});

	it('lets an order of the board bite from its day, not from when it was recorded', async () => {
		await recordLicence(app, readerId);
		await record(app, readerId, {
			kind: 'board-order',
			body: {
				jurisdiction: 'TX',
				imposes: 'suspended',
				description: 'Summary suspension',
				effectiveOn: '2026-11-10',
				endsOn: null
			}
		});
		const [before, after] = [await signed(on(9)), await signed(on(10))];
		await sweepAll(app);
		expect(await foundOf(app, before)).toEqual([]);
		expect(await foundOf(app, after)).toEqual(['fail licence-suspended / fail licence-suspended']);
	});

	it('fails reads of somebody on an exclusion list until it is found to be another person', async () => {
		await recordLicence(app, readerId);
		const match = { list: 'LEIE', from: '2026-11-02', to: null } as const;
		const id = await signed(on(5));
		app.clock.set(on(6));
		const row = await record(app, readerId, { kind: 'exclusion', body: match });
		expect(await found(id)).toEqual(['fail excluded / pass']);
		app.clock.set(on(7));
		await record(app, readerId, { kind: 'exclusion', body: { ...match, isCleared: true } }, row);
		expect((await found(id)).at(-1)).toBe('pass / pass');
	});

	it('warns of a compact licence of Michigan until it has been checked since', async () => {
		const michigan = (await aFacility(app, { jurisdiction: 'MI', timeZone: 'America/Detroit' })).id;
		const licence = await recordLicence(app, readerId, {
			jurisdiction: 'MI',
			pathway: 'imlc-expedited-full',
			issuedViaImlc: true
		});
		const id = await signed(on(5), { facilityId: michigan });
		expect((await found(id)).map((text) => text.split(' / ')[0])).toEqual([
			'pass-with-warning compact-membership-uncertain'
		]);
		app.clock.set(on(6));
		await record(app, readerId, {
			kind: 'verification',
			body: {
				of: licence,
				verifiedOn: '2026-11-06',
				result: 'confirmed',
				sourceName: 'Michigan LARA',
				sourceType: 'primary',
				method: 'web'
			}
		});
		expect((await found(id)).at(-1)).toMatch(/^pass \//);
	});

	it('cannot tell where nobody knows the facility’s place or zone', async () => {
		await recordLicence(app, readerId);
		const nowhere = (await aFacility(app, { jurisdiction: '' })).id;
		const timeless = (await aFacility(app, { timeZone: 'Nowhere/Nothing' })).id;
		const ids = [await signed(on(5), { facilityId: nowhere }), await signed(on(5), { facilityId: timeless })];
		await sweepAll(app);
		expect((await Promise.all(ids.map((id) => foundOf(app, id)))).flat()).toEqual([
			'not-determinable service-state-unknown / not-determinable service-state-unknown',
			'not-determinable facility-time-zone-unknown / not-determinable facility-time-zone-unknown'
		]);
	});

	it('goes by where the patient was, before where the facility is', async () => {
		await recordLicence(app, readerId);
		const id = await signed(testStart - 3 * DAY_MS, { serviceState: 'OK' });
		expect(await found(id)).toEqual(['fail no-active-licence / fail no-active-licence']);
	});
});
