import { describe, expect, it } from 'vitest';
import { defaultSignalPolicy, lookMonthsOf, signalPolicySchema } from './signal-policy.ts';

describe('the policy of signals', () => {
	it('looks at radiologists in January and July unless it says otherwise', () => {
		expect(lookMonthsOf(signalPolicySchema.parse(defaultSignalPolicy))).toEqual([1, 7]);
		expect(lookMonthsOf({ looksPerYear: 1 })).toEqual([1]);
		expect(lookMonthsOf({ looksPerYear: 4 })).toEqual([1, 4, 7, 10]);
	});
});
