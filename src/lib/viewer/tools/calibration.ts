import { aspectOf } from '#lib/viewer/study/aspect.ts';
import { findItems, findNumber, findNumbers, findText } from '#lib/viewer/study/dicom-json.ts';
import type { DicomJson, Point2 } from '#lib/viewer/types.ts';

/**
 * Where a size in millimetres is true: in the patient, at the detector of a projection (things nearer to the tube are smaller
 * than they look), in the patient by the estimated magnification, or nowhere, which leaves pixels.
 */
export type SizeBasis = 'patient' | 'detector' | 'magnification' | 'none';

/** Size of a pixel: millimetres, or widths of a pixel where `basis` is `none`. */
export type Calibration = { columnMm: number; rowMm: number; basis: SizeBasis };

/** Ends of a measurement in different regions, or in one that shows time or speed, have no length. */
export const uncalibrated: Calibration = { columnMm: 1, rowMm: 1, basis: 'none' };

const projections = new Set(['CR', 'DX', 'MG', 'RF', 'RG', 'XA', 'IO', 'PX']);
const centimetres = 3;

/**
 * The size of the pixels under the points of a measurement (PS3.3 10.7.1, C.8.5.5, C.8.11.7): calibrated regions first, then
 * Pixel Spacing, then Imager Pixel Spacing. `planeSpacing` (row, column; mm) is what functional groups say, for enhanced objects.
 */
export function findCalibration(
	header: DicomJson,
	points: readonly Point2[],
	planeSpacing?: readonly [number, number]
): Calibration {
	const regions = findItems(header, '00186011');
	if (regions.length > 0) return regionCalibration(regions, points);
	const atPatient = pair(findNumbers(header, '00280030')) ?? planeSpacing;
	const atDetector = pair(findNumbers(header, '00181164')) ?? pair(findNumbers(header, '00182010'));
	const isProjection = projections.has(findText(header, '00080060') ?? '');
	const isCorrected = findText(header, '00280A02') !== undefined;
	if (atPatient && !(isProjection && !isCorrected && isSame(atPatient, atDetector)))
		return { columnMm: atPatient[1], rowMm: atPatient[0], basis: 'patient' };
	const spacing = atDetector ?? atPatient;
	if (!spacing) return { ...uncalibrated, rowMm: aspectOf(header) };
	const factor = findNumber(header, '00181114');
	return factor !== undefined && factor > 1
		? { columnMm: spacing[1] / factor, rowMm: spacing[0] / factor, basis: 'magnification' }
		: { columnMm: spacing[1], rowMm: spacing[0], basis: 'detector' };
}

function regionCalibration(regions: readonly DicomJson[], points: readonly Point2[]): Calibration {
	const holder = regions.find((region) => points.every((point) => holds(region, point)));
	const delta = (tag: string) => Math.abs(findNumber(holder ?? {}, tag) ?? 0) * 10;
	const [columnMm, rowMm] = [delta('0018602C'), delta('0018602E')];
	const isLength =
		findNumber(holder ?? {}, '00186024') === centimetres &&
		findNumber(holder ?? {}, '00186026') === centimetres;
	return isLength && columnMm > 0 && rowMm > 0 ? { columnMm, rowMm, basis: 'patient' } : uncalibrated;
}

function holds(region: DicomJson, [column, row]: Point2): boolean {
	const edge = (tag: string) => findNumber(region, tag) ?? NaN;
	return (
		column >= edge('00186018') - 0.5 &&
		row >= edge('0018601A') - 0.5 &&
		column <= edge('0018601C') + 0.5 &&
		row <= edge('0018601E') + 0.5
	);
}

function pair(values: readonly number[]): [number, number] | undefined {
	const [row, column] = values;
	return row !== undefined && column !== undefined && row > 0 && column > 0 ? [row, column] : undefined;
}

/** Equal spacings say that nobody corrected them (PS3.3 10.7.1.3); one alone does not say where it holds. */
function isSame(
	atPatient: readonly [number, number],
	atDetector: readonly [number, number] | undefined
): boolean {
	return (
		atDetector === undefined ||
		atPatient.every((value, axis) => Math.abs(value - (atDetector[axis] ?? 0)) < value * 1e-4)
	);
}
