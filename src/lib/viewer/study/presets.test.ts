import { describe, expect, it } from 'vitest';
import { autoWindow, defaultPreset, listPresets } from './presets.ts';

const grey = { modality: 'MR', isColour: false, bitsStored: 12, windows: [] };

describe('listPresets', () => {
	it('keeps the places of the CT windows, whatever the header sends, because keys go by place', () => {
		const ids = listPresets({
			...grey,
			modality: 'CT',
			windows: [{ window: { center: 300, width: 1500 } }]
		}).map((p) => p.id);
		expect(ids).toEqual(['brain', 'subdural', 'bone', 'lung', 'softTissue', 'liver', 'header', 'auto']);
	});

	it('names further header windows by number', () => {
		const windows = [{ window: { center: 1, width: 2 } }, { window: { center: 3, width: 4 } }];
		expect(listPresets({ ...grey, windows }).map((p) => p.id)).toEqual(['header', 'header2', 'auto']);
	});

	it('has none for colour', () => {
		expect(listPresets({ ...grey, isColour: true })).toEqual([]);
	});
});

describe('defaultPreset', () => {
	it.each([
		[
			'the header’s window',
			{ ...grey, modality: 'CT', windows: [{ window: { center: 1, width: 2 } }] },
			'header'
		],
		['soft tissue for a CT without one', { ...grey, modality: 'CT' }, 'softTissue'],
		['all grey values of 8 bits', { ...grey, modality: 'US', bitsStored: 8 }, 'full'],
		['the pixels’ own otherwise', grey, 'auto'],
		['nothing for colour', { ...grey, isColour: true }, undefined]
	])('is %s', (_, header, id) => {
		expect(defaultPreset(listPresets(header))?.id).toBe(id);
	});
});

describe('autoWindow', () => {
	it('is not moved by a few hot pixels', () => {
		const values = Array.from({ length: 1000 }, (_, index) => index % 100);
		expect(autoWindow([...values, 60_000, 60_000]).width).toBeLessThanOrEqual(100);
	});

	it('leaves out what is only padding', () => {
		const values = Array.from({ length: 1000 }, (_, index) => (index < 600 ? -2000 : index % 100));
		expect(autoWindow(values, (value) => value === -2000).center).toBeCloseTo(49.5, 0);
		expect(autoWindow(values).center).toBeLessThan(-900);
	});

	it('has a width of at least one for an even picture', () => {
		expect(autoWindow([7, 7, 7])).toEqual({ center: 7, width: 1 });
		expect(autoWindow([])).toEqual({ center: 0, width: 1 });
	});
});
