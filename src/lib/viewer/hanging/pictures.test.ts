import { describe, expect, it } from 'vitest';
import { makeDisplaySets } from '#lib/viewer/study/display-sets.ts';
import type { DicomJson } from '#lib/viewer/types.ts';
import { picturesOf } from './pictures.ts';

const value = (vr: string, ...Value: unknown[]) => ({ vr, Value });

function header(number: number, more: DicomJson = {}): DicomJson {
	return {
		'00080018': value('UI', `1.2.3.${number}`),
		'00080060': value('CS', 'CT'),
		'0008103E': value('LO', 'AXIAL BONE 1.0'),
		'00180015': value('CS', 'HEAD'),
		'00180050': value('DS', '1.0'),
		'0020000E': value('UI', '1.2.3'),
		'00200013': value('IS', number),
		'00200032': value('DS', 0, 0, number),
		'00200037': value('DS', 1, 0, 0, 0, 1, 0),
		'00280010': value('US', 64),
		'00280011': value('US', 64),
		...more
	};
}
const pictures = (...headers: DicomJson[]) =>
	picturesOf(makeDisplaySets({ root: '', studyUid: '1' }, headers), ['1']);

describe('picturesOf', () => {
	it('makes one of a stack, with what its middle header says', () => {
		expect(pictures(header(1), header(2), header(3))).toMatchObject([
			{
				position: null,
				study: 0,
				images: 3,
				modality: 'CT',
				words: ['AXIAL', 'BONE', '1.0'],
				body: ['HEAD'],
				thicknessMm: 1,
				acquired: 'axial',
				rowTo: 'L',
				columnTo: 'P',
				view: null
			}
		]);
	});

	it.each([
		['coronal', [1, 0, 0, 0, 0, -1]],
		['sagittal', [0, 1, 0, 0, 0, -1]],
		['axial', [0.99, 0.1, 0, -0.1, 0.99, 0]],
		['oblique', [1, 0, 0, 0, 0.707, 0.707]]
	])('tells %s by the direction cosines', (acquired, cosines) => {
		expect(pictures(header(1, { '00200037': value('DS', ...cosines) }))[0]?.acquired).toBe(acquired);
	});

	it('makes one of each radiograph of a series, with its own view and side', () => {
		const breast = (number: number, side: string, rowTo: string) =>
			header(number, {
				'00080060': value('CS', 'MG'),
				'00185101': value('CS', 'CC'),
				'00200020': value('CS', rowTo, 'F'),
				'00200062': value('CS', side)
			});
		expect(pictures(breast(1, 'R', 'P'), breast(2, 'L', 'A'))).toMatchObject([
			{ position: 0, images: 1, view: 'CC', side: 'R', rowTo: 'P' },
			{ position: 1, images: 1, view: 'CC', side: 'L', rowTo: 'A' }
		]);
	});

	it('keeps a clip of ultrasound whole and hangs stills one by one', () => {
		const us = (number: number, more: DicomJson = {}) =>
			header(number, { '00080060': value('CS', 'US'), ...more });
		const found = pictures(us(1, { '00280008': value('IS', 20) }), us(2), us(3));
		expect(found.map(({ position, images }) => [position, images])).toEqual([
			[null, 20],
			[0, 1],
			[1, 1]
		]);
	});

	it('finds times and b-values, also in functional groups', () => {
		const mr = (number: number, bValue: number) =>
			header(number, {
				'00180080': value('DS', 3000),
				'00180081': value('DS', 90),
				'00189087': value('FD', bValue)
			});
		expect(pictures(mr(1, 0), mr(2, 1000), mr(3, 0))[0]).toMatchObject({
			bValue: 1000,
			repetitionTimeMs: 3000,
			echoTimeMs: 90
		});
		const shared = value('SQ', {
			'00209116': value('SQ', { '00200037': value('DS', 0, 1, 0, 0, 0, -1) }),
			'00289110': value('SQ', { '00180050': value('DS', 4) })
		});
		const enhanced = header(1, {
			'00180050': value('DS'),
			'00200037': value('DS'),
			'00280008': value('IS', 5),
			'52009229': shared
		});
		expect(pictures(enhanced)[0]).toMatchObject({ thicknessMm: 4, acquired: 'sagittal' });
	});

	it('leaves out what cannot be shown and studies that were not asked for', () => {
		const report = header(1, { '00080016': value('UI', '1.2.840.10008.5.1.4.1.1.88.33') });
		expect(pictures(report)).toEqual([]);
		expect(picturesOf(makeDisplaySets({ root: '', studyUid: '2' }, [header(1)]), ['1'])).toEqual([]);
	});
});
