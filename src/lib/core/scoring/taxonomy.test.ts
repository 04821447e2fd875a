import { describe, expect, it } from 'vitest';
import { causeGroups, causes, causeTypes, isCause, parseCause } from './taxonomy.ts';

describe('the taxonomy of causes', () => {
	it('names every cause once, on both levels', () => {
		expect(new Set(causes).size).toBe(causes.length);
		const types = causeGroups.flatMap((group) => causeTypes[group]);
		expect(new Set(types).size).toBe(types.length);
		expect(causes).toHaveLength(causeGroups.length + types.length);
	});

	it.each([
		['perception', { group: 'perception', type: null }],
		['perception/satisfaction-of-search', { group: 'perception', type: 'satisfaction-of-search' }],
		['knowledge/satisfaction-of-search', null],
		['perception/', null],
		['', null],
		['constructor', null]
	])('reads %j as %j', (text, expected) => {
		expect(parseCause(text)).toEqual(expected);
		expect(isCause(text)).toBe(expected !== null);
	});

	it('reads back every cause it names', () => {
		for (const cause of causes) {
			const parsed = parseCause(cause);
			expect(parsed && [parsed.group, parsed.type].filter(Boolean).join('/')).toBe(cause);
		}
	});
});
