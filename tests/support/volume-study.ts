import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aCtFile } from '#lib/core/dicom/test-objects.ts';
import { markers } from './study-files.ts';

/** The grid of the first series: its size in voxels and its spacing in millimetres. */
export const grid = { columns: 48, rows: 40, slices: 30, spacing: 2, step: 3 } as const;

/**
 * What a voxel holds. It grows evenly with place, so that the grey of any plane is known at any point, interpolated or not,
 * and fills a window of 256 about 128.
 */
export function voxelValue(column: number, row: number, slice: number): number {
	return column + 2 * row + 3 * slice;
}

type Series = { number: number; name: string; slices: number; step: number; from: number; more: number };

/** Three series of one patient position: a volume, one of double spacing and 20 more everywhere, and a scout of one image. */
const series: Series[] = [
	{ number: 2, name: 'Axial soft', slices: grid.slices, step: 1, from: 0, more: 0 },
	{ number: 3, name: 'Axial bone', slices: grid.slices / 2, step: 2, from: 0, more: 20 },
	{ number: 4, name: 'Scout', slices: 1, step: 1, from: 14, more: 0 }
];

/** Writes the study of {@link markers} with these series below `folder`. */
export function writeVolumeStudy(folder: string): void {
	mkdirSync(folder, { recursive: true });
	for (const each of series) {
		for (let at = 0; at < each.slices; at++) {
			const file = aCtFile({
				SOPInstanceUID: `${markers.sopUidRoot}${each.number}.${at + 1}`,
				StudyInstanceUID: markers.studyUid,
				SeriesInstanceUID: `${markers.seriesUid}.${each.number}`,
				FrameOfReferenceUID: markers.frameOfReferenceUid,
				StudyDate: '20261110',
				StudyTime: '081500',
				AccessionNumber: markers.accession,
				InstitutionName: markers.institution,
				PatientName: `${markers.patientFamily}^${markers.patientGiven}`,
				PatientID: markers.mrn,
				PatientBirthDate: markers.birthDate,
				PatientSex: 'F',
				BodyPartExamined: 'HEAD',
				SeriesDescription: each.name,
				SeriesNumber: each.number,
				InstanceNumber: at + 1,
				ImagePositionPatient: [-48, -40, (each.from + at * each.step) * grid.step],
				ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
				PixelSpacing: [grid.spacing, grid.spacing],
				SliceThickness: grid.step,
				RescaleIntercept: 0,
				RescaleSlope: 1,
				WindowCenter: 128,
				WindowWidth: 256,
				Rows: grid.rows,
				Columns: grid.columns,
				PixelData: slicePixels(each, each.from + at * each.step)
			});
			writeFileSync(join(folder, `${each.number}-${String(at + 1).padStart(3, '0')}.dcm`), file);
		}
	}
}

function slicePixels({ more }: Series, slice: number): Uint8Array {
	const { columns, rows } = grid;
	const pixels = Uint16Array.from(
		{ length: columns * rows },
		(_, at) => voxelValue(at % columns, Math.floor(at / columns), slice) + more
	);
	return new Uint8Array(pixels.buffer);
}
