import { describe, expect, it } from 'vitest';
import { findItems, findNumber, findNumbers, findText, withPaletteNumbers } from './dicom-json.ts';

describe('reading DICOM JSON', () => {
	it('reads numbers that are written as numbers or as decimal strings', () => {
		expect(findNumbers({ '00280030': { vr: 'DS', Value: ['0.5 ', 0.25] } }, '00280030')).toEqual([0.5, 0.25]);
	});

	it.each([
		['an absent attribute', {}],
		['an attribute without value', { '00280010': { vr: 'US' } }],
		['a value that is no number', { '00280010': { vr: 'IS', Value: ['many'] } }],
		['an empty string', { '00280010': { vr: 'IS', Value: [''] } }],
		['null, which stands for an empty value', { '00280010': { vr: 'IS', Value: [null] } }]
	])('finds no number in %s', (_, header) => {
		expect(findNumber(header, '00280010')).toBeUndefined();
	});

	it('takes the padding off text and finds none in blanks or objects', () => {
		expect(findText({ '00080060': { vr: 'CS', Value: ['CT '] } }, '00080060')).toBe('CT');
		expect(findText({ '00080060': { vr: 'CS', Value: ['  '] } }, '00080060')).toBeUndefined();
		expect(findText({ '00100010': { vr: 'PN', Value: [{ Alphabetic: 'A' }] } }, '00100010')).toBeUndefined();
	});

	it('reads items of a sequence only', () => {
		const item = { '00080100': { vr: 'SH', Value: ['x'] } };
		expect(findItems({ '00081140': { vr: 'SQ', Value: [item] } }, '00081140')).toEqual([item]);
		expect(findItems({ '00081140': { vr: 'LO', Value: ['x'] } }, '00081140')).toEqual([]);
	});
});

describe('withPaletteNumbers', () => {
	const palette = (descriptor: number[], bytes: number[]) => ({
		'00281101': { vr: 'US', Value: descriptor },
		'00281201': { vr: 'OW', InlineBinary: btoa(String.fromCharCode(...bytes)) }
	});

	it('reads 16-bit entries little endian', () => {
		const header = withPaletteNumbers(palette([2, 0, 16], [0x01, 0x02, 0xff, 0x00]));
		expect(header['00281201']?.Value).toEqual([0x0201, 0xff]);
	});

	it('reads 8-bit entries, one a byte', () => {
		const header = withPaletteNumbers(palette([4, 0, 8], [1, 2, 3, 4]));
		expect(header['00281201']?.Value).toEqual([1, 2, 3, 4]);
	});

	it('leaves a header without palette as it is', () => {
		const header = { '00280004': { vr: 'CS', Value: ['RGB'] } };
		expect(withPaletteNumbers(header)).toEqual(header);
	});
});
