import { describe, expect, it } from 'vitest';
import type { Fact } from '#lib/core/credentials/fact.ts';
import { evaluateGate } from '#lib/core/credentials/gate/evaluate.ts';
import { aGateRead, aLicence, withLicences } from '#lib/core/credentials/gate/test-records.ts';
import { licensureUs } from '#lib/core/credentials/reference/licensure-us.ts';
import { makeGatePolicy, type GateChoices } from './gate-policy.ts';
import { ownFactSchema, withOwnFacts, type OwnFact } from './own-facts.ts';
import { licensurePackSchema, type JurisdictionRules, type LicensurePack } from './pack.ts';

const choices: GateChoices = {
	requirePrivilege: false,
	requireMalpractice: false,
	verificationMaxAgeDays: null,
	coveredSystems: []
};
const entries = Object.entries(licensureUs.jurisdictions);
const where = (is: (rules: JurisdictionRules) => boolean): string[] =>
	entries.filter(([, rules]) => is(rules)).map(([code]) => code);
const cycle = (months: number, verified: boolean): string[] =>
	where(({ cycleMonths }) => cycleMonths?.value === months && cycleMonths.verified === verified);

function rulesOf(pack: LicensurePack, jurisdiction: string): JurisdictionRules {
	const rules = pack.jurisdictions[jurisdiction];
	if (!rules) throw new Error(jurisdiction);
	return rules;
}

describe('the licensure pack of the United States', () => {
	it('has the form of a pack', () => {
		expect(licensurePackSchema.parse(licensureUs)).toEqual(licensureUs);
	});

	it('has the states, DC and the territories, each with a board', () => {
		expect(entries).toHaveLength(56);
		expect(where(({ boards }) => boards.length === 2)).toEqual([
			'AZ',
			'CA',
			'FL',
			'ME',
			'MI',
			'NV',
			'OK',
			'PA',
			'TN',
			'VT',
			'WA',
			'WV'
		]);
	});

	// Section 1.6 of the reference, word by word.
	it('knows the cycles of renewal, and which of them anybody has read', () => {
		expect(cycle(12, true)).toEqual(['AL', 'KY', 'MS', 'NC', 'WY']);
		expect(cycle(12, false)).toEqual([
			'AR',
			'CT',
			'HI',
			'ID',
			'KS',
			'LA',
			'MN',
			'MO',
			'NH',
			'ND',
			'OK',
			'SD'
		]);
		expect(cycle(24, true)).toEqual(['CA', 'CO', 'FL', 'NY', 'OR']);
		expect(cycle(36, true)).toEqual(['IL']);
		expect(cycle(36, false)).toEqual(['MI', 'NM']);
		expect(where(({ cycleMonths }) => cycleMonths === null)).toEqual(['GU', 'PR', 'VI', 'MP', 'AS']);
	});

	it('allows grace only where a board is known to', () => {
		const graced = entries
			.map(([code, { graceDays }]) => [code, graceDays?.value])
			.filter(([, days]) => days !== undefined);
		expect(graced).toEqual([
			['AL', 31],
			['KY', 31],
			['MS', 0],
			['SD', 0]
		]);
	});

	it('knows who is no member of the compact, and that of Michigan nobody is sure', () => {
		expect(where(({ compact }) => compact.value.status === 'not-member')).toEqual(
			['CA', 'NY', 'OR', 'SC', 'VA', 'PR', 'VI', 'MP', 'AS'].toSorted((a, b) => order(a) - order(b))
		);
		expect(where(({ compact }) => compact.value.status === 'uncertain')).toEqual(['MI']);
		expect(rulesOf(licensureUs, 'MI').compact).toMatchObject({
			value: { since: '2026-03-28' },
			verified: false
		});
	});

	it('lets no registration count of which nobody has found out what it covers', () => {
		expect(where(({ registration }) => registration?.value.coversInterpretation === true)).toEqual(['OR']);
	});

	it('names a source for every fact', () => {
		const facts = entries.flatMap(([, rules]): (Fact<unknown> | null)[] => [
			rules.licenceNeed,
			rules.registration,
			rules.compact,
			rules.cycleMonths,
			rules.expiry,
			rules.graceDays
		]);
		expect(facts.filter((fact) => fact !== null && fact.source.trim() === '')).toEqual([]);
	});
});

const order = (code: string): number => entries.findIndex(([one]) => one === code);

describe('the policy from a pack', () => {
	const policy = makeGatePolicy(licensureUs, choices);

	it('asks for no licence only of readers outside of Oregon, and says where that stands', () => {
		expect(policy.noLicenceNeeded).toEqual([
			{
				jurisdiction: 'OR',
				outsideOnly: true,
				basis: {
					rule: 'OR licenceNeed',
					source: 'OAR 847-008-0022 (text of Jun 2021)',
					verified: true,
					isOwn: false
				}
			}
		]);
		expect(policy.packVersion).toBe('us-licensure 2026-11-21');
	});

	it('takes federal law for whom it covers, and warns where nobody has looked it up', () => {
		const covering = makeGatePolicy(licensureUs, { ...choices, coveredSystems: ['va', 'ihs'] });
		const ask = (federalSystem: 'va' | 'ihs' | 'military') => {
			const read = aGateRead({ serviceState: 'NM', federalSystem });
			return evaluateGate({ read, records: withLicences(aLicence()), policy: covering, knownAt: null })
				.reasons;
		};
		expect([ask('va'), ask('ihs'), ask('military')]).toEqual([
			[],
			['rule-unverified'],
			['no-active-licence']
		]);
	});

	it.each([
		['MI', '2026-05-10T15:00:00Z', ['compact-membership-uncertain']],
		['MI', '2026-03-20T15:00:00Z', []],
		['OH', '2026-05-10T15:00:00Z', []],
		['CA', '2026-05-10T15:00:00Z', ['compact-membership-uncertain']]
	])('of a compact licence of %s at %s has to say %j', (jurisdiction, signedAt, reasons) => {
		const licence = aLicence({ jurisdiction, pathway: 'imlc-expedited-full' });
		const read = aGateRead({ serviceState: jurisdiction, signedAt: Date.parse(signedAt) });
		expect(evaluateGate({ read, records: withLicences(licence), policy, knownAt: null }).reasons).toEqual(
			reasons
		);
	});
});

