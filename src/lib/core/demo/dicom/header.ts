import type { Dataset } from '#lib/core/dicom/dataset.ts';
import type { DemoFacility, DemoPatient, DemoReader } from '#lib/core/demo/group/types.ts';
import type { DemoImage } from '#lib/core/demo/phantom/image.ts';
import { makeRandom } from '#lib/core/demo/random.ts';
import type { StudyPlan } from '#lib/core/demo/studies/plan.ts';
import { demoUid } from '#lib/core/demo/uid.ts';
import { makeDataset, type Row } from './elements.ts';
import { modalityRows, sopClassOf } from './modality-rows.ts';

/** Everybody and everything that a header names besides the picture. */
export type HeaderContext = {
	readonly groupSeed: number;
	readonly plan: StudyPlan;
	readonly patient: DemoPatient;
	readonly facility: DemoFacility;
	readonly reader: DemoReader;
};

const referrers = ['FONTAINE^AMELIA', 'CASTLEBURY^ROLAND', 'OLAFSEN^HENRIK', 'STRAND^GIDEON'];
const operators = ['BRANNIGAN^TESS', 'MULCAHY^OWEN', 'DELROSARIO^INEZ', 'HATHERLEY^JUNE'];
const streets = ['14 Larkspur Lane', '902 Old Mill Road', '77 Quarry Street', '3310 Birchwood Avenue'];

export const studyUidOf = (groupSeed: number, plan: StudyPlan): string =>
	demoUid(groupSeed, plan.key, 'study');
export const seriesUidOf = (groupSeed: number, plan: StudyPlan, series: number): string =>
	demoUid(groupSeed, plan.key, 'series', series);
export const instanceUidOf = (groupSeed: number, plan: StudyPlan, series: number, instance: number): string =>
	demoUid(groupSeed, plan.key, 'instance', series, instance);

/** An object of a study: where it stands, and of which kind it is. */
export type ObjectName = Pick<DemoImage, 'seriesNumber' | 'seriesDescription' | 'instanceNumber'> & {
	readonly sopClassUid: string;
	readonly modality: string;
};

/** The rows that objects of a study have in common, with identifying values in them, as real ones have. */
export function commonRows(context: HeaderContext, name: ObjectName): Row[] {
	return [...identityRows(context, name), ...personRows(context)];
}

/** The data set of one picture without its pixels: modules of PS3.3 with identifying values in them, as real ones have. */
export function makeHeader(context: HeaderContext, image: DemoImage): Dataset {
	const { modality } = context.plan;
	const kind = { sopClassUid: sopClassOf(modality), modality: modality === 'XR' ? 'CR' : modality };
	return makeDataset([
		...commonRows(context, { ...image, ...kind }),
		...acquisitionRows(context, image),
		...pixelRows(image),
		...planeRows(context, image),
		...modalityRows(context, image)
	]);
}

type Place = Pick<DemoImage, 'seriesNumber' | 'instanceNumber'>;

/** When an object of the study was made, by the clock of its facility. */
export function clockAt({ plan }: HeaderContext, { seriesNumber, instanceNumber }: Place) {
	return clockOf(plan.localAt + seriesNumber * 95_000 + instanceNumber * 450);
}

function acquisitionRows(context: HeaderContext, image: DemoImage): Row[] {
	const { date, time } = clockAt(context, image);
	return [
		[0x00080008, 'CS', context.plan.modality === 'CT' ? 'ORIGINAL\\PRIMARY\\AXIAL' : 'ORIGINAL\\PRIMARY'],
		[0x00080022, 'DA', date],
		[0x00080032, 'TM', time],
		[0x00180015, 'CS', context.plan.region.toUpperCase()],
		[0x00280301, 'CS', 'NO']
	];
}

function identityRows(context: HeaderContext, object: ObjectName): Row[] {
	const { groupSeed, plan, facility } = context;
	const { date, time } = clockAt(context, object);
	const study = clockOf(plan.localAt);
	const station = facility.stations[plan.modality] ?? 'STATION';
	return [
		[0x00080005, 'CS', 'ISO_IR 100'],
		[0x00080016, 'UI', object.sopClassUid],
		[0x00080018, 'UI', instanceUidOf(groupSeed, plan, object.seriesNumber, object.instanceNumber)],
		[0x00080020, 'DA', study.date],
		[0x00080021, 'DA', date],
		[0x00080023, 'DA', date],
		[0x00080030, 'TM', study.time],
		[0x00080031, 'TM', time],
		[0x00080033, 'TM', time],
		[0x00080050, 'SH', plan.accession],
		[0x00080060, 'CS', object.modality],
		[0x00080070, 'LO', 'NORTHLIGHT PHANTOMS'],
		[0x00080080, 'LO', facility.name],
		[0x00080081, 'ST', `${facility.city}, ${facility.state}`],
		[0x00081010, 'SH', station],
		[0x00081030, 'LO', plan.procedure],
		[0x0008103e, 'LO', object.seriesDescription],
		[0x00081090, 'LO', 'ANALYTIC'],
		[0x00181000, 'LO', `SN${station}4471`],
		[0x00181020, 'LO', '1.0'],
		[0x0020000d, 'UI', studyUidOf(groupSeed, plan)],
		[0x0020000e, 'UI', seriesUidOf(groupSeed, plan, object.seriesNumber)],
		[0x00200010, 'SH', plan.accession.slice(-6)],
		[0x00200011, 'IS', [object.seriesNumber]],
		[0x00200013, 'IS', [object.instanceNumber]]
	];
}

