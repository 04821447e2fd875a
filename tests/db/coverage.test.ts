import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { addDays } from '#lib/core/credentials/calendar-day.ts';
import type { Credential } from '#lib/core/credentials/kinds.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import { getValue } from '#lib/core/result.ts';
import { coverageCsv } from '#lib/features/credentials/expiry/coverage-file.ts';
import { parseCoverageFilter } from '#lib/features/credentials/expiry/coverage-filter.ts';
import { coverageView } from '#lib/features/credentials/expiry/coverage-view.server.ts';
import { recordCredential, takeBackCredential } from '#lib/features/credentials/records/commands.server.ts';
import { aFacility, aRadiologist, aUser, publishInitialPolicies } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

/** The day of `testStart`. */
const today = '2026-11-16';

describe.each(engines)('who may read where on %s', (engine) => {
	let app: TestApp;
	let coordinator: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		await publishInitialPolicies(app);
		coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
	});
	afterEach(() => app.close());

	const record = async (radiologistId: string, credential: Credential): Promise<string> =>
		getValue(await recordCredential(app, coordinator, { ...credential, radiologistId, source: 'hand' })).id;
	const licence = (radiologistId: string, from: number, to: number) =>
		record(radiologistId, {
			kind: 'licence',
			body: {
				jurisdiction: 'TX',
				pathway: 'full',
				status: 'active',
				issuedOn: addDays(today, from),
				expiresOn: addDays(today, to)
			}
		});
	const view = (query = '') => coverageView(app, parseCoverageFilter(new URL(`http://x/?${query}`)));

	it('is told of one facility by person, with reasons and the days on which it turns', async () => {
		const { id: facility } = await aFacility(app);
		const [a, b, c, d] = [
			await aRadiologist(app),
			await aRadiologist(app),
			await aRadiologist(app),
			await aRadiologist(app)
		];
		await licence(a.id, -100, 400);
		await licence(b.id, -100, 30);
		await licence(c.id, 10, 300);
		const { place } = await view(`facility=${facility}`);
		expect(
			place?.people.map(({ id, outcome, reasons, turn }) => [id, outcome, reasons.join(), turn?.on ?? null])
		).toEqual([
			[b.id, 'pass', '', addDays(today, 31)],
			[a.id, 'pass', '', addDays(today, 401)],
			[c.id, 'fail', 'no-active-licence', addDays(today, 10)],
			[d.id, 'fail', 'no-active-licence', null]
		]);
		expect(place?.people[0]?.stretches.map(({ at, days, outcome }) => [at, days, outcome])).toEqual([
			[0, 31, 'pass'],
			[31, 89, 'fail']
		]);
		expect(place?.line).toMatchObject({
			mayRead: 2,
			of: 4,
			falls: { from: addDays(today, 31), n: 2 },
			gap: null
		});
	});

	it('is told of all facilities, those with too few first', async () => {
		const [covered, far] = [
			await aFacility(app, { name: 'A' }),
			await aFacility(app, { name: 'B', jurisdiction: 'OK' })
		];
		for (const days of [200, 300]) await licence((await aRadiologist(app)).id, -9, days);
		const { places, place } = await view();
		expect(place).toBeNull();
		expect(places?.map(({ id, mayRead, gap }) => [id, mayRead, gap?.from ?? null])).toEqual([
			[far.id, 0, today],
			[covered.id, 2, null]
		]);
	});

	it('is answered anew once something is recorded, taken back, or the day has turned', async () => {
		const { id: facility } = await aFacility(app);
		const person = await aRadiologist(app);
		const count = async () => (await view(`facility=${facility}`)).place?.line.mayRead;
		expect(await count()).toBe(0);
		const id = await licence(person.id, -9, 1);
		expect(await count()).toBe(1);
		app.clock.advance(2 * DAY_MS);
		expect(await count()).toBe(0);
		app.clock.advance(-2 * DAY_MS);
		getValue(await takeBackCredential(app, coordinator, { id, words: 'of somebody else' }));
		expect(await count()).toBe(0);
	});

	it('differs by what is asked for: MQSA for mammograms, where they sit for Medicare', async () => {
		const { id: facility } = await aFacility(app);
		const person = await aRadiologist(app);
		await licence(person.id, -9, 400);
		const reasons = async (query: string) =>
			(await view(`facility=${facility}&${query}`)).place?.people[0]?.reasons;
		expect(await reasons('')).toEqual([]);
		expect(await reasons('modality=MG')).toEqual(['mqsa-not-current']);
		expect(await reasons('payer=medicare')).toEqual(['reader-location-unknown']);
		expect(await reasons('payer=medicare&kind=preliminary')).toEqual([]);
	});

	it('is a CSV of the same', async () => {
		const { id } = await aFacility(app, { name: '+Plus' });
		await licence((await aRadiologist(app)).id, -9, 30);
		expect(coverageCsv(await view()).split('\r\n')[1]).toMatch(
			/^'\+Plus,F\d+,TX,2026-11-16,1,1,2,2026-12-17,0,2026-11-16,,1$/
		);
		expect(coverageCsv(await view(`facility=${id}`)).split('\r\n')[1]).toMatch(
			/^"Family\d+, Given\d+",pass,,2026-12-17,licence-expired$/
		);
	});
});
