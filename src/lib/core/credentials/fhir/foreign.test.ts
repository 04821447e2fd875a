import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getValue } from '#lib/core/result.ts';
import { readBundle } from './read-bundle.ts';
import { systems, type JsonObject } from './words.ts';

const npi = '1234567893';

describe('a bundle of another system', () => {
	const bundle = (qualification: readonly JsonObject[], more: readonly JsonObject[] = []) => ({
		resourceType: 'Bundle',
		type: 'collection',
		entry: [
			{
				fullUrl: 'https://example.org/fhir/Practitioner/7',
				resource: {
					resourceType: 'Practitioner',
					id: '7',
					identifier: [{ system: systems.npi, value: npi }],
					qualification
				}
			},
			...more.map((resource) => ({ resource }))
		]
	});
	const medical = { type: { coding: [{ system: systems.identifierType, code: 'MD' }] }, value: 'G123' };
	const inTexas = (status: string): JsonObject => ({
		url: systems.planNet,
		extension: [
			{ url: 'status', valueCode: status },
			{ url: 'whereValid', valueCodeableConcept: { coding: [{ system: systems.usps, code: 'TX' }] } }
		]
	});
	const problemsOf = (json: unknown) => {
		const { problems, leftOut, rows } = getValue(readBundle(json));
		return {
			problems: problems.map(({ path, code }) => `${path} ${code}`),
			leftOut: leftOut.map(({ path, code }) => `${path} ${code}`),
			n: rows.length
		};
	};

	it('is refused with the place where its extensions go deeper than any that is read', () => {
		let deep: JsonObject = { url: 'https://example.org/x', valueString: 'x' };
		for (let depth = 0; depth < 20_000; depth += 1)
			deep = { url: 'https://example.org/x', extension: [deep] };
		const { problems, rows } = getValue(readBundle(bundle([{ ...medical, extension: [deep] }])));
		expect(rows).toEqual([]);
		expect(problems.map(({ code }) => code)).toEqual(['not-understood']);
	});

	it('gives a medical licence with the place and status that it says, and a check of it', () => {
		const read = getValue(
			readBundle(
				bundle(
					[
						{
							extension: [inTexas('active')],
							identifier: [medical],
							period: { start: '2024-02-01T00:00:00-06:00', end: '2026-02-28' },
							issuer: { reference: 'Organization/tmb' }
						}
					],
					[
						{ resourceType: 'Organization', id: 'tmb', name: 'Texas Medical Board' },
						{
							resourceType: 'VerificationResult',
							target: [{ reference: 'https://example.org/fhir/Practitioner/7' }],
							targetLocation: ['Practitioner.qualification[0]'],
							status: 'validated',
							statusDate: '2026-01-05T10:00:00Z',
							validationType: { coding: [{ code: 'primary' }] },
							primarySource: [
								{ who: { display: 'TMB' }, communicationMethod: [{ coding: [{ code: 'portal' }] }] }
							]
						}
					]
				)
			)
		);
		expect(read.problems).toEqual([]);
		expect(read.rows.map(({ kind, body }) => ({ kind, body }))).toEqual([
			{
				kind: 'licence',
				body: {
					jurisdiction: 'TX',
					board: 'Texas Medical Board',
					pathway: 'full',
					status: 'active',
					statusRaw: 'active',
					number: 'G123',
					issuedOn: '2024-02-01',
					expiresOn: '2026-02-28'
				}
			},
			{
				kind: 'verification',
				body: {
					of: 'Bundle.entry[0].resource.qualification[0]',
					verifiedOn: '2026-01-05',
					result: 'confirmed',
					sourceName: 'TMB',
					sourceType: 'primary',
					method: 'web'
				}
			}
		]);
	});

	it('is told where something is missing or wrong, and nothing is made up', () => {
		const at = 'Bundle.entry[0].resource.qualification';
		const licence = { extension: [inTexas('active')], identifier: [medical] };
		const registration = { type: { coding: [{ system: systems.identifierType, code: 'LN' }] }, value: '1' };
		expect(
			problemsOf(
				bundle([
					{ ...licence, period: { start: '2024', end: '2026-01-01' } },
					{ ...licence, period: { start: '2026-01-02', end: '2026-01-01' } },
					{ identifier: [medical], period: { start: '2024-01-01' } },
					{ extension: [inTexas('active')], identifier: [registration], period: { start: '2024-01-01' } },
					{ code: { text: 'Bachelor of Science' } },
					{ ...licence, period: 'always' }
				] as unknown as JsonObject[])
			)
		).toEqual({ problems: [`${at}[5].period not-understood`], leftOut: [], n: 0 });
		expect(
			problemsOf(
				bundle([
					{ ...licence, period: { start: '2024', end: '2026-01-01' } },
					{ ...licence, period: { start: '2026-01-02', end: '2026-01-01' } },
					{ identifier: [medical], period: { start: '2024-01-01' } },
					{ extension: [inTexas('active')], identifier: [registration], period: { start: '2024-01-01' } },
					{ code: { text: 'Bachelor of Science' } }
				])
			)
		).toEqual({
			problems: [
				`${at}[0].period.start day-incomplete`,
				`${at}[1].period.end days-reversed`,
				`${at}[2].extension.whereValid required`,
				`${at}[3].identifier[0].type required`
			],
			leftOut: [`${at}[4] not-a-credential`],
			n: 0
		});
	});

	it('without a status gives a licence that may not read', () => {
		const extension = [
			{
				url: systems.planNet,
				extension: [{ url: 'whereValid', valueCodeableConcept: { coding: [{ code: 'TX' }] } }]
			}
		];
		const { rows } = getValue(
			readBundle(bundle([{ extension, identifier: [medical], period: { start: '2024-01-01' } }]))
		);
		expect(rows).toMatchObject([{ body: { status: 'unknown', expiresOn: null } }]);
	});

	it('that is none, or has wrong NPIs, says so', () => {
		for (const json of [
			null,
			7,
			'x',
			[],
			{},
			{ resourceType: 'Patient' },
			{ resourceType: 'Bundle', entry: 3 }
		]) {
			expect(readBundle(json)).toEqual({ ok: false, error: 'not-a-bundle' });
		}
		const wrong = {
			resourceType: 'Practitioner',
			identifier: [{ system: systems.npi, value: '1234567890' }]
		};
		expect(problemsOf(wrong).problems).toEqual(['Practitioner.identifier npi-wrong']);
		expect(problemsOf({ resourceType: 'Practitioner' }).leftOut).toEqual([
			'Practitioner.identifier npi-missing'
		]);
	});

	it('never throws, whatever it is', () => {
		fc.assert(fc.property(fc.jsonValue(), (json) => void readBundle(json)));
		fc.assert(
			fc.property(
				fc.jsonValue(),
				(json) =>
					void readBundle({
						resourceType: 'Bundle',
						entry: [{ resource: { resourceType: 'Practitioner', qualification: json } }]
					})
			)
		);
	});
});

const samples = process.env.OVERREAD_CORPUS ? join(process.env.OVERREAD_CORPUS, 'fhir/r4') : '';

describe.skipIf(!existsSync(samples))('HL7’s own examples (skipped without OVERREAD_CORPUS)', () => {
	const read = (name: string) => getValue(readBundle(JSON.parse(readFileSync(join(samples, name), 'utf8'))));

	it('of practitioners have no NPI that is right, or no credential', () => {
		for (const name of [
			'Practitioner-example.json',
			'Practitioner-f001.json',
			'Practitioner-f002.json',
			'Practitioner-f003.json'
		]) {
			expect(read(name).leftOut.map(({ code }) => code)).toEqual(['npi-missing']);
		}
		const many = read('Bundle-3ad0687e-f477-468c-afd5-fcc2bf897809.json');
		expect(many.rows).toEqual([]);
		expect(many.problems.length + many.leftOut.length).toBe(59);
	});
});
