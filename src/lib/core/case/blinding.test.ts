import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageBand, makeBlindedCase, makeBlindedReport, type CaseFacts } from './blinding.ts';
import { codedWords } from './coded-words.ts';

const facts: CaseFacts = {
	modality: 'CT',
	bodyRegion: 'head',
	procedure: 'CT head without contrast',
	patientClass: 'emergency',
	priority: 'stat',
	ageYears: 54,
	sex: 'F',
	level: 'L3'
};

const marker = 'ZZMARKERZZ';

/** Columns of the read, the case, the assignment and their neighbours that no blinded view may carry. */
const forbiddenColumns = [
	'id',
	'readId',
	'caseId',
	'drawId',
	'naturalKey',
	'samplingId',
	'accession',
	'studyUid',
	'facilityId',
	'facilityCode',
	'facilityName',
	'readerId',
	'readerCode',
	'familyName',
	'givenName',
	'reviewerId',
	'reviewerCode',
	'patientId',
	'patientName',
	'mrn',
	'birthOn',
	'shift',
	'orderedAt',
	'examCompletedAt',
	'imagesReceivedAt',
	'preliminaryAt',
	'finalAt',
	'receivedAt',
	'releasedAt',
	'createdAt',
	'source',
	'text',
	'knownPeople',
	'detectionMode',
	'dueAt',
	'createdAt',
	'assignedAt'
];

describe('the blinded view of a case', () => {
	it('carries nothing of a column that is not on its list', () => {
		const row = { ...Object.fromEntries(forbiddenColumns.map((column) => [column, marker])), ...facts };
		expect(JSON.stringify(makeBlindedCase(row))).not.toContain(marker);
		expect(Object.keys(makeBlindedCase(row)).sort()).toEqual(
			['age', 'bodyRegion', 'level', 'modality', 'patientClass', 'priority', 'procedure', 'sex'].sort()
		);
	});

	it.each(['modality', 'bodyRegion', 'procedure', 'patientClass', 'priority', 'sex'] as const)(
		'leaves foreign words out of %s',
		(column) => {
			const view = makeBlindedCase({ ...facts, [column]: `${marker} at Mercy West, Dr. Okafor` });
			expect(JSON.stringify(view)).not.toMatch(/ZZMARKERZZ|Mercy|West|Okafor/i);
		}
	);

	it('passes no text that is neither in a closed set nor a coded word', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (procedure, region) => {
				const view = makeBlindedCase({ ...facts, procedure, bodyRegion: region });
				expect(codedWords(view.procedure)).toBe(view.procedure);
				expect(codedWords(view.bodyRegion)).toBe(view.bodyRegion);
			})
		);
	});

	it.each([
		['CT HEAD W/O CONTRAST', 'ct head w o contrast'],
		['MRI Brain - St. Mary Room 4B', 'mri brain'],
		['Okafor clinic', null],
		[null, null]
	])('makes of the procedure %j the words %j', (text, expected) => {
		expect(codedWords(text)).toBe(expected);
	});

	it.each([
		[0, '0'],
		[54.9, '54'],
		[89, '89'],
		[90, '90+'],
		[104, '90+'],
		[null, null],
		[-1, null],
		[Number.NaN, null]
	])('gives the age %s as %s', (years, band) => {
		expect(ageBand(years)).toBe(band);
	});
});

describe('the blinded report', () => {
	const report = { sections: [{ heading: 'FINDINGS', text: marker }], replaced: 2 };

	it.each([
		['L3', null, true],
		['L3', 5, false],
		['L2', null, false],
		['L1', null, false]
	] as const)('at %s, revealed %s, is sealed: %s', (level, reportRevealedAt, sealed) => {
		const view = makeBlindedReport({ level, reportRevealedAt }, report);
		expect(view.sealed).toBe(sealed);
		expect(JSON.stringify(view).includes(marker)).toBe(!sealed);
	});
});
