import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aCtFile } from '#lib/core/dicom/test-objects.ts';
import { markers } from './study-files.ts';

/** Pixels that are no squares, so that whoever mixes rows and columns up is found out. */
export const phantom = { columns: 128, rows: 96, columnMm: 0.5, rowMm: 0.8, slices: 5 } as const;

/**
 * Hounsfield units of a pixel: 100 on the left, −50 on the right, and on the left a square of 20 × 20 pixels that alternate
 * between 90 and 110: mean 100, standard deviation 10.
 */
export function phantomHu(column: number, row: number): number {
	const isSquare = column >= 20 && column < 40 && row >= 60 && row < 80;
	if (isSquare) return (column + row) % 2 === 0 ? 90 : 110;
	return column < 64 ? 100 : -50;
}

/** Writes the study of {@link markers}: a CT series of the phantom. */
export function writeToolPhantom(folder: string): void {
	mkdirSync(folder, { recursive: true });
	const write = (name: string, changes: Parameters<typeof aCtFile>[0]) =>
		writeFileSync(
			join(folder, name),
			aCtFile({
				StudyInstanceUID: markers.studyUid,
				StudyDate: '20261110',
				StudyTime: '081500',
				AccessionNumber: markers.accession,
				PatientName: `${markers.patientFamily}^${markers.patientGiven}`,
				PatientID: markers.mrn,
				PatientBirthDate: markers.birthDate,
				PatientSex: 'F',
				Rows: phantom.rows,
				Columns: phantom.columns,
				RescaleIntercept: -1024,
				RescaleSlope: 1,
				WindowCenter: 25,
				WindowWidth: 400,
				PixelData: pixels(),
				...changes
			})
		);
	for (let at = 0; at < phantom.slices; at++) {
		write(`ct-${at + 1}.dcm`, {
			SOPInstanceUID: `${markers.sopUidRoot}2.${at + 1}`,
			SeriesInstanceUID: `${markers.seriesUid}.2`,
			FrameOfReferenceUID: markers.frameOfReferenceUid,
			SeriesDescription: 'Axial soft',
			SeriesNumber: 2,
			InstanceNumber: at + 1,
			ImagePositionPatient: [-32, -38, at * 3],
			ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
			PixelSpacing: [phantom.rowMm, phantom.columnMm]
		});
	}
}

function pixels(): Uint8Array {
	const { columns, rows } = phantom;
	const stored = Uint16Array.from(
		{ length: columns * rows },
		(_, at) => phantomHu(at % columns, Math.floor(at / columns)) + 1024
	);
	return new Uint8Array(stored.buffer);
}
