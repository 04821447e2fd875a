import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { licenceStanding, licenceStatuses } from '#lib/core/credentials/licence-status.ts';
import { pathways } from '#lib/core/credentials/pathway.ts';
import { recordsAsKnown } from './as-known.ts';
import { evaluateGate } from './evaluate.ts';
import { bareGatePolicy, type GatePolicy } from './policy.ts';
import type { GateRead } from './question.ts';
import { licenceFailures, mayRead, reasonEffects, type GateReason } from './reasons.ts';
import type { BoardOrder, CredentialRecords, LicenceTerm } from './records.ts';
import { aGateRead } from './test-records.ts';

// Few days, states and instants, so that terms meet, overlap and leave gaps.
const day: fc.Arbitrary<CalendarDay> = fc
	.integer({ min: 0, max: 40 })
	.map((days) => addDays('2026-04-20', days));
const state = fc.constantFrom('TX', 'OK', 'NY');
const recordedAt = fc.option(
	fc.integer({ min: 0, max: 40 }).map((days) => Date.parse('2026-04-20') + days * 86_400_000),
	{
		nil: undefined
	}
);
const term = { recordedAt, from: day, to: fc.option(day) };

const licence: fc.Arbitrary<LicenceTerm> = fc.record({
	recordedAt,
	jurisdiction: state,
	pathway: fc.constantFrom(...pathways),
	status: fc.constantFrom('active' as const, ...licenceStatuses),
	issuedOn: day,
	expiresOn: day,
	graceUntil: fc.option(day),
	restrictionReviewed: fc.boolean(),
	coversInterpretation: fc.boolean(),
	lastVerifiedOn: fc.option(day)
});
const boardOrder: fc.Arbitrary<BoardOrder> = fc.record({
	recordedAt,
	jurisdiction: state,
	imposes: fc.constantFrom('probation', 'restricted', 'suspended', 'revoked', 'surrendered'),
	effectiveOn: day,
	endsOn: fc.option(day),
	isStayed: fc.boolean(),
	restrictionReviewed: fc.boolean()
});
const some = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { maxLength: 4 });
const records: fc.Arbitrary<CredentialRecords> = fc.record({
	licences: fc.array(licence, { maxLength: 6 }),
	boardOrders: fc.array(boardOrder, { maxLength: 2 }),
	privileges: some(fc.record({ ...term, facility: fc.constantFrom('north', 'south') })),
	mqsa: some(fc.record(term)),
	exclusions: some(fc.record({ ...term, list: fc.constant('LEIE') })),
	malpractice: some(fc.record({ ...term, states: fc.array(state) })),
	workLocations: some(
		fc.record({ ...term, country: fc.constantFrom('US', 'IN', 'PR'), state: fc.option(state) })
	)
});
const read: fc.Arbitrary<GateRead> = fc
	.record({
		signedAt: fc
			.integer({ min: 0, max: 40 * 24 })
			.map((hours) => Date.parse('2026-04-20') + hours * 3_600_000),
		facilityTimeZone: fc.constantFrom('America/Chicago', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'),
		serviceState: fc.constantFrom('TX', 'OK', 'NY', ''),
		modality: fc.constantFrom('CT', 'MG'),
		kind: fc.constantFrom('final', 'preliminary', 'addendum'),
		payer: fc.constantFrom('commercial', 'medicare')
	})
	.map((change) => aGateRead(change));
const policy: fc.Arbitrary<GatePolicy> = fc
	.record({
		requirePrivilege: fc.boolean(),
		requireMalpractice: fc.boolean(),
		verificationMaxAgeDays: fc.option(fc.integer({ min: 0, max: 30 }))
	})
	.map((asked) => ({ ...bareGatePolicy, ...asked }));

/** The least that any pass must rest on, written anew: a term of the state that its date and its status let read. */
function hasActiveTerm(
	on: CalendarDay,
	jurisdiction: string | null,
	{ licences = [] }: CredentialRecords
): boolean {
	return licences.some((one) => {
		const end = [one.expiresOn ?? '9999', one.graceUntil ?? ''].sort().at(-1) ?? '';
		const standing = licenceStanding[one.status];
		const isAllowed =
			standing === 'reads' || (standing === 'reads-if-reviewed' && one.restrictionReviewed === true);
		return one.jurisdiction === jurisdiction && one.issuedOn <= on && on <= end && isAllowed;
	});
}

const recordKinds = [
	'licences',
	'boardOrders',
	'privileges',
	'mqsa',
	'exclusions',
	'malpractice',
	'workLocations'
] as const satisfies readonly (keyof CredentialRecords)[];

/** The failures that a row may bring by being there, by its kind: nothing else may turn a pass into one. */
const spoiling: Readonly<Partial<Record<keyof CredentialRecords, readonly GateReason[]>>> = {
	licences: ['licence-suspended'],
	boardOrders: ['licence-suspended', 'licence-restricted-unreviewed'],
	exclusions: ['excluded'],
	workLocations: ['outside-us-medicare']
};

const runs = { numRuns: 1000 };

describe('the gate', () => {
	it('never passes with no active term at that instant', () => {
		fc.assert(
			fc.property(read, records, policy, (asked, held, by) => {
				const result = evaluateGate({ read: asked, records: held, policy: by, knownAt: null });
				if (!mayRead(result.outcome)) return;
				expect(result.day).not.toBeNull();
				expect(hasActiveTerm(result.day ?? '', asked.serviceState, held)).toBe(true);
			}),
			runs
		);
	});

	it('is never turned from a pass to a failure by one more row but for the reasons of such a row', () => {
		const rows = fc.tuple(records, fc.constantFrom(...recordKinds));
		fc.assert(
			fc.property(read, records, policy, rows, (asked, held, by, [more, kind]) => {
				const before = evaluateGate({ read: asked, records: held, policy: by, knownAt: null });
				if (before.outcome === 'fail') return;
				const one = more[kind]?.slice(0, 1) ?? [];
				const after = evaluateGate({
					read: asked,
					records: { ...held, [kind]: [...(held[kind] ?? []), ...one] },
					policy: by,
					knownAt: null
				});
				const failures = after.reasons.filter((reason) => reasonEffects[reason] === 'fail');
				expect(failures.filter((reason) => !spoiling[kind]?.includes(reason))).toEqual([]);
			}),
			runs
		);
	});

	it('answers as known then whatever is recorded later', () => {
		fc.assert(
			fc.property(read, records, records, policy, recordedAt, (asked, held, later, by, known) => {
				const knownAt = known ?? Date.parse('2026-05-10');
				const then = recordsAsKnown(held, knownAt);
				const grown = { ...held };
				for (const kind of recordKinds)
					Object.assign(grown, {
						[kind]: [
							...(held[kind] ?? []),
							...(later[kind] ?? []).map((row) => ({ ...row, recordedAt: knownAt + 1 }))
						]
					});
				const before = evaluateGate({ read: asked, records: then, policy: by, knownAt: null });
				const after = evaluateGate({ read: asked, records: grown, policy: by, knownAt });
				expect(after).toEqual(before);
			}),
			runs
		);
	});

	it('does not depend on the order of the rows in its outcome or reasons', () => {
		fc.assert(
			fc.property(read, records, policy, (asked, held, by) => {
				const turned: CredentialRecords = { ...held };
				for (const kind of recordKinds)
					if (kind !== 'workLocations') Object.assign(turned, { [kind]: held[kind]?.toReversed() });
				const [one, other] = [held, turned].map((rows) =>
					evaluateGate({ read: asked, records: rows, policy: by, knownAt: null })
				);
				expect(other?.reasons).toEqual(one?.reasons);
			}),
			runs
		);
	});

	it('gives at most one reason why no licence counts, and an outcome that its reasons make', () => {
		fc.assert(
			fc.property(read, records, policy, (asked, held, by) => {
				const { outcome, reasons } = evaluateGate({ read: asked, records: held, policy: by, knownAt: null });
				expect(
					reasons.filter((reason) => licenceFailures.some((one) => one === reason)).length
				).toBeLessThanOrEqual(1);
				const effects = reasons.map((reason) => reasonEffects[reason]);
				expect(outcome === 'fail').toBe(effects.includes('fail'));
				expect(outcome === 'pass').toBe(reasons.length === 0);
			}),
			runs
		);
	});
});
