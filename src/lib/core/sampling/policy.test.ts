import { describe, expect, it } from 'vitest';
import { policyHash, samplingPolicySchema } from './policy.ts';

const policy = {
	version: 3,
	defaultRate: 0.02,
	rates: { CT: 0.04, CR: 0.015 },
	readerTierRates: { junior: 0.02 },
	minimumPerReader: 10,
	lookBackDays: 92,
	exclusions: ['no-images', 'preliminary']
};

describe('samplingPolicySchema', () => {
	it('accepts a policy, with or without tiers', () => {
		expect(samplingPolicySchema.parse(policy)).toEqual(policy);
		const { readerTierRates: _, ...plain } = policy;
		expect(samplingPolicySchema.parse(plain)).toEqual(plain);
	});

	it.each([
		['a rate above 1', { defaultRate: 1.2 }],
		['a negative rate', { rates: { CT: -0.1 } }],
		['a rate with more than six decimals', { defaultRate: 0.0000005 }],
		['a version 0', { version: 0 }],
		['a fractional minimum', { minimumPerReader: 2.5 }],
		['an unknown exclusion', { exclusions: ['boring'] }],
		['an exclusion twice', { exclusions: ['no-images', 'no-images'] }],
		['a modality that would break a CSV', { rates: { 'C,T': 0.1 } }],
		['a field that it does not know', { note: 'x' }]
	])('refuses %s', (_, change) => {
		expect(samplingPolicySchema.safeParse({ ...policy, ...change }).success).toBe(false);
	});
});

describe('policyHash', () => {
	it('is the same for any order of keys and another for any other value', () => {
		const parsed = samplingPolicySchema.parse(policy);
		const reordered = Object.fromEntries(Object.entries(parsed).reverse());
		expect(policyHash(samplingPolicySchema.parse(reordered))).toBe(policyHash(parsed));
		expect(policyHash({ ...parsed, lookBackDays: 93 })).not.toBe(policyHash(parsed));
	});
});
