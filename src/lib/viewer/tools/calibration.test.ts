import { describe, expect, it } from 'vitest';
import { findCalibration } from './calibration.ts';
import type { DicomJson, Point2 } from '#lib/viewer/types.ts';

const ds = (...Value: (number | string)[]) => ({ vr: 'DS', Value });
const middle: Point2[] = [
	[20, 20],
	[40, 30]
];

const headers: [string, DicomJson, ReturnType<typeof findCalibration>][] = [
	['CT by its pixel spacing', { '00080060': ds('CT'), '00280030': ds('0.5', '0.7') }, patient(0.7, 0.5)],
	[
		'a header without any spacing in pixels',
		{ '00080060': ds('OT') },
		{ columnMm: 1, rowMm: 1, basis: 'none' }
	],
	[
		'pixels that are no squares in their widths',
		{ '00080060': ds('OT'), '00280034': ds(2, 1) },
		{ columnMm: 1, rowMm: 2, basis: 'none' }
	],
	[
		'a spacing of zero in pixels',
		{ '00080060': ds('CT'), '00280030': ds(0, 0) },
		{ columnMm: 1, rowMm: 1, basis: 'none' }
	],
	[
		'a projection at the detector',
		{ '00080060': ds('DX'), '00181164': ds(0.14, 0.15) },
		{ columnMm: 0.15, rowMm: 0.14, basis: 'detector' }
	],
	[
		'a projection whose two spacings are equal at the detector',
		{ '00080060': ds('CR'), '00181164': ds(0.2, 0.2), '00280030': ds(0.2, 0.2) },
		{ columnMm: 0.2, rowMm: 0.2, basis: 'detector' }
	],
	[
		'a projection that does not say where its one spacing holds at the detector',
		{ '00080060': ds('CR'), '00280030': ds(0.2, 0.2) },
		{ columnMm: 0.2, rowMm: 0.2, basis: 'detector' }
	],
	[
		'a projection calibrated with a known object in the patient',
		{
			'00080060': ds('DX'),
			'00181164': ds(0.2, 0.2),
			'00280030': ds(0.18, 0.18),
			'00280A02': ds('FIDUCIAL')
		},
		patient(0.18, 0.18)
	],
	[
		'a mammogram by its magnification',
		{ '00080060': ds('MG'), '00181164': ds(0.09, 0.09), '00181114': ds(1.8) },
		{ columnMm: 0.05, rowMm: 0.05, basis: 'magnification' }
	]
];

function patient(columnMm: number, rowMm: number) {
	return { columnMm, rowMm, basis: 'patient' as const };
}

describe('the size of a pixel', () => {
	it.each(headers)('is found for %s', (_, header, expected) => {
		const found = findCalibration(header, middle);
		expect(found.basis).toBe(expected.basis);
		expect(found.columnMm).toBeCloseTo(expected.columnMm, 9);
		expect(found.rowMm).toBeCloseTo(expected.rowMm, 9);
	});

	it('comes from functional groups where the header itself says nothing', () => {
		expect(findCalibration({ '00080060': ds('MR') }, middle, [0.8, 0.9])).toEqual(patient(0.9, 0.8));
	});

	const region = (x: number, units: number) => ({
		'00186018': ds(x),
		'0018601A': ds(0),
		'0018601C': ds(x + 49),
		'0018601E': ds(49),
		'00186024': ds(units),
		'00186026': ds(units),
		'0018602C': ds(0.02),
		'0018602E': ds(0.03)
	});
	const ultrasound: DicomJson = {
		'00080060': ds('US'),
		'00280030': ds(9, 9),
		'00186011': { vr: 'SQ', Value: [region(0, 3), region(60, 4)] }
	};

	it('is that of the ultrasound region which holds the measurement', () => {
		const found = findCalibration(ultrasound, middle);
		expect([found.columnMm, found.rowMm].map((mm) => mm.toFixed(6))).toEqual(['0.200000', '0.300000']);
		expect(found.basis).toBe('patient');
	});

	it.each<[string, Point2[]]>([
		[
			'from one region to another',
			[
				[20, 20],
				[70, 20]
			]
		],
		[
			'in a region that shows time',
			[
				[65, 20],
				[80, 20]
			]
		],
		[
			'beside all regions',
			[
				[20, 90],
				[40, 90]
			]
		]
	])('is unknown %s', (_, points) => {
		expect(findCalibration(ultrasound, points).basis).toBe('none');
	});
});
