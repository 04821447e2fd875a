import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aCtFile, anEncapsulatedFile } from '#lib/core/dicom/test-objects.ts';
import type { DemoImage } from '#lib/core/demo/phantom/image.ts';
import { loadFrameEncoder } from '#lib/server/demo/frame-encoders.ts';
import { markers } from './study-files.ts';

/** Bytes of one frame of {@link writeLongCt}. */
export const longCtFrameBytes = 512 * 512 * 2;

/** A disc of water with a brighter disc that wanders from slice to slice, in noise as of a scanner, stored with an intercept of −1024. */
export function longCtPixels(slice: number, size = 512): Uint16Array {
	const pixels = new Uint16Array(size * size);
	const middle = size / 2;
	for (let y = 0; y < size; y++) {
		for (let x = 0; x < size; x++) {
			const isBody = Math.hypot(x - middle, y - middle) < size * 0.4;
			const isBall = Math.hypot(x - middle - (slice % 50), y - middle) < size * 0.05;
			const noise = mixed((slice * size + y) * size + x) % 49;
			pixels[y * size + x] = noise + (isBody ? 1024 + (isBall ? 60 : 0) : 0);
		}
	}
	return pixels;
}

/** The same number for the same place, and no pattern that a compression could find. */
function mixed(place: number): number {
	const once = Math.imul(place ^ (place >>> 16), 0x45d9f3b);
	const twice = Math.imul(once ^ (once >>> 16), 0x45d9f3b);
	return (twice ^ (twice >>> 16)) >>> 0;
}

/** How the frames of {@link writeLongCt} are stored, with the UIDs of PS3.5 10. */
export const longCtSyntaxes = {
	native: '1.2.840.10008.1.2.1',
	'jpeg-ls': '1.2.840.10008.1.2.4.80',
	htj2k: '1.2.840.10008.1.2.4.201'
} as const;
export type LongCtSyntax = keyof typeof longCtSyntaxes;

/** Writes an abdominal CT of many slices, 512 × 512, below `folder`: one cell, one series, 0.5 MB a slice where it is not compressed. */
export async function writeLongCt(
	folder: string,
	slices = 200,
	syntax: LongCtSyntax = 'native'
): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const size = 512;
	const encode = syntax === 'native' ? null : await loadFrameEncoder(syntax);
	for (let slice = 0; slice < slices; slice++) {
		const header = {
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
			Columns: size
		};
		const pixels = longCtPixels(slice, size);
		// What the encoder looks at.
		const image = { rows: size, columns: size, bitsStored: 16 } as DemoImage;
		const file = encode
			? anEncapsulatedFile(longCtSyntaxes[syntax], [even(encode(pixels, image))], header)
			: aCtFile({ ...header, PixelData: new Uint8Array(pixels.buffer) });
		writeFileSync(join(folder, `slice-${String(slice + 1).padStart(4, '0')}.dcm`), file);
	}
}

/** A fragment has an even length (PS3.5 A.4), and an encoder may give a clamped view of its memory. */
function even(bytes: Uint8Array): Uint8Array {
	const padded = new Uint8Array(bytes.length + (bytes.length % 2));
	padded.set(bytes);
	return padded;
}
