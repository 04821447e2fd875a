import { describe, expect, it } from 'vitest';
import type { ReportPlace } from '#lib/core/dicom/annex/report-place.ts';
import type { DicomJson, DisplaySet } from '#lib/viewer/types.ts';
import { findPlace } from './report-places.ts';

const values = (vr: string, ...Value: (string | number)[]) => ({ vr, Value });

/** Three axial slices, 5 mm apart and thick, of pixels of 2 mm, whose first one lies at z = 0. */
function aStack(id: string, frameOfReferenceUid: string, thicknessMm = '5'): DisplaySet {
	const slice = (at: number): { sop: string; metadata: DicomJson } => ({
		sop: `${id}.${at}`,
		metadata: {
			'00080018': values('UI', `${id}.${at}`),
			'00180050': values('DS', thicknessMm),
			'00200032': values('DS', '-10', '-20', String(5 * at)),
			'00200037': values('DS', '1', '0', '0', '0', '1', '0'),
			'00200052': values('UI', frameOfReferenceUid),
			'00280030': values('DS', '2', '2')
		}
	});
	const slices = [0, 1, 2].map(slice);
	return {
		...{ id, studyUid: '1', seriesUid: id, modality: 'CT', label: '', presets: [] },
		frames: slices.map(({ sop }) => ({ imageId: sop, sopInstanceUid: sop, frameNumber: 1 })),
		headers: slices.map(({ sop, metadata }) => ({ imageId: sop, metadata }))
	};
}
const sets = [aStack('other', '9'), aStack('a', '7')];
const inSpace = (...points: [number, number, number][]): ReportPlace => ({
	...{ by: 'space', frameOfReferenceUid: '7', kind: 'points', points }
});

describe('what an item of a report points at', () => {
	it('is the image that it names, with its lines', () => {
		const images = [{ sopInstanceUid: 'a.2', frames: [] }];
		const shapes = [{ images: [], units: 'pixels', kind: 'points', points: [[1, 1]] }] as const;
		const found = findPlace({ by: 'image', images, shapes }, sets);
		expect(found?.at).toEqual({ displaySetId: 'a', position: 2 });
		expect(found?.drawing).toMatchObject({ images, shapes, look: null });
	});

	it('is in space the nearest slice of the same frame of reference, in its pixels', () => {
		const found = findPlace(inSpace([-6, -14, 6], [-10, -20, 4]), sets);
		expect(found?.at).toEqual({ displaySetId: 'a', position: 1 });
		expect(found?.drawing.images).toEqual([{ sopInstanceUid: 'a.1', frames: [1] }]);
		expect(found?.drawing.shapes[0]?.points).toEqual([
			[2, 3],
			[0, 0]
		]);
	});

	it('is the nearest one where slices lie over each other', () => {
		expect(findPlace(inSpace([0, 0, 6]), [aStack('thick', '7', '20')])?.at.position).toBe(1);
	});

	it.each<[string, ReportPlace]>([
		[
			'an image that is not there',
			{ by: 'image', images: [{ sopInstanceUid: 'z', frames: [] }], shapes: [] }
		],
		['points of several slices', inSpace([0, 0, 0], [0, 0, 10])],
		['a point beyond the last slice', inSpace([0, 0, 14])],
		['another space', { by: 'space', frameOfReferenceUid: '8', kind: 'points', points: [[0, 0, 0]] }]
	])('is nothing for %s', (_, place) => {
		expect(findPlace(place, sets)).toBeNull();
	});
});
