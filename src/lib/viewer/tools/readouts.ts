import { cache, metaData } from '@cornerstonejs/core';
import { wadors } from '@cornerstonejs/dicom-image-loader';
import type { Types } from '@cornerstonejs/tools';
import { findPlane } from '#lib/viewer/marks/marks.ts';
import { toPixel } from '#lib/viewer/marks/plane.ts';
import { decodedFrame } from '#lib/viewer/stage/decoded-frame.ts';
import { isCoarseImage } from '#lib/viewer/loading/coarse-image.ts';
import { isCutImage } from '#lib/viewer/volume/cut-images.ts';
import type { MeasureLabels } from '#lib/viewer/labels.ts';
import type { DicomJson, MeasureTool, Point2 } from '#lib/viewer/types.ts';
import { findCalibration, type Calibration } from './calibration.ts';
import { angleAt, cobbAngle, ellipseRegion, lengthOf, polygonRegion, type Region } from './geometry.ts';
import { regionStatistics, valueAt } from './statistics.ts';
import { valueUnit } from './value-unit.ts';

type Drawn = Types.Annotation['data'];
/** The lines beside a measurement; none while it is not finished. */
export type Readout = (data: Drawn, target: string | string[]) => string[];

/** Where a measurement lies on its image, in pixels from the centre of the first one. */
type Measured = { imageId: string; points: Point2[]; calibration: Calibration };

/**
 * What each tool measures. Cornerstone draws; numbers and words are worked out here, because its own count pixels from their
 * corner on the CPU, take every spacing for the patient's and call values HU without being told so.
 */
export function makeReadouts(halfPixel: number, words: MeasureLabels): Record<MeasureTool, Readout> {
	const measured = (data: Drawn, target: string | string[]): Measured | null => {
		const [first] = typeof target === 'string' ? [target] : target;
		const imageId = first?.replace(/^imageId:/, '') ?? '';
		const plane = findPlane(imageId);
		if (!plane || isCoarseImage(imageId)) return null;
		const drawn = data.contour?.polyline ?? data.handles?.points ?? [];
		const points = drawn.map((point): Point2 => {
			const [column, row] = toPixel(plane, [point[0], point[1], point[2]]);
			return [column - halfPixel, row - halfPixel];
		});
		return { imageId, points, calibration: calibrationOf(imageId, points, plane) };
	};
	const readout =
		(least: number, say: (measured: Measured, points: Quad) => string[]): Readout =>
		(data, target) => {
			const found = measured(data, target);
			if (!found || found.points.length < least) return [];
			const [a = [0, 0], b = a, c = b, d = c] = found.points;
			return say(found, [a, b, c, d]);
		};
	const size = ({ basis }: Calibration, value: number) => words.length(value, basis !== 'none');
	const basisOf = ({ basis }: Calibration) =>
		basis === 'detector' || basis === 'magnification' ? [words.basis[basis]] : [];
	const region = ({ imageId, calibration }: Measured, found: Region): string[] => {
		const image = cache.getImage(imageId);
		const values = image && regionStatistics(decodedFrame(image), found);
		const area = words.area(found.area, calibration.basis !== 'none');
		if (!values) return [area, ...basisOf(calibration)];
		const unit = unitOf(imageId);
		return [
			words.mean(values.mean, values.deviation, unit),
			words.range(values.min, values.max, unit),
			`${area} · ${words.pixels(values.n)}`,
			...basisOf(calibration)
		];
	};
	return {
		length: readout(2, ({ calibration }, [a, b]) => [
			size(calibration, lengthOf(calibration, a, b)),
			...basisOf(calibration)
		]),
		bidirectional: readout(4, ({ calibration }, [a, b, c, d]) => {
			const sizes = [lengthOf(calibration, a, b), lengthOf(calibration, c, d)].sort((one, two) => two - one);
			return [sizes.map((each) => size(calibration, each)).join(' × '), ...basisOf(calibration)];
		}),
		angle: readout(3, ({ calibration }, [a, b, c]) => [words.angle(angleAt(calibration, a, b, c))]),
		cobb: readout(4, ({ calibration }, ends) => [words.angle(cobbAngle(calibration, ends))]),
		ellipse: readout(4, (found, ends) => region(found, ellipseRegion(found.calibration, ends))),
		// Cornerstone's corners: top left, top right, bottom left, bottom right.
		rectangle: readout(4, (found, [a, b, c, d]) =>
			region(found, polygonRegion(found.calibration, [a, b, d, c]))
		),
		freehand: (data, target) => {
			const found = measured(data, target);
			if (!found || found.points.length < 3 || data.contour?.closed !== true) return [];
			return region(found, polygonRegion(found.calibration, found.points));
		},
		probe: readout(1, ({ imageId }, [[column, row]]) => {
			const image = cache.getImage(imageId);
			const value = image ? valueAt(decodedFrame(image), Math.round(column), Math.round(row)) : null;
			if (value === null) return [];
			return [Array.isArray(value) ? words.colour(value) : words.value(value, unitOf(imageId))];
		})
	};
}

type Quad = readonly [Point2, Point2, Point2, Point2];

function calibrationOf(
	imageId: string,
	points: readonly Point2[],
	plane: { columnSpacing: number; rowSpacing: number }
): Calibration {
	// A plane was cut from frames with a place in the patient.
	if (isCutImage(imageId))
		return { columnMm: plane.columnSpacing, rowMm: plane.rowSpacing, basis: 'patient' };
	// The header is DICOM JSON; the image loader's own type is that of its parser.
	const header = wadors.metaDataManager.get(imageId) as unknown as DicomJson | undefined;
	const said = metaData.get('imagePlaneModule', imageId)?.pixelSpacing;
	const spacing = Array.isArray(said) ? said.map(Number) : [];
	const [row = 0, column = 0] = spacing;
	return findCalibration(header ?? {}, points, row > 0 && column > 0 ? [row, column] : undefined);
}

function unitOf(imageId: string): string {
	const { rescaleType, rescaleSlope } = metaData.get('modalityLutModule', imageId) ?? {};
	const modality = metaData.get('generalSeriesModule', imageId)?.modality;
	return valueUnit({
		modality: String(modality ?? ''),
		rescaleType: typeof rescaleType === 'string' ? rescaleType : undefined,
		isRescaled: rescaleSlope !== undefined && rescaleSlope !== null
	});
}
