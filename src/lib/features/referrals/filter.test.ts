import { describe, expect, it } from 'vitest';
import { parseReferralFilter } from './filter.ts';

describe('the filter of referrals', () => {
	it.each([
		['', { status: 'open', mode: null }],
		['status=all', { status: null, mode: null }],
		['status=refused&mode=complaint', { status: 'refused', mode: 'complaint' }],
		['status=nonsense&mode=random', { status: 'open', mode: null }]
	])('reads %j', (query, expected) => {
		expect(parseReferralFilter(new URLSearchParams(query))).toEqual(expected);
	});
});
