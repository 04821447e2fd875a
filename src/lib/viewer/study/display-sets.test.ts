import { describe, expect, it } from 'vitest';
import { makeDisplaySets } from './display-sets.ts';
import type { DicomJson } from '#lib/viewer/types.ts';

const source = { root: '/dicomweb/case', studyUid: '1.2' };

/** An axial CT slice at a position along z; further attributes replace those of the slice. */
function slice(number: number, z: number, more: DicomJson = {}): DicomJson {
	return {
		'00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.2'] },
		'00080018': { vr: 'UI', Value: [`1.2.3.${number}`] },
		'00080060': { vr: 'CS', Value: ['CT'] },
		'0020000E': { vr: 'UI', Value: ['1.2.3'] },
		'00200011': { vr: 'IS', Value: [2] },
		'00200013': { vr: 'IS', Value: [number] },
		'00200032': { vr: 'DS', Value: [0, 0, z] },
		'00200037': { vr: 'DS', Value: [1, 0, 0, 0, 1, 0] },
		'00280002': { vr: 'US', Value: [1] },
		'00280010': { vr: 'US', Value: [512] },
		'00280011': { vr: 'US', Value: [512] },
		...more
	};
}
const value = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const order = (headers: DicomJson[]) =>
	makeDisplaySets(source, headers)[0]?.frames.map((frame) => Number(frame.sopInstanceUid.split('.').at(-1)));

describe('order of a stack', () => {
	it('goes by position when numbers and positions disagree in the middle', () => {
		expect(order([slice(1, 0), slice(4, 5), slice(2, 10), slice(9, 15)])).toEqual([1, 4, 2, 9]);
	});

	it('runs as acquired: from the foot when numbers rise that way, from the head otherwise', () => {
		expect(order([slice(3, 10), slice(1, 0), slice(2, 5)])).toEqual([1, 2, 3]);
		expect(order([slice(1, 10), slice(3, 0), slice(2, 5)])).toEqual([1, 2, 3]);
	});

	it.each([
		['positions are missing', { '00200032': value('DS') }],
		['planes are not parallel', { '00200037': value('DS', 0, 1, 0, 0, 0, -1) }],
		['two slices lie at one place', { '00200032': value('DS', 0, 0, 0) }]
	])('falls back to instance numbers when %s', (_, more) => {
		expect(order([slice(2, 0), slice(3, 99, more), slice(1, 50)])).toEqual([1, 2, 3]);
	});
});

describe('what shares a stack', () => {
	const ids = (headers: DicomJson[]) => makeDisplaySets(source, headers).map((set) => set.frames.length);

	it.each([
		['other sizes', { '00280010': value('US', 256) }],
		['colour', { '00280002': value('US', 3) }],
		['a scout', { '00080008': value('CS', 'ORIGINAL', 'PRIMARY', 'LOCALIZER') }],
		['another series', { '0020000E': value('UI', '1.2.4') }]
	])('splits off %s', (_, more) => {
		expect(ids([slice(1, 0), slice(2, 1), slice(3, 2, more)])).toEqual([2, 1]);
	});

	it('gives every multi-frame object a stack of its own, a frame number each', () => {
		const sets = makeDisplaySets(source, [slice(1, 0, { '00280008': value('IS', '3') }), slice(2, 1)]);
		expect(sets.map((set) => set.frames.map((frame) => frame.frameNumber))).toEqual([[1, 2, 3], [1]]);
		expect(sets[0]?.frames[2]?.imageId).toBe(
			'wadors:/dicomweb/case/studies/1.2/series/1.2.3/instances/1.2.3.1/frames/3'
		);
	});

	it('stands in the order of series numbers, those without at the end', () => {
		const other = (uid: string, number?: number) =>
			slice(1, 0, { '0020000E': value('UI', uid), '00200011': value('IS', ...(number ? [number] : [])) });
		const sets = makeDisplaySets(source, [other('9.1'), other('9.2', 12), other('9.3', 3)]);
		expect(sets.map((set) => set.number)).toEqual([3, 12, undefined]);
	});
});

