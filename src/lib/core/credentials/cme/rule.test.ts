import { describe, expect, it } from 'vitest';
import { evaluateCme, makePack, overridePack, rulesOf, type CmeOverride, type CmeRuleInput } from './rule.ts';

const rule: CmeRuleInput = {
	id: 'US-XX',
	jurisdiction: 'XX',
	degrees: ['MD'],
	citations: ['X.R. 1'],
	doubts: ['That it is twenty is recalled.'],
	requirement: {
		source: 'a list',
		asOf: '2025-10',
		verified: false,
		value: {
			authority: 'X',
			total: 20,
			category1Min: 10,
			window: { type: 'months-before-expiry', months: 24 }
		}
	}
};
const pack = makePack({ id: 'test', version: '1', rules: [rule] });
const own: CmeOverride = {
	rule: 'US-XX',
	revision: 3,
	changes: { total: 30, category1Min: null },
	source: 'letter of the board, 2 November 2026',
	asOf: '2026-11-02',
	verified: true
};

function standOf(from: typeof pack) {
	const [found] = rulesOf(from, 'XX', 'MD');
	if (!found) throw new Error('no rule');
	const person = { licenceExpiresOn: '2027-12-31' };
	return evaluateCme({ rule: found, person, activities: [], asOf: '2026-11-22' });
}

function overridden(...overrides: CmeOverride[]) {
	const found = overridePack(pack, overrides);
	if (!found.ok) throw new Error(found.error.detail);
	return found.value;
}

describe('a rule', () => {
	it('gives its version, its source and its doubts with every result', () => {
		expect(standOf(pack)).toMatchObject({
			result: 'at-risk',
			shortBy: { total: 20, category1: 10 },
			ruleVersion: 'test@1',
			rule: {
				id: 'US-XX',
				source: 'a list',
				verified: false,
				isOwn: false,
				doubts: ['That it is twenty is recalled.'],
				citations: ['X.R. 1']
			}
		});
	});

	it('is of a degree and of a jurisdiction', () => {
		expect(rulesOf(pack, 'XX', 'DO')).toEqual([]);
		expect(rulesOf(pack, 'YY', 'MD')).toEqual([]);
	});

	it('that comes twice, or has a word nobody knows, is a defect of the pack', () => {
		expect(() => makePack({ id: 'test', version: '1', rules: [rule, rule] })).toThrow('comes twice');
		const value = { ...rule.requirement.value, totall: 3 };
		const wrong = { ...rule, requirement: { ...rule.requirement, value } };
		expect(() => makePack({ id: 'test', version: '1', rules: [wrong] })).toThrow('totall');
	});
});

describe('a change by the group', () => {
	it('lies over the rule with its own source and version, and what the pack said stays readable', () => {
		const changed = overridden(own);
		expect(standOf(changed)).toMatchObject({
			shortBy: { total: 30 },
			ruleVersion: 'test@1+3',
			rule: { source: 'letter of the board, 2 November 2026', verified: true, isOwn: true, doubts: [] }
		});
		expect(standOf(changed).shortBy).not.toHaveProperty('category1');
		expect(changed.rules[0]?.requirement.replaces).toMatchObject({ source: 'a list', verified: false });
	});

	it('leaves the pack as it was', () => {
		const before = structuredClone(pack);
		overridden(own);
		expect(pack).toEqual(before);
	});

	it('that nobody has verified keeps the doubts', () => {
		expect(standOf(overridden({ ...own, verified: false })).rule).toMatchObject({
			verified: false,
			doubts: ['That it is twenty is recalled.']
		});
	});

	it('after another one keeps what the pack said, not what the group said before', () => {
		const twice = overridden(own, { ...own, revision: 4, changes: { total: 25 } });
		expect(standOf(twice)).toMatchObject({ shortBy: { total: 25 }, ruleVersion: 'test@1+4' });
		expect(twice.rules[0]?.requirement.replaces?.value).toMatchObject({ total: 20 });
	});

	it.each([
		[{ ...own, rule: 'US-ZZ' }, 'unknown-rule', 'US-ZZ'],
		[{ ...own, changes: { total: -1 } }, 'malformed', 'total'],
		[{ ...own, changes: { totall: 1 } }, 'malformed', 'totall'],
		[{ ...own, changes: { authority: null } }, 'malformed', 'authority']
	])('%j is refused: %s', (override, code, detail) => {
		const found = overridePack(pack, [override]);
		expect(found).toMatchObject({ ok: false, error: { code } });
		if (!found.ok) expect(found.error.detail).toContain(detail);
	});
});
