import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aCtFile } from '#lib/core/dicom/test-objects.ts';
import { markers } from './study-files.ts';

/** Bytes of one frame of {@link writeLongCt}. */
export const longCtFrameBytes = 512 * 512 * 2;

/** A disc of water with a brighter disc that wanders from slice to slice, in noise, stored with an intercept of −1024. */
function slicePixels(slice: number, size: number): Uint8Array {
	const pixels = new Uint16Array(size * size);
	const middle = size / 2;
	for (let y = 0; y < size; y++) {
		for (let x = 0; x < size; x++) {
			const isBody = Math.hypot(x - middle, y - middle) < size * 0.4;
			const isBall = Math.hypot(x - middle - (slice % 50), y - middle) < size * 0.05;
			const noise = (x * 31 + y * 17 + slice * 7) % 97;
			pixels[y * size + x] = isBody ? 1024 + noise + (isBall ? 60 : 0) : 24;
		}
	}
	return new Uint8Array(pixels.buffer);
}

/** Writes an uncompressed abdominal CT of many slices, 512 × 512, below `folder`: one cell, one series, 0.5 MB a slice. */
export function writeLongCt(folder: string, slices = 200): void {
	mkdirSync(folder, { recursive: true });
	const size = 512;
	for (let slice = 0; slice < slices; slice++) {
		const file = aCtFile({
			SOPInstanceUID: `${markers.sopUidRoot}${slice + 1}`,
			StudyInstanceUID: markers.studyUid,
			SeriesInstanceUID: markers.seriesUid,
			FrameOfReferenceUID: markers.frameOfReferenceUid,
			StudyDate: '20261110',
			StudyTime: '081500',
			AccessionNumber: markers.accession,
			PatientName: `${markers.patientFamily}^${markers.patientGiven}`,
			PatientID: markers.mrn,
			PatientBirthDate: markers.birthDate,
			PatientSex: 'F',
			BodyPartExamined: 'ABDOMEN',
			SeriesDescription: 'Axial',
			SeriesNumber: 2,
			InstanceNumber: slice + 1,
			ImagePositionPatient: [-180, -180, slice * 1.5],
			ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
			PixelSpacing: [0.7, 0.7],
			SliceThickness: 1.5,
			RescaleIntercept: -1024,
			RescaleSlope: 1,
			WindowCenter: 40,
			WindowWidth: 400,
			Rows: size,
			Columns: size,
			PixelData: slicePixels(slice, size)
		});
		writeFileSync(join(folder, `slice-${String(slice + 1).padStart(4, '0')}.dcm`), file);
	}
}
