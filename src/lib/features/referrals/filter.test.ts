import { describe, expect, it } from 'vitest';
import { makePlace, parsePlace, parseReferralFilter } from './filter.ts';

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

describe('a place in a list', () => {
	it('is read as it is written', () => {
		const place = { at: 1_800_000_000_000, id: '0190-ab' };
		expect(parsePlace(makePlace(place))).toEqual(place);
	});

	it.each([null, '', '12', '.a', 'x.a', `1.${'a'.repeat(65)}`, "1.a' or 1=1"])('is not %j', (text) => {
		expect(parsePlace(text)).toBeNull();
	});
});
