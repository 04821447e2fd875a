import type { Dataset } from '#lib/core/dicom/dataset.ts';
import { explicitLittleEndian } from '#lib/core/dicom/transfer-syntax.ts';
import { concatBytes, encodeDataset, encodeFileMeta } from '#lib/core/dicom/write.ts';
import type { DemoImage, LesionMark } from '#lib/core/demo/phantom/image.ts';
import { describeLesion } from '#lib/core/demo/reports/lesion-words.ts';
import type { StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { getValue } from '#lib/core/result.ts';
import { code, item, referenceTo, sequence, textItem } from './annex-rows.ts';
import { makeDataset, type Row } from './elements.ts';
import { clockAt, commonRows, instanceUidOf, seriesUidOf, studyUidOf, type HeaderContext } from './header.ts';
import { sopClassOf } from './modality-rows.ts';

/** Studies whose readers left something beside the images that they reported. */
const annotated: ReadonlySet<StudyPlan['key']> = new Set(['cr-chest-2', 'ct-head-2', 'mr-brain-2']);

/** Beyond those of the pictures; by their clock, some two hours after the first of them. */
const firstSeries = 91;

/** Whether the reader of a study left key images, a presentation and a measurement. */
export function hasAnnexes({ key }: StudyPlan): boolean {
	return annotated.has(key);
}

/** The finding, and the picture that shows it best. */
type Shown = { readonly mark: LesionMark; readonly image: DemoImage };

/**
 * What the reader left beside the images, as Part 10 files by name: a key object selection, a presentation with a circle round the
 * finding, and a structured report with its measure (PS3.3 A.35.4, A.33.1, A.35.2).
 */
export function makeAnnexes(context: HeaderContext, shown: Shown): { name: string; bytes: Uint8Array }[] {
	const kinds = [
		{ modality: 'KO', sopClassUid: '1.2.840.10008.5.1.4.1.1.88.59', rows: keyObjectRows },
		{ modality: 'PR', sopClassUid: '1.2.840.10008.5.1.4.1.1.11.1', rows: presentationRows },
		{ modality: 'SR', sopClassUid: '1.2.840.10008.5.1.4.1.1.88.22', rows: reportRows }
	] as const;
	return kinds.map(({ rows, ...kind }, at) => {
		const seriesNumber = firstSeries + at;
		const name = { ...kind, seriesNumber, seriesDescription: '', instanceNumber: 1 };
		const header = makeDataset([...commonRows(context, name), ...rows(context, shown)]);
		const meta = getValue(encodeFileMeta(header, explicitLittleEndian));
		return {
			name: `s${seriesNumber}-001.dcm`,
			bytes: concatBytes([meta, encodeDataset(header, explicitLittleEndian)])
		};
	});
}

/** The picture by its UIDs, as other objects refer to it. */
function pictureOf({ groupSeed, plan }: HeaderContext, { mark }: Shown): Dataset {
	const { seriesNumber, instanceNumber } = mark;
	return referenceTo(sopClassOf(plan.modality), instanceUidOf(groupSeed, plan, seriesNumber, instanceNumber));
}

/** All of the study that a document is about (PS3.3 C.17.2.3). */
function evidenceOf(context: HeaderContext, shown: Shown): Row {
	const { groupSeed, plan } = context;
	const series = makeDataset([
		[0x0020000e, 'UI', seriesUidOf(groupSeed, plan, shown.mark.seriesNumber)],
		sequence(0x00081199, pictureOf(context, shown))
	]);
	const study = makeDataset([[0x0020000d, 'UI', studyUidOf(groupSeed, plan)], sequence(0x00081115, series)]);
	return sequence(0x0040a375, study);
}

const readerOf = ({ reader }: HeaderContext): string => `${reader.givenName} ${reader.familyName}`;
const observerOf = ({ reader }: HeaderContext): Dataset =>
	item('PNAME', 'HAS OBS CONTEXT', code('121008', 'Person Observer Name'), [
		[0x0040a123, 'PN', `${reader.familyName}^${reader.givenName}`]
	]);
const imageItem = (picture: Dataset, relation: string): Dataset =>
	item('IMAGE', relation, null, [sequence(0x00081199, picture)]);

function keyObjectRows(context: HeaderContext, shown: Shown): Row[] {
	const { impression } = describeLesion(shown.mark.lesion, context.plan.modality);
	return [
		evidenceOf(context, shown),
		[0x00081111, 'SQ', ''],
		[0x0040a040, 'CS', 'CONTAINER'],
		sequence(0x0040a043, code('113000', 'Of Interest')),
		[0x0040a050, 'CS', 'SEPARATE'],
		sequence(
			0x0040a730,
			observerOf(context),
			textItem(code('113012', 'Key Object Description'), `${impression} Shown by Dr. ${readerOf(context)}.`),
			imageItem(pictureOf(context, shown), 'CONTAINS')
		)
	];
}

function presentationRows(context: HeaderContext, shown: Shown): Row[] {
	const { mark, image } = shown;
	const { date, time } = clockAt(context, { seriesNumber: firstSeries + 1, instanceNumber: 1 });
	const radiusPx = (0.75 * mark.lesion.sizeMm) / millimetresOf(image);
	const picture = pictureOf(context, shown);
	const series = makeDataset([
		[0x0020000e, 'UI', seriesUidOf(context.groupSeed, context.plan, mark.seriesNumber)],
		sequence(0x00081140, picture)
	]);
	// Here the corner of the first pixel is 0, 0 (PS3.3 C.10.5.1.2).
	const [column, row] = [mark.x + 0.5, mark.y + 0.5];
	const circle = makeDataset([
		[0x00700005, 'CS', 'PIXEL'],
		[0x00700020, 'US', [2]],
		[0x00700021, 'US', [2]],
		[0x00700022, 'FL', [column, row, column + radiusPx, row]],
		[0x00700023, 'CS', 'CIRCLE'],
		[0x00700024, 'CS', 'N']
	]);
	const words = makeDataset([
		[0x00700004, 'CS', 'PIXEL'],
		[0x00700006, 'ST', `${mark.lesion.site}, ${context.reader.familyName}`],
		[0x00700014, 'FL', [column + radiusPx, row + radiusPx]],
		[0x00700015, 'CS', 'N']
	]);
	const [window] = image.windows;
	return [
		sequence(0x00081115, series),
		...(window
			? [
					sequence(
						0x00283110,
						makeDataset([
							[0x00281050, 'DS', [window.centre]],
							[0x00281051, 'DS', [window.width]]
						])
					)
				]
			: []),
		sequence(
			0x00700001,
			makeDataset([
				sequence(0x00081140, picture),
				[0x00700002, 'CS', 'FINDING'],
				sequence(0x00700008, words),
				sequence(0x00700009, circle)
			])
		),
		[0x00700041, 'CS', 'N'],
		[0x00700042, 'US', [0]],
		sequence(
			0x0070005a,
			makeDataset([
				[0x00700052, 'SL', [1, 1]],
				[0x00700053, 'SL', [image.columns, image.rows]],
				[0x00700100, 'CS', 'SCALE TO FIT'],
				[0x00700102, 'IS', [1, 1]]
			])
		),
		sequence(
			0x00700060,
			makeDataset([
				[0x00700002, 'CS', 'FINDING'],
				[0x00700062, 'IS', [1]]
			])
		),
		[0x00700080, 'CS', 'FINDING'],
		[0x00700081, 'LO', ''],
		[0x00700082, 'DA', date],
		[0x00700083, 'TM', time],
		[0x00700084, 'PN', `${context.reader.familyName}^${context.reader.givenName}`],
		[0x20500020, 'CS', image.photometric === 'MONOCHROME1' ? 'INVERSE' : 'IDENTITY']
	];
}

function reportRows(context: HeaderContext, shown: Shown): Row[] {
	const { mark, image } = shown;
	const { finding } = describeLesion(mark.lesion, context.plan.modality);
	const halfPx = mark.lesion.sizeMm / millimetresOf(image) / 2;
	const [column, row] = [mark.x + 0.5, mark.y + 0.5];
	const line = item('SCOORD', 'INFERRED FROM', null, [
		[0x00700022, 'FL', [column - halfPx, row, column + halfPx, row]],
		[0x00700023, 'CS', 'POLYLINE'],
		sequence(0x0040a730, imageItem(pictureOf(context, shown), 'SELECTED FROM'))
	]);
	const measured = makeDataset([
		[0x0040a30a, 'DS', [mark.lesion.sizeMm]],
		sequence(0x004008ea, code('mm', 'millimeter', 'UCUM'))
	]);
	return [
		evidenceOf(context, shown),
		[0x00081111, 'SQ', ''],
		[0x0040a040, 'CS', 'CONTAINER'],
		[0x0040a372, 'SQ', ''],
		sequence(0x0040a043, code('126000', 'Imaging Measurement Report')),
		[0x0040a050, 'CS', 'SEPARATE'],
		[0x0040a491, 'CS', 'COMPLETE'],
		[0x0040a493, 'CS', 'UNVERIFIED'],
		sequence(
			0x0040a730,
			observerOf(context),
			textItem(code('121071', 'Finding'), `${finding} Measured by Dr. ${readerOf(context)}.`),
			item('NUM', 'CONTAINS', code('121206', 'Distance'), [
				sequence(0x0040a300, measured),
				sequence(0x0040a730, line)
			])
		)
	];
}

function millimetresOf({ plane, pixelMm }: DemoImage): number {
	return plane?.columnMm ?? pixelMm ?? 1;
}
