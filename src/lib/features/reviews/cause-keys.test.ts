import { describe, expect, it } from 'vitest';
import { defaultTaxonomy } from '#lib/core/scoring/built-in-taxonomies.ts';
import { causeKeys, fitsAsChips } from './cause-keys.ts';

const many = Array.from({ length: 9 }, (_, at) => ({ code: `group-${at}`, label: `Group ${at}`, types: [] }));

describe('the keys of causes', () => {
	it('give each cause that came with the product one stroke, none of them a score', () => {
		const keys = [...causeKeys(defaultTaxonomy.causes).values()];
		expect(keys).toEqual(['4', '5', '6', '7', '8', '9', '0']);
	});

	it('end after seven', () => {
		expect([...causeKeys(many).keys()]).toEqual(many.slice(0, 7).map(({ code }) => code));
	});
});

describe('cause groups', () => {
	it('stand side by side while they are few and short', () => {
		expect(fitsAsChips(defaultTaxonomy.causes)).toBe(true);
		expect(fitsAsChips(many)).toBe(false);
		expect(fitsAsChips([{ code: 'long', label: 'x'.repeat(81), types: [] }])).toBe(false);
	});
});
