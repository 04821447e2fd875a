import { describe, expect, it } from 'vitest';
import { caseTitle, patientLine } from './case-words.ts';

describe('the words of a case', () => {
	it.each([
		[
			{ modality: 'CT', bodyRegion: 'head', procedure: 'ct head without contrast' },
			'CT head without contrast'
		],
		[{ modality: 'CT', bodyRegion: 'head', procedure: null }, 'CT head'],
		[{ modality: 'XR', bodyRegion: 'chest', procedure: 'chest two views' }, 'XR chest two views'],
		[{ modality: 'MR', bodyRegion: null, procedure: null }, 'MR'],
		[{ modality: 'PT', bodyRegion: null, procedure: 'pet whole body' }, 'PET whole body'],
		[{ modality: 'XR', bodyRegion: 'chest', procedure: 'chest ap portable' }, 'XR chest AP portable']
	])('of %j are %j', (view, expected) => {
		expect(caseTitle(view)).toBe(expected);
	});

	it.each([
		[{ patientClass: 'emergency', age: '54', sex: 'F', priority: 'stat' } as const, 'STAT · ED · 54 F'],
		[{ patientClass: null, age: '90+', sex: null, priority: 'routine' } as const, '90+'],
		[{ patientClass: 'inpatient', age: null, sex: 'M', priority: null } as const, 'inpatient · M']
	])('of the patient in %j are %j', (view, expected) => {
		expect(patientLine(view)).toBe(expected);
	});
});
