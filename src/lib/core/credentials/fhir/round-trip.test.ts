import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/core/credentials/calendar-day.ts';
import { licenceStatuses } from '#lib/core/credentials/licence-status.ts';
import { pathways } from '#lib/core/credentials/pathway.ts';
import { getValue } from '#lib/core/result.ts';
import { makeBundle, type BundleGiven, type FhirCredential } from './make-bundle.ts';
import { readBundle } from './read-bundle.ts';
import { extensionKinds, systems } from './words.ts';

const npi = '1234567893';
const person = { id: 'p1', familyName: 'Roe', givenName: 'Jane', npi, degree: 'MD' };
const given = (credentials: readonly FhirCredential[]): BundleGiven => ({
	person,
	credentials,
	facilities: new Map([['f1', { code: 'MAIN', name: 'Main Hospital' }]]),
	verificationMaxAgeDays: 120,
	asOf: '2026-11-16',
	madeAt: Date.UTC(2026, 10, 16, 12)
});
/** As another system would get it: through JSON. */
const through = (credentials: readonly FhirCredential[]) =>
	getValue(readBundle(JSON.parse(JSON.stringify(makeBundle(given(credentials))))));

const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1980-01-01', days));
const words = (maxLength: number) => fc.string({ minLength: 1, maxLength }).map((text) => text.trim() || 'x');
const note = fc.option(words(80), { nil: undefined });
const term = fc.tuple(day, fc.option(fc.integer({ min: 0, max: 4000 }))).map(([from, days]) => ({
	from,
	to: days === null ? null : addDays(from, days)
}));
const optional = <T extends Record<string, fc.Arbitrary<unknown>>>(fields: T) =>
	fc.record(fields, { requiredKeys: [] });

const licence = fc
	.tuple(
		term,
		fc.record({
			jurisdiction: fc.constantFrom('TX', 'CA', 'federal-va'),
			pathway: fc.constantFrom(...pathways),
			status: fc.constantFrom(...licenceStatuses)
		}),
		optional({
			board: words(40),
			statusRaw: words(40),
			number: words(20),
			graceUntil: fc.option(day),
			restrictions: words(200),
			restrictionReviewed: fc.boolean(),
			coversInterpretation: fc.boolean(),
			coversCitation: words(60),
			splState: fc.option(fc.constantFrom('TX', 'CO')),
			note: words(200)
		})
	)
	.map(([{ from, to }, needed, rest]) => ({
		kind: 'licence' as const,
		body: { ...needed, ...rest, issuedOn: from, expiresOn: to }
	}));
const certificate = fc
	.tuple(
		term,
		words(40),
		words(40),
		optional({ number: words(20), reverifyOn: fc.option(day), note: words(50) })
	)
	.map(([{ from, to }, board, name, rest]) => ({
		kind: 'board-certificate' as const,
		body: {
			board,
			certificate: name,
			duration: 'continuous' as const,
			status: 'active' as const,
			meetsMoc: 'not-required' as const,
			...rest,
			effectiveOn: from,
			expiresOn: to
		}
	}));
const letter = fc.tuple(term, note).map(([{ from, to }, said]) => ({
	kind: 'compact-letter' as const,
	body: {
		splState: 'CO',
		issuedOn: from,
		expiresOn: to ?? addDays(from, 365),
		...(said === undefined ? {} : { note: said })
	}
}));
const privilege = fc
	.tuple(
		term,
		optional({
			category: words(40),
			modalities: fc.uniqueArray(fc.constantFrom('CT', 'MR', 'US'), { minLength: 1 }),
			byProxy: fc.record({
				distantSite: words(40),
				agreementFrom: day,
				agreementTo: fc.option(day),
				privilegedThereUntil: fc.option(day)
			}),
			note: words(50)
		})
	)
	.map(([{ from, to }, rest]) => ({
		kind: 'privilege' as const,
		body: { facility: 'f1', ...rest, from, to }
	}));
const placed = { note };
const others = fc.oneof(
	fc
		.tuple(term, fc.constantFrom('suspended', 'probation', 'restricted'), words(80))
		.map(([{ from, to }, imposes, description]) => ({
			kind: 'board-order' as const,
			body: { jurisdiction: 'TX', imposes, description, effectiveOn: from, endsOn: to }
		})),
	fc
		.tuple(term, fc.uniqueArray(fc.constantFrom('TX', 'CO', '*'), { minLength: 1 }), fc.nat(5_000_000))
		.map(([{ from, to }, states, limitPerClaim]) => ({
			kind: 'malpractice' as const,
			body: { carrier: 'Prairie Mutual', states, form: 'claims-made' as const, limitPerClaim, from, to }
		})),
	fc.tuple(term, optional(placed)).map(([{ from, to }, { note: said }]) => ({
		kind: 'mqsa' as const,
		body: { from, to, ...(said === undefined ? {} : { note: said }) }
	})),
	fc
		.tuple(term, fc.boolean(), fc.uniqueArray(fc.constantFrom('TX', 'CO'), { minLength: 1 }))
		.map(([{ from, to }, isCleared, waivedIn]) => ({
			kind: 'exclusion' as const,
			body: { list: 'LEIE' as const, from, to, isCleared, waivedIn }
		}))
);
const check = fc
	.tuple(day, words(40), optional({ verifiedBy: words(40), note: words(40) }))
	.chain(([verifiedOn, sourceName, rest]) =>
		fc
			.record({
				result: fc.constantFrom('confirmed' as const, 'differs' as const, 'not-found' as const),
				sourceType: fc.constantFrom('primary' as const, 'equivalent' as const, 'secondary' as const),
				method: fc.constantFrom('web' as const, 'api' as const, 'letter' as const, 'telephone' as const)
			})
			.map((coded) => ({ ...coded, ...rest, verifiedOn, sourceName }))
	);

