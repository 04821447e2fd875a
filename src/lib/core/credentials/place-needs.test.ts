import { describe, expect, it } from 'vitest';
import { acrModalitiesAt, leastReadersAt, makePlaceNeeds, parsePlaceNeeds } from './place-needs.ts';

const text = 'LGH | 3 | CT, MR\nTX | 4 |\nNPH |  | US';
const needs = { leastReaders: 2, placeNeeds: parsePlaceNeeds(text).value };

describe('what a group says of places', () => {
	it('is read and written alike', () => {
		expect(parsePlaceNeeds(`\n${text}\n`).problems).toEqual([]);
		expect(makePlaceNeeds(needs.placeNeeds)).toBe(text);
	});

	it.each([
		['LGH', 'TX', 3],
		['ABC', 'TX', 4],
		['NPH', 'TX', 4],
		['NPH', 'OK', 2],
		['ABC', 'OK', 2]
	])('needs at %s in %s at least %i readers', (code, jurisdiction, least) => {
		expect(leastReadersAt(needs, { code, jurisdiction })).toBe(least);
	});

	it('has a place accredited for the modalities that it names', () => {
		expect(acrModalitiesAt(needs, { code: 'LGH', jurisdiction: 'TX' })).toEqual(['CT', 'MR']);
		expect(acrModalitiesAt(needs, { code: 'ABC', jurisdiction: 'TX' })).toEqual([]);
	});

	it.each([
		['LGH | 3', 'place-twice'],
		['ABC | none', 'place-line-unreadable'],
		['ABC | 0', 'place-line-unreadable'],
		['| 3', 'place-line-unreadable'],
		['ABC | 3 | CT | x', 'place-line-unreadable'],
		['ABC | 3 | XYZ', 'place-modality-unknown']
	])('is refused in the line %j with its number', (line, code) => {
		expect(parsePlaceNeeds(`${text}\n${line}`).problems).toEqual([{ line: 4, code }]);
	});
});
