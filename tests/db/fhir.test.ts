import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { getValue } from '#lib/core/result.ts';
import { exportFhir } from '#lib/features/credentials/fhir/export.server.ts';
import { importFhir } from '#lib/features/credentials/fhir/import.server.ts';
import { planImport } from '#lib/features/credentials/fhir/plan.server.ts';
import { recordCredential, type NewCredential } from '#lib/features/credentials/records/commands.server.ts';
import { findCredentialRows, standing } from '#lib/features/credentials/records/rows.server.ts';
import { aFacility, aRadiologist, aUser, publishInitialPolicies } from '../support/builders.ts';
import { auditTypes } from '../support/reviewing.ts';
import { getActor } from '../support/sign-in.ts';
import { engines, testApp, type TestApp } from '../support/test-app.ts';

const npi = '1234567893';

async function aGroup(engine: (typeof engines)[number]) {
	const app = await testApp({ engine });
	await publishInitialPolicies(app);
	const coordinator = await getActor(app, (await aUser(app, 'coordinator')).id);
	const person = await aRadiologist(app, { npi, degree: 'MD' });
	const facility = await aFacility(app, { code: 'MAIN' });
	return { app, coordinator, person, facility };
}

describe.each(engines)('credentials as FHIR on %s', (engine) => {
	let app: TestApp;
	let other: TestApp;
	let coordinator: Actor;
	let personId: string;
	let facilityId: string;
	let there: Awaited<ReturnType<typeof aGroup>>;

	beforeEach(async () => {
		const here = await aGroup(engine);
		there = await aGroup(engine);
		({ app, coordinator } = here);
		other = there.app;
		personId = here.person.id;
		facilityId = here.facility.id;
	});
	afterEach(async () => {
		await app.close();
		await other.close();
	});

	const record = async (row: Pick<NewCredential, 'kind' | 'body'>): Promise<string> =>
		getValue(
			await recordCredential(app, coordinator, {
				...row,
				radiologistId: personId,
				source: 'hand'
			} as NewCredential) // kind and body belong together in each call below
		).id;
	const fill = async (): Promise<void> => {
		const licence = await record({
			kind: 'licence',
			body: {
				jurisdiction: 'TX',
				board: 'Texas Medical Board',
				pathway: 'full',
				status: 'active',
				statusRaw: 'Active',
				number: 'T1234',
				issuedOn: '2024-01-01',
				expiresOn: '2026-12-31',
				graceUntil: null
			}
		});
		const privilege = await record({
			kind: 'privilege',
			body: { facility: facilityId, modalities: ['CT'], from: '2025-01-01', to: null }
		});
		for (const of of [licence, privilege]) {
			await record({
				kind: 'verification',
				body: {
					of,
					verifiedOn: '2026-02-03',
					result: 'confirmed',
					sourceName: 'Source',
					sourceType: 'primary',
					method: 'letter'
				}
			});
		}
		// Without an element in FHIR: an extension.
		await record({ kind: 'mqsa', body: { from: '2025-01-01', to: '2028-01-01' } });
	};
	const bodies = async (group: TestApp, radiologistId: string) => {
		const rows = standing(await findCredentialRows(group.db.read, { radiologistIds: [radiologistId] }));
		return rows
			.map((row) => {
				const { kind, body } = row;
				const of = kind === 'verification' ? rows.find(({ id }) => id === body.of)?.kind : undefined;
				return { kind, ...body, ...(of ? { of } : {}), ...('facility' in body ? { facility: 'f' } : {}) };
			})
			.sort((one, two) => (JSON.stringify(one) < JSON.stringify(two) ? -1 : 1));
	};
	const exported = async (): Promise<string> => (await exportFhir(app, coordinator, personId))?.body ?? '';

	it('go to another group whole, and a second time change nothing', async () => {
		await fill();
		const text = await exported();
		const plan = getValue(await planImport(other.db.read, text));
		expect(plan).toMatchObject({ problems: [], leftOut: [] });
		expect(plan.rows.every(({ existingId }) => existingId === null)).toBe(true);
		const { familyName, givenName } = there.person;
		expect(new Set(plan.rows.map(({ radiologistName }) => radiologistName))).toEqual(
			new Set([`${familyName}, ${givenName}`])
		);
		const first = await importFhir(other, there.coordinator, text);
		expect(first).toEqual({ ok: true, value: { taken: 5, unchanged: 0, refused: 0 } });
		expect(await bodies(other, there.person.id)).toEqual(await bodies(app, personId));
		const again = await importFhir(other, there.coordinator, text);
		expect(again).toEqual({ ok: true, value: { taken: 0, unchanged: 5, refused: 0 } });
		const rows = await findCredentialRows(other.db.read, { radiologistIds: [there.person.id] });
		expect(rows.map(({ source }) => source)).toEqual(Array(5).fill('fhir'));
		expect(await auditTypes(other, there.person.id)).toEqual(Array(5).fill('credential.recorded'));
	});

	it('come back to where they are from without a change', async () => {
		await fill();
		const plan = getValue(await planImport(app.db.read, await exported()));
		expect(plan.rows.map(({ existingId }) => existingId === null)).toEqual(Array(5).fill(false));
	});

	it('leave a trace of who took them, and are of nobody who does not exist', async () => {
		await exported();
		expect(await auditTypes(app, personId)).toEqual(['credential.exported']);
		expect(await exportFhir(app, coordinator, 'nobody')).toBeNull();
	});

	it('are not taken over what is recorded otherwise, for strangers or at places that nobody knows', async () => {
		await fill();
		const text = await exported();
		const problems = async (changed: string) => {
			const plan = getValue(await planImport(app.db.read, changed));
			return {
				problems: plan.problems.map(({ code }) => code),
				leftOut: plan.leftOut.map(({ code }) => code)
			};
		};
		expect(await problems(text.replace('2026-12-31', '2028-12-31'))).toEqual({
			problems: ['recorded-otherwise'],
			leftOut: ['target-not-taken']
		});
		expect(await problems(text.replace('MAIN', 'NOWHERE'))).toEqual({
			problems: ['facility-not-found'],
			leftOut: ['target-not-taken']
		});
		expect(await problems(text.replace(npi, '1558598797'))).toEqual({
			problems: [],
			leftOut: ['radiologist-not-found']
		});
		const wrong = await importFhir(app, coordinator, text.replace('MAIN', 'NOWHERE'));
		expect(wrong).toMatchObject({ ok: true, value: { taken: 0, refused: 1 } });
	});

	it('say of what is no bundle what it is', async () => {
		for (const [text, error] of [
			['', 'file-empty'],
			['{', 'not-json'],
			['[1]', 'not-a-bundle'],
			['{"resourceType":"Patient"}', 'not-a-bundle']
		] as const) {
			expect(await importFhir(app, coordinator, text)).toEqual({ ok: false, error });
		}
	});
});