describe('facts of the group', () => {
	const fact = { source: 'letter of the board', asOf: '2026-10', verified: true };
	const utah: OwnFact = { jurisdiction: 'UT', field: 'cycleMonths', fact: { ...fact, value: 12 } };

	it('take the place of those of the pack, which stay readable beside them', () => {
		const merged = withOwnFacts(licensureUs, [utah]);
		expect(merged.ok && rulesOf(merged.value, 'UT').cycleMonths).toEqual({
			...fact,
			value: 12,
			replaces: rulesOf(licensureUs, 'UT').cycleMonths
		});
		expect(merged.ok && rulesOf(merged.value, 'TX')).toEqual(rulesOf(licensureUs, 'TX'));
	});

	it('do not hide what the pack said by being replaced again', () => {
		const again: OwnFact = { ...utah, fact: { ...fact, value: 36 } };
		const merged = withOwnFacts(licensureUs, [utah, again]);
		expect(merged.ok && rulesOf(merged.value, 'UT').cycleMonths).toMatchObject({
			value: 36,
			replaces: { value: 24, verified: false }
		});
	});

	it('may stand where the pack has none', () => {
		const guam: OwnFact = { ...utah, jurisdiction: 'GU' };
		const merged = withOwnFacts(licensureUs, [guam]);
		expect(merged.ok && rulesOf(merged.value, 'GU').cycleMonths).toEqual({ ...fact, value: 12 });
	});

	it('stay unverified where nobody has read them, and the gate says so', () => {
		const nevada: OwnFact = {
			jurisdiction: 'NV',
			field: 'licenceNeed',
			fact: { ...fact, verified: false, value: 'readers-inside' }
		};
		const merged = withOwnFacts(licensureUs, [nevada]);
		if (!merged.ok) throw new Error('not merged');
		const read = aGateRead({ serviceState: 'NV' });
		const policy = makeGatePolicy(merged.value, choices);
		const { reasons, basis } = evaluateGate({ read, records: {}, policy, knownAt: null });
		expect(reasons).toEqual(['rule-unverified']);
		expect(basis).toEqual([
			{ rule: 'NV licenceNeed', source: 'letter of the board', verified: false, isOwn: true }
		]);
	});

	it('change the version, each set its own, and none changes nothing', () => {
		const version = (facts: OwnFact[]) => {
			const merged = withOwnFacts(licensureUs, facts);
			return merged.ok ? merged.value.version : null;
		};
		const other: OwnFact = { ...utah, jurisdiction: 'NV' };
		expect(version([])).toBe('2026-11-21');
		expect(version([utah])).toMatch(/^2026-11-21\+[0-9a-f]{12}$/);
		expect(version([utah])).toBe(version([utah]));
		expect(version([utah])).not.toBe(version([other]));
	});

	it('leave the pack as it was', () => {
		const before = JSON.stringify(licensureUs);
		withOwnFacts(licensureUs, [utah, { federal: 'ihs', fact: { ...fact, value: false } }]);
		expect(JSON.stringify(licensureUs)).toBe(before);
	});

	it('of a federal system change whom the gate asks for what', () => {
		const merged = withOwnFacts(licensureUs, [{ federal: 'va', fact: { ...fact, value: false } }]);
		if (!merged.ok) throw new Error('not merged');
		const covered = { ...choices, coveredSystems: ['va' as const] };
		const ask = (pack: LicensurePack) => {
			const read = aGateRead({ serviceState: 'NM', federalSystem: 'va' });
			const policy = makeGatePolicy(pack, covered);
			return evaluateGate({ read, records: withLicences(aLicence()), policy, knownAt: null }).reasons;
		};
		expect([ask(licensureUs), ask(merged.value)]).toEqual([[], ['no-active-licence']]);
		expect(merged.value.federal.va.replaces).toEqual(licensureUs.federal.va);
	});

	it('of a place that the pack does not know are refused', () => {
		expect(withOwnFacts(licensureUs, [{ ...utah, jurisdiction: 'ZZ' }])).toEqual({
			ok: false,
			error: { code: 'jurisdiction-unknown', jurisdiction: 'ZZ' }
		});
	});

	it.each([
		['without a source', { ...utah, fact: { ...utah.fact, source: '' } }],
		['without saying whether anybody has read it', { ...utah, fact: { value: 12, source: 'x', asOf: null } }],
		['of the wrong kind', { ...utah, fact: { ...fact, value: 'often' } }],
		['of a field that there is not', { ...utah, field: 'weather' }]
	])('%s are none', (_what, one) => {
		expect(ownFactSchema.safeParse(one).success).toBe(false);
	});
});
