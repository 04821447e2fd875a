import { expect, it } from 'vitest';
import { shortText } from './cme-words.ts';

it.each([
	['the hours of category 1 once, where they are all that is missing', { total: 47.5, category1: 47.5 }],
	['them alone, where the rest is earned', { category1: 47.5 }],
	['them alone, where they make up for more than the rest', { total: 20, category1: 47.5 }]
])('says of what is missing %s', (_, shortBy) => {
	expect(shortText(shortBy, 'credits')).toBe('47.5 h of category 1');
});

it('says how many of the hours that are missing must be of category 1', () => {
	expect(shortText({ total: 30, category1: 10, 'topic:ethics': 2 }, 'credits')).toBe(
		'30 h, of which 10 h of category 1, 2 h ethics'
	);
});

it('says what is missing in all where no category is asked for', () => {
	expect(shortText({ total: 2.5 }, 'credits')).toBe('2.5 h');
});
