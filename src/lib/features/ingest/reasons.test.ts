import { describe, expect, it } from 'vitest';
import { refusalText } from './reasons.ts';

describe('a refusal in words', () => {
	it.each([
		['date: not-a-day', 'has a value that cannot be used (date: not a day of the calendar)'],
		['scale: unknown-scale', 'has a value that cannot be used (scale: not RADPEER 2002, 2009 or 2016)'],
		['finding: too-long', 'has a value that cannot be used (finding: longer than it may be)'],
		['result: unknown-result', 'has a value that cannot be used (result: neither positive nor negative)'],
		['date: something-new', 'has a value that cannot be used (date: something-new)'],
		['reader, date', 'has a value that cannot be used (reader, date)'],
		[null, 'has a value that cannot be used']
	])('tells %s', (detail, text) => {
		expect(refusalText({ reason: 'invalid-value', detail })).toBe(text);
	});
});
