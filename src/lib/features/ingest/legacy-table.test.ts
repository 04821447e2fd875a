import { describe, expect, it } from 'vitest';
import { legacyLabels, legacyRows } from './legacy-table.ts';

const counts = [
	{ year: 2015, modality: 'CT', code: '4b', score: '3b', isMapped: true, n: 2 },
	{ year: 2015, modality: 'CT', code: '3', score: null, isMapped: false, n: 4 },
	{ year: 2015, modality: 'CT', code: '3', score: '3a', isMapped: false, n: 1 },
	{ year: 2014, modality: 'MR', code: '1', score: '1', isMapped: false, n: 9 }
];

describe('the table of earlier scores', () => {
	it('marks what was mapped and what has no score today', () => {
		expect(legacyLabels(counts)).toEqual(['1', '3', '3‡', '4b → 3b†']);
	});

	it('has a line for each year and modality', () => {
		expect(legacyRows(counts)).toEqual([
			{ key: '2015 CT', year: 2015, modality: 'CT', n: 7, byLabel: { '4b → 3b†': 2, '3‡': 4, '3': 1 } },
			{ key: '2014 MR', year: 2014, modality: 'MR', n: 9, byLabel: { '1': 9 } }
		]);
	});
});
