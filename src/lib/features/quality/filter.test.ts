import { describe, expect, it } from 'vitest';
import { filterParts, ignoredWords } from './filter-parts.ts';
import { parseCaseListQuery } from './cases/query.ts';
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

	it('names what the page does not know, bounded, and no action of its forms', () => {
		const long = 'x'.repeat(10_000);
		const query = new URLSearchParams(`from=2020&from=2021&month=9999&/names=&${long}=1`);
		const ignored = ignoredParts(query, parseQualityFilter(query), ['after']);
		expect(ignored).toEqual(['from', 'month', 'x'.repeat(40)]);
		expect(ignoredParts(query, parseQualityFilter(query), ['from', 'month', long])).toEqual([]);
	});

	it('of a list of cases names a month that is none, and a beginning that is no place', () => {
		const ignoredOf = (text: string) => parseCaseListQuery(new URLSearchParams(text)).ignored;
		expect(ignoredOf('month=9999&from=2020&outcome=any&after=zz')).toEqual(['from', 'month', 'after']);
		expect(ignoredOf('month=2026-04&outcome=2b&modality=CT&double=yes&reader=R01&after=5-case')).toEqual([]);
		expect(ignoredOf('modality=XX&double=no')).toEqual(['modality', 'double']);
	});

	const choices = {
		facilities: [{ id: 'f', code: 'NMH', name: 'North Marsh' }],
		modalities: ['CT'],
		regions: ['head'],
		subspecialties: [],
		tiers: ['junior'],
		levels: [
			{ level: 'L3', n: 900 },
			{ level: 'L2', n: 20 }
		],
		modes: [
			{ mode: 'random', n: 920, scored: 900 },
			{ mode: 'complaint', n: 12, scored: 9 }
		]
	};
	const partsOf = (query: string, level = 'L3') =>
		filterParts({ filter: { ...parseQualityFilter(new URLSearchParams(query)), level }, choices });
	const valuesOf = (query: string, name: string) =>
		partsOf(query)
			.find((part) => part.name === name)
			?.options.map(({ value }) => value);

	it('offers no “all” of detection modes and of blinding levels, and one of everything else', () => {
		expect([valuesOf('', 'mode'), valuesOf('', 'level')]).toEqual([
			['random', 'complaint'],
			['L3', 'L2']
		]);
		expect(['facility', 'modality', 'region', 'tier'].map((name) => valuesOf('', name)?.[0])).toEqual([
			'',
			'',
			'',
			''
		]);
	});

	it('keeps what only the address asked for in its place, so that nobody wonders why nothing is shown', () => {
		const part = partsOf('region=tail').find(({ name }) => name === 'region');
		expect(part?.value).toBe('tail');
		expect(part?.options.at(-1)).toEqual({ value: 'tail', label: 'tail (not known here)' });
	});

	it('has a part for each that the address may hold', () => {
		expect(partsOf('').map(({ name }) => name)).toEqual(
			Object.keys(parseQualityFilter(new URLSearchParams())).sort((one, other) => {
				const order = partsOf('').map(({ name }) => name);
				return order.indexOf(one) - order.indexOf(other);
			})
		);
	});

	it('names what was not understood in words', () => {
		expect(ignoredWords(['months', 'level'])).toEqual(['period', 'blinding level']);
	});
});
