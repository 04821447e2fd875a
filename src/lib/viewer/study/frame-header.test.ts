import { describe, expect, it } from 'vitest';
import { findNumbers } from './dicom-json.ts';
import { frameHeader } from './frame-header.ts';
import { frameOrder } from './frame-order.ts';
import type { DicomJson } from '#lib/viewer/types.ts';

const numbers = (...Value: unknown[]) => ({ vr: 'DS', Value });
const sequence = (...Value: DicomJson[]) => ({ vr: 'SQ', Value });

describe('the header of a frame', () => {
	const enhanced: DicomJson = {
		'00280008': numbers(2),
		'00280010': numbers(64),
		'52009229': sequence({
			'00289110': sequence({ '00280030': numbers(0.5, 0.25) }),
			'00289132': sequence({ '00281050': numbers(40), '00281051': numbers(400) })
		}),
		'52009230': sequence(
			{ '00209113': sequence({ '00200032': numbers(0, 0, 10) }) },
			{
				'00209113': sequence({ '00200032': numbers(0, 0, 20) }),
				'00289132': sequence({ '00281050': numbers(-600), '00281051': numbers(1500) })
			}
		)
	};

	it.each([
		[1, 10, 40],
		[2, 20, -600]
	])('has what is shared and what is its own, frame %i', (frame, z, center) => {
		const header = frameHeader(enhanced, frame);
		expect(findNumbers(header, '00200032')).toEqual([0, 0, z]);
		expect(findNumbers(header, '00280030')).toEqual([0.5, 0.25]);
		expect(findNumbers(header, '00281050')).toEqual([center]);
		expect(findNumbers(header, '00280010')).toEqual([64]);
	});

	it('says what is shared where the frame has no groups of its own', () => {
		const header = frameHeader(enhanced, 3);
		expect(header['00200032']).toBeUndefined();
		expect(findNumbers(header, '00281050')).toEqual([40]);
	});

	it('leaves the header of the object as it is', () => {
		const before = structuredClone(enhanced);
		frameHeader(enhanced, 1);
		frameHeader(enhanced, 2);
		expect(enhanced).toEqual(before);
	});

	it.each([
		['negative spacing', '00280030', numbers(-1, 1)],
		['no spacing at all', '00280030', numbers(0, 0)],
		['one spacing of two', '00280030', numbers(0.5)],
		['directions that are none', '00200037', numbers(0, 0, 0, 0, 0, 0)],
		['directions on one line', '00200037', numbers(1, 0, 0, 1, 0, 0)],
		['directions with a gap', '00200037', numbers(1, 0, null, 0, 1, 0)],
		['a place with a gap', '00200032', numbers(1, null, 3)]
	])('leaves out %s', (_name, tag, value) => {
		expect(frameHeader({ [tag]: value }, 1)[tag]).toBeUndefined();
	});

	it('leaves out half a window', () => {
		expect(frameHeader({ '00281050': numbers(40) }, 1)).toEqual({});
	});
});

describe('the order of frames', () => {
	const object = (...contents: DicomJson[]): DicomJson => ({
		'52009230': sequence(...contents.map((content) => ({ '00209111': sequence(content) })))
	});
	const dimension = (...values: number[]): DicomJson => ({ '00209157': numbers(...values) });
	const place = (inStack: number, time: number): DicomJson => ({
		'00209057': numbers(inStack),
		'00209128': numbers(time)
	});

	it.each([
		['the dimensions, first to last', [dimension(1, 2), dimension(2, 1), dimension(1, 1)], [3, 1, 2]],
		['numbers, not text', [dimension(10), dimension(9), dimension(1)], [3, 2, 1]],
		['time, then the place in the stack', [place(2, 2), place(1, 2), place(2, 1), place(1, 1)], [4, 3, 2, 1]],
		[
			'the stack where dimensions repeat',
			[
				{ ...dimension(1), ...place(2, 1) },
				{ ...dimension(1), ...place(1, 1) }
			],
			[2, 1]
		],
		['what is stored where places repeat', [place(1, 1), place(1, 1)], [1, 2]],
		['what is stored where one frame says nothing', [place(2, 1), {}], [1, 2]]
	])('follows %s', (_name, contents, order) => {
		expect(frameOrder(object(...contents), contents.length)).toEqual(order);
	});

	it('is what is stored where groups are fewer than frames', () => {
		expect(frameOrder(object(place(2, 1), place(1, 1)), 3)).toEqual([1, 2, 3]);
	});
});
