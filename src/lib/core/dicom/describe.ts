import { err, ok, type Result } from '#lib/core/result.ts';
import { numberOf, numbersOf, textOf, textsOf, type Dataset } from './dataset.ts';
import { ageBetween, parseAgeYears, parseDate, parseTime } from './date-age.ts';
import { tagOf } from './dictionary.ts';
import type { DicomFile } from './read-file.ts';
import { sopClassKind } from './sop-class.ts';

/** How the pixels of an instance are laid out (PS3.3 C.7.6.3); lengths in pixels and bits. */
export type PixelShape = {
	readonly rows: number;
	readonly columns: number;
	readonly frames: number;
	readonly samplesPerPixel: number;
	readonly photometricInterpretation: string;
	readonly planarConfiguration: number;
	readonly bitsAllocated: number;
	readonly bitsStored: number;
	readonly pixelRepresentation: number;
};

/** What the product wants to know of one SOP instance. Text is decoded; days are `YYYY-MM-DD`; lengths in mm. */
export type InstanceDescription = {
	readonly transferSyntaxUID: string;
	readonly sopClassUID: string | undefined;
	readonly sopInstanceUID: string;
	readonly studyInstanceUID: string | undefined;
	readonly seriesInstanceUID: string | undefined;
	readonly frameOfReferenceUID: string | undefined;
	readonly modality: string | undefined;
	readonly specificCharacterSet: readonly string[];
	readonly patientID: string | undefined;
	readonly issuerOfPatientID: string | undefined;
	readonly patientName: string | undefined;
	readonly patientBirthOn: string | undefined;
	readonly patientSex: string | undefined;
	readonly patientAgeYears: number | undefined;
	readonly accessionNumber: string | undefined;
	readonly studyOn: string | undefined;
	readonly studyTime: string | undefined;
	readonly studyDescription: string | undefined;
	readonly studyID: string | undefined;
	readonly referringPhysicianName: string | undefined;
	readonly institutionName: string | undefined;
	readonly manufacturer: string | undefined;
	readonly manufacturerModelName: string | undefined;
	readonly seriesNumber: number | undefined;
	readonly seriesDescription: string | undefined;
	readonly instanceNumber: number | undefined;
	readonly acquisitionNumber: number | undefined;
	readonly bodyPartExamined: string | undefined;
	readonly laterality: string | undefined;
	readonly viewPosition: string | undefined;
	readonly imageType: readonly string[];
	readonly imagePosition: readonly number[];
	readonly imageOrientation: readonly number[];
	readonly pixelSpacingMm: readonly number[];
	readonly sliceThicknessMm: number | undefined;
	readonly windowCenters: readonly number[];
	readonly windowWidths: readonly number[];
	readonly rescaleSlope: number | undefined;
	readonly rescaleIntercept: number | undefined;
	readonly burnedInAnnotation: 'yes' | 'no' | 'unknown';
	readonly lossy: boolean;
	readonly hasPixelData: boolean;
	readonly pixels: PixelShape | undefined;
};

/** Why a readable file is no instance the product can hold. */
export type DescribeError = 'directory' | 'no-sop-instance-uid' | 'bad-uid';

/** Reads the neutral description of an instance from its header. */
export function describeInstance(file: DicomFile): Result<InstanceDescription, DescribeError> {
	const { dataset, meta } = file;
	const sopClassUID = uidOf(dataset, 'SOPClassUID');
	const mediaClass = sopClassKind(uidOf(meta, 'MediaStorageSOPClassUID'));
	const isDirectory = dataset.elements.has(tagOf('DirectoryRecordSequence'));
	if (isDirectory || (!mediaClass.image && mediaClass.kind === 'directory')) return err('directory');
	const sopInstanceUID = uidOf(dataset, 'SOPInstanceUID');
	if (!sopInstanceUID) return err('no-sop-instance-uid');
	const studyInstanceUID = uidOf(dataset, 'StudyInstanceUID');
	const seriesInstanceUID = uidOf(dataset, 'SeriesInstanceUID');
	const uids = [sopInstanceUID, studyInstanceUID, seriesInstanceUID];
	if (!uids.every((uid) => uid === undefined || isUsableUid(uid))) return err('bad-uid');
	return ok({
		transferSyntaxUID: file.transferSyntax.uid,
		sopClassUID,
		sopInstanceUID,
		studyInstanceUID,
		seriesInstanceUID,
		frameOfReferenceUID: uidOf(dataset, 'FrameOfReferenceUID'),
		...describePatient(dataset),
		...describeStudy(dataset),
		...describeGeometry(dataset),
		burnedInAnnotation: burnedIn(dataset),
		lossy: textOf(dataset, 'LossyImageCompression') === '01',
		hasPixelData: file.pixelData !== undefined,
		pixels: describePixels(file)
	});
}

type Uid =
	'SOPClassUID' | 'SOPInstanceUID' | 'StudyInstanceUID' | 'SeriesInstanceUID' | 'FrameOfReferenceUID';

function uidOf(dataset: Dataset, keyword: Uid | 'MediaStorageSOPClassUID'): string | undefined {
	return textOf(dataset, keyword);
}

/** Anonymisers write hashes where a UID belongs, so letters pass; anything longer or stranger does not (PS3.5 9.1). */
function isUsableUid(uid: string): boolean {
	return /^[0-9A-Za-z][0-9A-Za-z.-]{0,63}$/.test(uid) && !uid.includes('..');
}

