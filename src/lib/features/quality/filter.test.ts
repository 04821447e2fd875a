import { describe, expect, it } from 'vitest';
import { filterParts } from './filter-parts.ts';
import { ignoredParts, parseQualityFilter, qualityQuery } from './filter.ts';

describe('the filter of the quality page', () => {
	it.each([
		['', { months: '12', facility: '', modality: '', level: '' }],
		['months=3&modality=CT&level=L2&facility=f', { months: '3', facility: 'f', modality: 'CT', level: 'L2' }],
		['months=9999&modality=all&level=all', { months: '12', facility: '', modality: '', level: '' }]
	])('reads “%s”', (query, expected) => {
		expect(parseQualityFilter(new URLSearchParams(query))).toMatchObject(expected);
	});

	it('has one way into review, the random sample where none or “all” is asked for', () => {
		const modeOf = (query: string) => parseQualityFilter(new URLSearchParams(query)).mode;
		expect(['', 'mode=all', 'mode=calibration', 'mode=complaint'].map(modeOf)).toEqual([
			'random',
			'random',
			'random',
			'complaint'
		]);
	});

	it('comes back from its own query, and names what it did not understand', () => {
		const query = new URLSearchParams(
			'months=24&mode=complaint&region=head&tier=junior&kind=preliminary&level=L2'
		);
		const filter = parseQualityFilter(query);
		expect(parseQualityFilter(qualityQuery(filter))).toEqual(filter);
		expect(ignoredParts(query, filter)).toEqual([]);
		const wrong = new URLSearchParams('months=5&modality=&level=L9');
		expect(ignoredParts(wrong, parseQualityFilter(wrong))).toEqual(['months', 'level']);
	});

	it('lets nobody choose another detection mode, or all blinding levels', () => {
		const parts = filterParts({
			filter: { ...parseQualityFilter(new URLSearchParams()), level: 'L3' },
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
