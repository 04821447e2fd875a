import { describe, expect, it } from 'vitest';
import { defaultReviewPolicy, reviewPolicySchema } from './review-policy.ts';

describe('the review policy', () => {
	it('of a version before the rules of pairs has them as they are at first', () => {
		const { reciprocityDays: _, handoverMinutes: __, ...before } = defaultReviewPolicy;
		expect(reviewPolicySchema.parse(before)).toMatchObject({ reciprocityDays: 90, handoverMinutes: 240 });
	});

	it.each([
		{ reciprocityDays: -1 },
		{ reciprocityDays: 731 },
		{ handoverMinutes: -1 },
		{ handoverMinutes: 1441 },
		{ handoverMinutes: 1.5 }
	])('refuses %o', (wrong) => {
		expect(reviewPolicySchema.safeParse({ ...defaultReviewPolicy, ...wrong }).success).toBe(false);
	});
});
