import { describe, expect, it } from 'vitest';
import { findTables, greyOf, listWindows, rangeOf, spanOf, windowOf, type Curve } from './curve.ts';
import { makeDisplaySets } from './display-sets.ts';
import { defaultPreset } from './presets.ts';
import type { DicomJson } from '#lib/viewer/types.ts';

const numbers = (...Value: (number | string)[]) => ({ vr: 'DS', Value });
const words = (values: number[]) => ({
	vr: 'OW',
	InlineBinary: Buffer.from(new Uint8Array(Uint16Array.from(values).buffer)).toString('base64')
});
const table = (first: number, entries: number[], bits = 12): DicomJson => ({
	'00283002': numbers(entries.length, first, bits),
	'00283006': words(entries)
});
const window = { center: 100, width: 50 };

describe('a window', () => {
	// PS3.3 C.11.2.1.2.1, C.11.2.1.3.1 and C.11.2.1.3.2: the formulas at chosen points.
	it.each<[Curve, number, number]>([
		['linear', 75, 0],
		['linear', 99.5, 0.5],
		['linear', 124, 1],
		['linear-exact', 75, 0],
		['linear-exact', 100, 0.5],
		['linear-exact', 87.5, 0.25],
		['linear-exact', 125, 1],
		['sigmoid', 100, 0.5],
		['sigmoid', 125, 1 / (1 + Math.exp(-2))],
		['sigmoid', 50, 1 / (1 + Math.exp(4))]
	])('that is %s makes of %d the grey %d', (curve, value, grey) => {
		expect(greyOf(value, window, curve)).toBeCloseTo(grey, 12);
	});

	it.each<Curve>(['linear', 'linear-exact', 'sigmoid'])('that is %s is told as it was set', (curve) => {
		expect(windowOf(rangeOf(window, curve), curve)).toEqual(window);
	});

	it('may be narrower than one where its function is exact', () => {
		const narrow = { '00281050': numbers(0.5), '00281051': numbers(0.25) };
		expect(listWindows(narrow)).toEqual([]);
		expect(listWindows({ ...narrow, '00281056': { vr: 'CS', Value: ['LINEAR_EXACT'] } })).toEqual([
			{ window: { center: 0.5, width: 0.25 }, curve: 'linear-exact' }
		]);
	});
});

describe('a table of VOI LUT Sequence', () => {
	const header = { '00283010': { vr: 'SQ', Value: [table(200, [0, 1000, 4095])] } };

	it('gives each value its entry, and the ends theirs to what lies beyond', () => {
		const [found] = findTables(header);
		if (!found) throw new Error('no table');
		const greys = [0, 200, 201, 202, 9000].map((value) => greyOf(value, window, found.curve) * 4095);
		expect(greys).toEqual([0, 0, 1000, 4095, 4095]);
		expect(found.window).toEqual(spanOf(found.curve));
		expect(rangeOf(found.window, found.curve)).toEqual({ lower: 200, upper: 202 });
	});

	it('begins below zero where values do, though its first one is written without a sign', () => {
		const signed = { '00283010': { vr: 'SQ', Value: [table(65_536 - 1024, [0, 5])] } };
		expect(findTables(signed)[0]?.curve.first).toBe(64_512);
		expect(findTables({ ...signed, '00281052': numbers(-1024) })[0]?.curve.first).toBe(-1024);
		expect(findTables({ ...signed, '00280103': numbers(1) })[0]?.curve.first).toBe(-1024);
	});

	it('is left out where it is shorter than it says', () => {
		const short = { ...table(0, [1, 2]), '00283002': numbers(40, 0, 12) };
		expect(findTables({ '00283010': { vr: 'SQ', Value: [short] } })).toEqual([]);
	});

	it('is what its image opens with, before the windows of the header', () => {
		const image: DicomJson = {
			...header,
			'0020000E': { vr: 'UI', Value: ['1.2.3'] },
			'00080018': { vr: 'UI', Value: ['1.2.3.1'] },
			'00080060': { vr: 'CS', Value: ['MG'] },
			'00280010': numbers(8),
			'00280011': numbers(8),
			'00281050': numbers(2000),
			'00281051': numbers(4000),
			'00281056': { vr: 'CS', Value: ['SIGMOID'] }
		};
		const [set] = makeDisplaySets({ root: '', studyUid: '1' }, [image]);
		expect(set?.presets.map(({ id }) => id)).toEqual(['table', 'header', 'auto']);
		expect(defaultPreset(set?.presets ?? [])?.id).toBe('table');
		expect(set?.presets[1]?.curve).toBe('sigmoid');
	});
});
