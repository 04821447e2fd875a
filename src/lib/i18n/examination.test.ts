import { describe, expect, it } from 'vitest';
import { examinationText, procedureText } from './examination.ts';

describe('an examination in words', () => {
	it.each([
		['CT', 'CT HEAD WITHOUT CONTRAST', 'CT head without contrast'],
		['CT', 'ct head without contrast', 'CT head without contrast'],
		['XR', 'CHEST AP PORTABLE', 'XR chest AP portable'],
		['XR', 'AP PELVIS', 'XR AP pelvis'],
		['PT', 'PET WHOLE BODY', 'PET whole body'],
		['PT', 'WHOLE BODY', 'PET whole body'],
		['MR', 'MRI C-SPINE W/O CONTRAST', 'MRI C-spine w/o contrast'],
		['XR', 'FOOT 2V', 'XR foot 2V'],
		['XR', "CHILD'S HAND", "XR child's hand"],
		['CT', 'CT Head w/o Contrast', 'CT Head w/o Contrast'],
		['US', 'Abdomen, Right Upper Quadrant', 'US Abdomen, Right Upper Quadrant'],
		['MR', 'MRT SCHÄDEL', 'MR mrt schädel'],
		['OT', '', 'Other']
	])('of %s and %j is %j', (modality, procedure, expected) => {
		expect(examinationText({ modality, procedure })).toBe(expected);
	});

	it('begins with a capital where the procedure stands alone', () => {
		expect(procedureText('CHEST 2 VIEWS')).toBe('Chest 2 views');
	});
});
