import { describe, expect, it } from 'vitest';
import { hrefWith, pageHref, parseSort, sortHref } from './table-links.ts';

const url = new URL('https://overread.example/reads?modality=CT&after=abc');
const usual = { key: 'finalised', direction: 'descending' } as const;

describe('the order in the URL', () => {
	it.each([
		['sort=reader', { key: 'reader', direction: 'ascending' }],
		['sort=-reader', { key: 'reader', direction: 'descending' }],
		['sort=password', usual],
		['', usual]
	])('reads %s', (query, expected) => {
		const asked = new URL(`https://overread.example/reads?${query}`);
		expect(parseSort(asked, ['reader', 'finalised'], usual)).toEqual(expected);
	});

	it('turns round when the column is the order already', () => {
		expect(sortHref(url, 'reader', null)).toBe('/reads?modality=CT&sort=reader');
		expect(sortHref(url, 'reader', { key: 'reader', direction: 'ascending' })).toBe(
			'/reads?modality=CT&sort=-reader'
		);
	});
});

describe('links', () => {
	it('keep the filters and drop an empty query', () => {
		expect(pageHref(url, 'x y')).toBe('/reads?modality=CT&after=x+y');
		expect(pageHref(url, null)).toBe('/reads?modality=CT');
		expect(hrefWith(url, { modality: null, after: null })).toBe('/reads');
	});
});