function describePatient(dataset: Dataset) {
	const patientBirthOn = parseDate(textOf(dataset, 'PatientBirthDate'));
	const studyOn = parseDate(textOf(dataset, 'StudyDate'));
	return {
		patientID: textOf(dataset, 'PatientID'),
		issuerOfPatientID: textOf(dataset, 'IssuerOfPatientID'),
		// An empty ideographic or phonetic group is no part of the name.
		patientName: textOf(dataset, 'PatientName')?.replace(/=+$/, ''),
		patientBirthOn,
		patientSex: textOf(dataset, 'PatientSex'),
		patientAgeYears: parseAgeYears(textOf(dataset, 'PatientAge')) ?? ageBetween(patientBirthOn, studyOn)
	};
}

function describeStudy(dataset: Dataset) {
	return {
		modality: textOf(dataset, 'Modality'),
		specificCharacterSet: textsOf(dataset, 'SpecificCharacterSet'),
		accessionNumber: textOf(dataset, 'AccessionNumber'),
		studyOn: parseDate(textOf(dataset, 'StudyDate')),
		studyTime: parseTime(textOf(dataset, 'StudyTime')),
		studyDescription: textOf(dataset, 'StudyDescription'),
		studyID: textOf(dataset, 'StudyID'),
		referringPhysicianName: textOf(dataset, 'ReferringPhysicianName')?.replace(/=+$/, ''),
		institutionName: textOf(dataset, 'InstitutionName'),
		manufacturer: textOf(dataset, 'Manufacturer'),
		manufacturerModelName: textOf(dataset, 'ManufacturerModelName'),
		seriesNumber: numberOf(dataset, 'SeriesNumber'),
		seriesDescription: textOf(dataset, 'SeriesDescription'),
		instanceNumber: numberOf(dataset, 'InstanceNumber'),
		acquisitionNumber: numberOf(dataset, 'AcquisitionNumber'),
		bodyPartExamined: textOf(dataset, 'BodyPartExamined'),
		laterality: textOf(dataset, 'ImageLaterality') ?? textOf(dataset, 'Laterality'),
		viewPosition: textOf(dataset, 'ViewPosition'),
		imageType: textsOf(dataset, 'ImageType')
	};
}

function describeGeometry(dataset: Dataset) {
	return {
		imagePosition: numbersOf(dataset, 'ImagePositionPatient'),
		imageOrientation: numbersOf(dataset, 'ImageOrientationPatient'),
		pixelSpacingMm: numbersOf(dataset, 'PixelSpacing'),
		sliceThicknessMm: numberOf(dataset, 'SliceThickness'),
		windowCenters: numbersOf(dataset, 'WindowCenter'),
		windowWidths: numbersOf(dataset, 'WindowWidth'),
		rescaleSlope: numberOf(dataset, 'RescaleSlope'),
		rescaleIntercept: numberOf(dataset, 'RescaleIntercept')
	};
}

function burnedIn(dataset: Dataset): InstanceDescription['burnedInAnnotation'] {
	const value = textOf(dataset, 'BurnedInAnnotation')?.toUpperCase();
	if (value === 'YES') return 'yes';
	return value === 'NO' ? 'no' : 'unknown';
}

/** The pixel layout as the header claims it; undefined where rows, columns or bits are missing. */
function describePixels(file: DicomFile): PixelShape | undefined {
	const { dataset } = file;
	const rows = numberOf(dataset, 'Rows');
	const columns = numberOf(dataset, 'Columns');
	const bitsAllocated = numberOf(dataset, 'BitsAllocated');
	if (!rows || !columns || !bitsAllocated) return undefined;
	const shape = {
		rows,
		columns,
		samplesPerPixel: numberOf(dataset, 'SamplesPerPixel') ?? 1,
		photometricInterpretation: textOf(dataset, 'PhotometricInterpretation') ?? 'MONOCHROME2',
		planarConfiguration: numberOf(dataset, 'PlanarConfiguration') ?? 0,
		bitsAllocated,
		bitsStored: numberOf(dataset, 'BitsStored') ?? bitsAllocated,
		pixelRepresentation: numberOf(dataset, 'PixelRepresentation') ?? 0
	};
	return { ...shape, frames: frameCount(file, shape) };
}

function frameCount(file: DicomFile, shape: Omit<PixelShape, 'frames'>): number {
	const declared = textOf(file.dataset, 'NumberOfFrames');
	if (declared === undefined) return 1;
	if (/^\+?\d{1,9}$/.test(declared)) return Math.max(1, Number(declared));
	// A count that is no number: as many as there are pixels for.
	const length = file.pixelData?.length ?? 0;
	return Math.max(1, Math.floor((length * 8) / frameBits(shape)));
}

/** Bits of one native frame; YBR_FULL_422 halves both chroma planes (PS3.3 C.7.6.3.1.2). */
export function frameBits(shape: Omit<PixelShape, 'frames'>): number {
	const isSubsampled =
		shape.photometricInterpretation.startsWith('YBR_') && shape.photometricInterpretation.endsWith('_422');
	const samples = isSubsampled && shape.samplesPerPixel === 3 ? 2 : shape.samplesPerPixel;
	return shape.rows * shape.columns * samples * shape.bitsAllocated;
}
