import { expect, it } from 'vitest';
import { valueUnit } from './value-unit.ts';

it.each([
	['HU for rescaled CT', { modality: 'CT', isRescaled: true }, 'HU'],
	['HU for CT that says so', { modality: 'CT', rescaleType: 'HU', isRescaled: true }, 'HU'],
	['none for CT that was never rescaled', { modality: 'CT', isRescaled: false }, ''],
	['none for CT of unspecified units', { modality: 'CT', rescaleType: 'US', isRescaled: true }, ''],
	['none for MR, rescaled or not', { modality: 'MR', isRescaled: true }, ''],
	['none for MR that claims HU', { modality: 'MR', rescaleType: 'HU', isRescaled: true }, ''],
	['optical density of a film', { modality: 'CR', rescaleType: 'OD', isRescaled: true }, '‰ OD']
])('the unit is %s', (_, header, unit) => {
	expect(valueUnit(header)).toBe(unit);
});
