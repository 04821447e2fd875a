import { describe, expect, it } from 'vitest';
import { filterParts } from './filter-parts.ts';
import { parseQualityFilter } from './filter.ts';

describe('the filter of the quality page', () => {
	it.each([
		['', { months: '12', facility: '', modality: '', level: '' }],
		['months=3&modality=CT&level=L2&facility=f', { months: '3', facility: 'f', modality: 'CT', level: 'L2' }],
		['months=9999&modality=all&level=all', { months: '12', facility: '', modality: '', level: '' }]
	])('reads “%s”', (query, expected) => {
		expect(parseQualityFilter(new URLSearchParams(query))).toEqual(expected);
	});

	it('lets nobody choose another detection mode, or all blinding levels', () => {
		const parts = filterParts({
			filter: { months: '12', facility: '', modality: '', level: 'L3' },
			levels: [
				{ level: 'L3', n: 900 },
				{ level: 'L2', n: 20 }
			],
			otherModes: [{ mode: 'complaint', n: 12, scored: 9 }],
			facilities: [],
			modalities: []
		});
		const [mode, level] = parts;
		expect(mode?.options.filter(({ disabled }) => !disabled).map(({ value }) => value)).toEqual(['random']);
		expect(level?.options.map(({ value }) => value)).toEqual(['L3', 'L2']);
	});
});