describe('what is kept out', () => {
	it.each([
		['a structured report', { '00080016': value('UI', '1.2.840.10008.5.1.4.1.1.88.33') }, 'not-an-image'],
		['a segmentation', { '00080016': value('UI', '1.2.840.10008.5.1.4.1.1.66.4') }, 'not-an-image'],
		['a plan', { '00080016': value('UI', '1.2.840.10008.5.1.4.1.1.481.5') }, 'not-an-image'],
		['an object without any size', { '00280010': value('US'), '00280011': value('US') }, 'not-an-image'],
		['an image whose size is nought', { '00280010': value('US', 0) }, 'unknown-size']
	])('lists %s with its reason and no frames', (_, more, reason) => {
		const [set] = makeDisplaySets(source, [slice(1, 0, more)]);
		expect(set).toMatchObject({ keptOut: reason, frames: [], headers: [], presets: [] });
	});

	it('keeps a radiotherapy image, which is a picture', () => {
		const [set] = makeDisplaySets(source, [
			slice(1, 0, { '00080016': value('UI', '1.2.840.10008.5.1.4.1.1.481.1') })
		]);
		expect(set?.keptOut).toBeUndefined();
	});

	it('passes over an instance without a UID', () => {
		expect(makeDisplaySets(source, [slice(1, 0, { '00080018': value('UI') })])).toEqual([]);
	});
});

it.each([
	[{}, undefined],
	[{ '60000010': { vr: 'US', Value: [8] } }, true],
	[{ '601E0010': { vr: 'US', Value: [8] } }, true],
	[{ '60000010': { vr: 'US', Value: [8] }, '60003000': { vr: 'OW', InlineBinary: 'AAAA' } }, undefined]
])('says that a drawing over its images was left out: %j', (overlay: DicomJson, lacksOverlay) => {
	const [set] = makeDisplaySets(source, [slice(1, 0), slice(2, 5, overlay)]);
	expect(set?.lacksOverlay).toBe(lacksOverlay);
});

describe('cine rate', () => {
	const rate = (more: DicomJson) =>
		makeDisplaySets(source, [slice(1, 0, { '00280008': value('IS', 20), ...more })])[0]?.cineRate;

	it.each([
		['the recommended rate first', { '00082144': value('IS', 25), '00181063': value('DS', 50) }, 25],
		['the frame time', { '00181063': value('DS', '33.3') }, 30],
		['the mean of a frame time vector without its first entry', { '00181065': value('DS', 0, 40, 60) }, 20],
		['a usual rate for moving pictures without one', { '00080060': value('CS', 'US') }, 15],
		['none for a stack that is no cine', {}, undefined],
		['at most 120', { '00180040': value('IS', 5000) }, 120]
	])('is %s', (_, more, expected) => {
		expect(rate(more)).toBe(expected);
	});
});

it('gives the image loader a modality when the header has none', () => {
	const [set] = makeDisplaySets(source, [slice(1, 0, { '00080060': value('CS') })]);
	expect(set?.headers[0]?.metadata['00080060']?.Value).toEqual(['OT']);
});

it('takes only windows with a width of one or more', () => {
	const more = { '00281050': value('DS', 40, 50), '00281051': value('DS', 0, 350) };
	const [set] = makeDisplaySets(source, [slice(1, 0, more)]);
	expect(set?.presets.find((preset) => preset.id === 'header')?.window).toEqual({ center: 50, width: 350 });
});

it('finds the window of an enhanced object in the functional groups of its middle frame', () => {
	const group = (center: number) => ({
		'00289132': value('SQ', { '00281050': value('DS', center), '00281051': value('DS', 100) })
	});
	const more = { '00280008': value('IS', 3), '52009230': value('SQ', group(1), group(2), group(3)) };
	const [set] = makeDisplaySets(source, [slice(1, 0, more)]);
	expect(set?.presets.find((preset) => preset.id === 'header')?.window).toEqual({ center: 2, width: 100 });
});
