import { describe, expect, it } from 'vitest';
import { ageBandOf, makeLearningFacts } from './anonymous.ts';

describe('what a meeting is told', () => {
	it.each([
		[null, null],
		[-1, null],
		[Number.NaN, null],
		[0, 'under 10'],
		[9, 'under 10'],
		[10, '10–19'],
		[54, '50–59'],
		[89, '80–89'],
		[90, '90+'],
		[104, '90+']
	])('gives the age %s as %s', (years, band) => {
		expect(ageBandOf(years)).toBe(band);
	});

	it('holds nothing but what is named, whatever the row holds', () => {
		const row = {
			modality: 'CT',
			bodyRegion: 'head',
			procedure: 'CT head for Dr Vanterpool, Saltmarsh',
			ageYears: 54,
			sex: 'F',
			accession: 'A1',
			readerId: 'r1',
			score: '3b'
		};
		expect(makeLearningFacts(row)).toEqual({
			modality: 'CT',
			bodyRegion: 'head',
			procedure: 'ct head',
			ageBand: '50–59',
			sex: 'F'
		});
	});

	it('takes no word for a modality or a sex that is none', () => {
		const facts = makeLearningFacts({
			modality: 'Smith',
			bodyRegion: null,
			procedure: null,
			ageYears: null,
			sex: 'Smith'
		});
		expect(facts).toEqual({ modality: 'OT', bodyRegion: null, procedure: null, ageBand: null, sex: null });
	});
});