describe('credentials as FHIR', () => {
	it('come back as they went, checks with what they checked', () => {
		const items = fc.array(
			fc.tuple(fc.oneof(licence, certificate, letter, privilege, others), fc.array(check, { maxLength: 2 })),
			{
				maxLength: 6
			}
		);
		fc.assert(
			fc.property(items, (all) => {
				const rows = all.flatMap(([credential, checks], at): FhirCredential[] => [
					{ ...credential, id: `c${at}` } as FhirCredential, // the arbitraries give optional fields or none
					...checks.map(
						(body, nth): FhirCredential =>
							({
								kind: 'verification',
								id: `v${at}-${nth}`,
								body: { ...body, of: `c${at}` } as FhirCredential['body'] & { of: string } // as above
							}) as FhirCredential
					)
				]);
				const read = through(rows);
				expect(read.problems).toEqual([]);
				expect(read.leftOut).toEqual([]);
				const pathOf = new Map(orderedAsRead(rows).map((row, at) => [row.id, read.rows[at]?.path]));
				const expected = orderedAsRead(rows).map(({ kind, body }) => ({
					kind,
					body:
						kind === 'verification'
							? { ...body, of: pathOf.get(body.of) }
							: kind === 'privilege'
								? { ...body, facility: 'MAIN' }
								: body
				}));
				expect(read.rows.map(({ kind, body }) => ({ kind, body }))).toEqual(expected);
			}),
			{ numRuns: 200 }
		);
	});

	it('name the person by the NPI, and say what a role and a check are in the words of R4', () => {
		const bundle = makeBundle(
			given([
				{
					id: 'c1',
					kind: 'licence',
					body: {
						jurisdiction: 'TX',
						board: 'Texas Medical Board',
						pathway: 'full',
						status: 'active',
						number: 'T1',
						issuedOn: '2024-01-01',
						expiresOn: '2027-12-31'
					}
				},
				{ id: 'c2', kind: 'privilege', body: { facility: 'f1', from: '2020-01-01', to: '2025-01-01' } },
				{
					id: 'v1',
					kind: 'verification',
					body: {
						of: 'c1',
						verifiedOn: '2026-05-01',
						result: 'confirmed',
						sourceName: 'Texas Medical Board',
						sourceType: 'primary',
						method: 'web'
					}
				}
			])
		);
		expect(bundle).toMatchObject({
			resourceType: 'Bundle',
			type: 'collection',
			timestamp: '2026-11-16T12:00:00.000Z',
			entry: [
				{
					resource: {
						resourceType: 'Practitioner',
						meta: { profile: [systems.usCorePractitioner] },
						identifier: [{ system: systems.npi, value: npi }],
						name: [{ family: 'Roe', given: ['Jane'] }],
						qualification: [
							{
								identifier: [{ type: { coding: [{ code: 'MD' }] }, value: 'T1' }],
								period: { start: '2024-01-01', end: '2027-12-31' },
								issuer: { display: 'Texas Medical Board' }
							}
						]
					}
				},
				{
					resource: {
						resourceType: 'PractitionerRole',
						active: false,
						practitioner: { reference: 'urn:uuid:p1' },
						organization: { identifier: { value: 'MAIN' }, display: 'Main Hospital' }
					}
				},
				{
					resource: {
						resourceType: 'VerificationResult',
						status: 'validated',
						targetLocation: ["Practitioner.qualification.where(id = 'c1')"],
						frequency: { repeat: { period: 120, periodUnit: 'd' } },
						nextScheduled: '2026-08-29',
						primarySource: [{ who: { display: 'Texas Medical Board' } }]
					}
				}
			]
		});
	});
});

/** Qualifications stand with their person, then what has no element of its own, then roles, then checks. */
function orderedAsRead(rows: readonly FhirCredential[]): FhirCredential[] {
	const rank = ({ kind }: FhirCredential): number =>
		kind === 'verification'
			? 3
			: kind === 'privilege'
				? 2
				: extensionKinds.some((one) => one === kind)
					? 1
					: 0;
	return rows.toSorted((one, other) => rank(one) - rank(other));
}
