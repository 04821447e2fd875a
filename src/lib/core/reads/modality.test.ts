import { describe, expect, it } from 'vitest';
import { bodyRegionOf, modalityOf } from './modality.ts';

describe('the report group of a study', () => {
	it.each([
		['CT', 'PET/CT FDG BRAIN TUMOR', 'PT'],
		['CTABD', 'PETCT AC+NAC ABDOMEN', 'PT'],
		['MG', '76140 Outside Exam', 'MG'],
		['IMG', 'US ABDOMEN LIMITED', 'US'],
		['DX', 'CHEST 2 VIEWS', 'XR'],
		['CR', 'Skull', 'XR'],
		[null, 'MRI BRAIN WO CONTRAST', 'MR'],
		[null, 'CTA CHEST', 'CT'],
		[null, 'CT ANGIOGRAPHY HEAD', 'CT'],
		[null, 'IR INTRO CATHETER AORTA', 'XA'],
		[null, '78452 MPI SPECT Multiple', 'NM'],
		[null, 'BARIUM SWALLOW', 'FL'],
		[null, 'CHEST 2 VIEWS', 'XR'],
		[null, 'Diag Mammogram Unilateral', 'MG'],
		[null, 'Duplex venous leg', 'US'],
		[null, 'Complete Blood Count', null],
		['CH', 'GLUCOSE', null]
	])('section %j and %j is %j', (section, procedure, expected) => {
		expect(modalityOf({ section, procedure })).toBe(expected);
	});

	it('is taken from the report when order and section say nothing', () => {
		expect(
			modalityOf({ section: null, procedure: 'Radiology Event', opening: 'Cervical spine X-ray study.' })
		).toBe('XR');
	});
});

describe('the body region', () => {
	it.each([
		['XR CERVICAL SPINE', 'spine'],
		['CT HEAD W/O', 'head'],
		['MR KNEE LEFT', 'extremity'],
		['PET/CT WHOLE BODY', 'whole-body'],
		['US BREAST', 'breast'],
		['CT ABDOMEN PELVIS', 'abdomen'],
		['CTA CORONARY', 'heart'],
		['EVENT', null]
	])('of %j is %j', (procedure, expected) => {
		expect(bodyRegionOf(procedure)).toBe(expected);
	});
});
