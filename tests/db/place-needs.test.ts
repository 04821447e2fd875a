import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { cmeRecordSchema } from '#lib/core/credentials/cme/record.ts';
import type { Credential } from '#lib/core/credentials/kinds.ts';
import type { PlaceNeed } from '#lib/core/credentials/place-needs.ts';
import { defaultCredentialPolicy } from '#lib/core/credentials/policy.ts';
import { getValue } from '#lib/core/result.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { recordCmeActivity } from '#lib/features/credentials/cme/commands.server.ts';
import { acrCsv } from '#lib/features/credentials/cme/facilities-file.ts';
import { acrPlaces } from '#lib/features/credentials/cme/facilities.server.ts';
import { refreshCme } from '#lib/features/credentials/cme/results.server.ts';
import { publishCredentialPolicy } from '#lib/features/credentials/cme/rules.server.ts';
import { parseCoverageFilter } from '#lib/features/credentials/expiry/coverage-filter.ts';
import { coverageView } from '#lib/features/credentials/expiry/coverage-view.server.ts';
import { recordCredential } from '#lib/features/credentials/records/commands.server.ts';
import { aFacility, aRadiologist, aUser } from '../support/builders.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

describe.each(engines)('what a policy says of places on %s', (engine) => {
	let app: TestApp;
	let director: Actor;

	beforeEach(async () => {
		app = await testApp({ engine });
		director = await getActor(app, (await aUser(app, 'director')).id);
	});
	afterEach(() => app.close());

	const publish = async (placeNeeds: PlaceNeed[], leastReaders = 2) => {
		const { version } = await currentPolicy(app.db.read, 'credentials');
		const body = { ...defaultCredentialPolicy, leastReaders, placeNeeds };
		return publishCredentialPolicy(app, director, { body, basedOn: version });
	};
	const record = async (radiologistId: string, credential: Credential) =>
		getValue(await recordCredential(app, null, { ...credential, radiologistId, source: 'hand' })).id;
	const privilege = (facility: string, modalities?: string[]): Credential => ({
		kind: 'privilege',
		body: { facility, from: '2026-01-01', to: null, ...(modalities ? { modalities } : {}) }
	});

	it('is warned of where fewer may read than it asks for there, in its jurisdiction or everywhere', async () => {
		const places = [
			await aFacility(app, { code: 'LGH', name: 'A', jurisdiction: 'TX' }),
			await aFacility(app, { code: 'NPH', name: 'B', jurisdiction: 'TX' }),
			await aFacility(app, { code: 'OKC', name: 'C', jurisdiction: 'OK' })
		];
		for (let n = 0; n < 3; n++) {
			const { id } = await aRadiologist(app);
			for (const jurisdiction of ['TX', 'OK']) {
				const days = { issuedOn: '2026-01-01', expiresOn: '2028-01-01' };
				const body = { jurisdiction, pathway: 'full', status: 'active', ...days } as const;
				await record(id, { kind: 'licence', body });
			}
		}
		const view = async () => {
			const { places: lines } = await coverageView(app, parseCoverageFilter(new URL('http://x/')));
			return new Map(lines?.map(({ code, least, gap }) => [code, [least, gap?.from ?? null]]));
		};
		expect([...(await view()).values()]).toEqual([
			[2, null],
			[2, null],
			[2, null]
		]);
		const needs = [
			{ place: 'LGH', leastReaders: 5, acrModalities: [] },
			{ place: 'TX', leastReaders: 4, acrModalities: [] }
		];
		getValue(await publish(needs, 3));
		const today = '2026-11-16';
		expect(await view()).toEqual(
			new Map<string, unknown>([
				['LGH', [5, today]],
				['NPH', [4, today]],
				['OKC', [3, null]]
			])
		);
		const one = await coverageView(app, parseCoverageFilter(new URL(`http://x/?facility=${places[0]?.id}`)));
		expect(one).toMatchObject({ least: 5, place: { gaps: [{ n: 3 }] } });
	});

	it('names facilities and jurisdictions that there are', async () => {
		expect(await publish([{ place: 'NONE', leastReaders: 3, acrModalities: [] }])).toEqual({
			ok: false,
			error: 'place-unknown'
		});
		expect((await currentPolicy(app.db.read, 'credentials')).version).toBe(0);
	});

	it('holds those to the ACR’s rules who read an accredited modality there, and no one else', async () => {
		const here = await aFacility(app, { code: 'LGH', name: 'Lakeside' });
		const there = await aFacility(app, { code: 'NPH', name: 'Plains' });
		const [ct, us, elsewhere] = [
			await aRadiologist(app, { familyName: 'Abel' }),
			await aRadiologist(app, { familyName: 'Berg' }),
			await aRadiologist(app, { familyName: 'Cruz' })
		];
		await record(ct.id, privilege(here.id, ['CT']));
		await record(us.id, privilege(here.id, ['US']));
		await record(elsewhere.id, privilege(there.id));
		const done = cmeRecordSchema.parse({
			title: 'CT of the body',
			provider: 'Society',
			completedOn: '2025-03-01',
			credits: [{ category: 'AMA-1', amount: 15 }],
			modalities: ['CT'],
			verifiedOn: '2025-03-02'
		});
		const activity = { radiologistId: ct.id, body: done, source: 'hand' } as const;
		getValue(await recordCmeActivity(app, null, activity));
		getValue(await publish([{ place: 'LGH', leastReaders: null, acrModalities: ['CT'] }]));
		await refreshCme(app);

		const { places } = await acrPlaces(app);
		expect(places).toMatchObject([{ id: here.id, modality: 'CT', counts: { met: 0, short: 1 } }]);
		const [place] = places;
		expect(place?.rules.map(({ id }) => id)).toEqual(['ACR-CT-EXP', 'ACR-CT-CE']);
		expect(place?.people).toMatchObject([
			{
				id: ct.id,
				cells: [{ earned: 0 }, { result: 'met', earned: 15, way: 'in the modality' }]
			}
		]);
		const csv = acrCsv(places).split('\r\n');
		expect(csv[0]).toMatch(/^facility,modality,radiologist,rule,result/);
		expect(csv).toHaveLength(4);
		expect(csv[2]).toContain('Lakeside,CT,');
	});

	it('shows no accredited facility where none is said to be one', async () => {
		await aFacility(app);
		expect((await acrPlaces(app)).places).toEqual([]);
	});
});
