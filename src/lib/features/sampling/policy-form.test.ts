import { describe, expect, it } from 'vitest';
import { defaultSamplingRules } from '#lib/core/sampling/default-policy.ts';
import { samplingPolicyFields, samplingPolicyForm } from './policy-form.ts';

const filled = {
	basedOn: '1',
	...samplingPolicyFields(defaultSamplingRules),
	exclusions: [...defaultSamplingRules.exclusions]
};

describe('the sampling policy form', () => {
	it('gives back the policy whose fields it was filled with', () => {
		expect(samplingPolicyForm.parse(filled)).toEqual({ basedOn: 1, body: defaultSamplingRules });
	});

	it.each([
		{ name: 'takes a decimal comma', change: { rateCT: '2,5' }, rates: { CT: 0.025 } },
		{ name: 'leaves a modality to the default when empty', change: { rateCT: '' }, rates: {} },
		{ name: 'takes all of a modality', change: { rateCT: '100' }, rates: { CT: 1 } }
	])('$name', ({ change, rates }) => {
		const parsed = samplingPolicyForm.parse({ ...filled, ...change });
		expect(parsed.body.rates.CT).toBe((rates as { CT?: number }).CT);
	});

	it.each([
		{ rateCT: '101' },
		{ rateCT: '-1' },
		{ rateCT: 'many' },
		{ defaultRate: '' },
		{ lookBackDays: '0' },
		{ exclusions: ['mondays'] },
		{ exclusions: ['preliminary'] },
		{ exclusions: [] }
	])('refuses %j', (change) => {
		expect(samplingPolicyForm.safeParse({ ...filled, ...change }).success).toBe(false);
	});
});