function personRows({ plan, patient, facility, reader }: HeaderContext): Row[] {
	const random = makeRandom(plan.seed, 77);
	const readerName = `${reader.familyName}^${reader.givenName}^^DR`.toUpperCase();
	return [
		[0x00080090, 'PN', random.pick(referrers)],
		[0x00081048, 'PN', readerName],
		[0x00081050, 'PN', random.pick(referrers)],
		[0x00081060, 'PN', readerName],
		[0x00081070, 'PN', random.pick(operators)],
		// What a workstation may leave behind in an element of its own.
		[0x00090010, 'LO', 'NORTHLIGHT WORKLIST'],
		[0x00091001, 'LO', `READ BY ${reader.givenName} ${reader.familyName}`.toUpperCase()],
		[0x00100010, 'PN', `${patient.familyName}^${patient.givenName}`.toUpperCase()],
		[0x00100020, 'LO', patient.id],
		[0x00100021, 'LO', facility.accessionPrefix],
		[0x00100030, 'DA', patient.birthOn.replaceAll('-', '')],
		[0x00100040, 'CS', patient.sex],
		[0x00101010, 'AS', `${String(plan.ageYears).padStart(3, '0')}Y`],
		[0x00101030, 'DS', [58 + random.below(45)]],
		[0x00101040, 'LO', `${random.pick(streets)}, ${facility.city}`],
		[0x00102154, 'SH', `555-01${String(10 + random.below(89))}`],
		[0x00321032, 'PN', random.pick(referrers)],
		[0x00400244, 'DA', clockOf(plan.localAt).date],
		[0x00400253, 'SH', `PPS${plan.accession.slice(-6)}`]
	];
}

function pixelRows(image: DemoImage): Row[] {
	const bitsAllocated = image.pixels.BYTES_PER_ELEMENT * 8;
	const rows: Row[] = [
		[0x00280002, 'US', [1]],
		[0x00280004, 'CS', image.photometric],
		[0x00280010, 'US', [image.rows]],
		[0x00280011, 'US', [image.columns]],
		[0x00280100, 'US', [bitsAllocated]],
		[0x00280101, 'US', [image.bitsStored]],
		[0x00280102, 'US', [image.bitsStored - 1]],
		[0x00280103, 'US', [image.pixels instanceof Int16Array ? 1 : 0]],
		[0x00281050, 'DS', image.windows.map(({ centre }) => centre)],
		[0x00281051, 'DS', image.windows.map(({ width }) => width)],
		[0x00281055, 'LO', image.windows.map(({ name }) => name).join('\\')]
	];
	if (image.rescaleIntercept !== null) {
		rows.push(
			[0x00281052, 'DS', [image.rescaleIntercept]],
			[0x00281053, 'DS', [1]],
			[0x00281054, 'LO', 'HU']
		);
	}
	return rows;
}

function planeRows({ groupSeed, plan }: HeaderContext, image: DemoImage): Row[] {
	if (image.plane === null) {
		return image.pixelMm === null
			? []
			: [
					[0x00181164, 'DS', [image.pixelMm, image.pixelMm]],
					[0x00280030, 'DS', [image.pixelMm, image.pixelMm]]
				];
	}
	const { position, orientation, rowMm, columnMm, sliceMm } = image.plane;
	return [
		[0x00180050, 'DS', [sliceMm]],
		[0x00180088, 'DS', [sliceMm]],
		[0x00185100, 'CS', 'HFS'],
		[0x00200032, 'DS', position],
		[0x00200037, 'DS', orientation],
		[0x00200052, 'UI', demoUid(groupSeed, plan.key, 'frame-of-reference')],
		[0x00201040, 'LO', ''],
		[0x00201041, 'DS', [position[2]]],
		[0x00280030, 'DS', [rowMm, columnMm]]
	];
}

/** DICOM date and time of a wall clock. */
function clockOf(localAt: number): { date: string; time: string } {
	const text = new Date(localAt).toISOString();
	return { date: text.slice(0, 10).replaceAll('-', ''), time: text.slice(11, 19).replaceAll(':', '') };
}
