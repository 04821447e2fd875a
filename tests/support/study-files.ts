import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aCtFile, type Attributes } from '#lib/core/dicom/test-objects.ts';

/** What stands in the files below of people, places and numbers: none of it may reach a reviewer. */
export const markers = {
	patientFamily: 'Quillfeather',
	patientGiven: 'Marguerite',
	mrn: 'MRN-730418',
	birthDate: '19610317',
	accession: 'ACC-9930271',
	readerFamily: 'Vanterpool',
	readerGiven: 'Ignatius',
	readerId: 'NPI1882200417',
	referrerFamily: 'Abernathy',
	institution: 'Saltmarsh Valley Hospital',
	station: 'SVHCT02',
	studyUid: '1.2.826.0.1.3680043.10.888.5.1',
	seriesUid: '1.2.826.0.1.3680043.10.888.5.1.2',
	sopUidRoot: '1.2.826.0.1.3680043.10.888.5.1.2.',
	frameOfReferenceUid: '1.2.826.0.1.3680043.10.888.5.1.9'
} as const;

/** An earlier study of the same patient: its own reader, day, numbers and UIDs. */
export const earlier = {
	studyUid: '1.2.826.0.1.3680043.10.888.6.1',
	seriesUid: '1.2.826.0.1.3680043.10.888.6.1.3',
	sopUidRoot: '1.2.826.0.1.3680043.10.888.6.1.3.',
	frameOfReferenceUid: '1.2.826.0.1.3680043.10.888.6.1.8',
	accession: 'ACC-8812046',
	day: '20240806',
	readerFamily: 'Haverstockton',
	station: 'SVHCT91'
} as const;

const SIZE = 128;
const SLICES = 16;

/** One axial slice: a head of water with a bright ball in the middle slices, stored with an intercept of −1024. */
function slicePixels(slice: number): Uint8Array {
	const pixels = new Uint16Array(SIZE * SIZE);
	for (let y = 0; y < SIZE; y++) {
		for (let x = 0; x < SIZE; x++) {
			const head = Math.hypot(x - 64, (y - 64) * 0.85);
			const ball = Math.hypot(x - 84, y - 54, (slice - 8) * 4);
			const noise = ((x * 31 + y * 17 + slice * 7) % 11) - 5;
			let hu = -1000;
			if (head < 52) hu = head > 47 ? 900 : 35;
			if (ball < 9) hu = 70;
			pixels[y * SIZE + x] = Math.max(0, hu + 1024 + noise);
		}
	}
	return new Uint8Array(pixels.buffer);
}

/** Writes a CT head study of 16 slices below `folder`, its headers full of {@link markers}, with attributes changed or added. */
export function writeCtStudy(
	folder: string,
	changes: Attributes = {},
	sopUidRoot: string = markers.sopUidRoot
): void {
	mkdirSync(folder, { recursive: true });
	for (let slice = 0; slice < SLICES; slice++) {
		const file = aCtFile({
			SOPInstanceUID: `${sopUidRoot}${slice + 1}`,
			StudyInstanceUID: markers.studyUid,
			SeriesInstanceUID: markers.seriesUid,
			FrameOfReferenceUID: markers.frameOfReferenceUid,
			StudyDate: '20261110',
			StudyTime: '081500',
			AccessionNumber: markers.accession,
			InstitutionName: markers.institution,
			StationName: markers.station,
			ReferringPhysicianName: `${markers.referrerFamily}^Olive`,
			PerformingPhysicianName: `${markers.readerFamily}^${markers.readerGiven}`,
			PatientName: `${markers.patientFamily}^${markers.patientGiven}`,
			PatientID: markers.mrn,
			PatientBirthDate: markers.birthDate,
			PatientSex: 'F',
			PatientAge: '065Y',
			BodyPartExamined: 'HEAD',
			SeriesDescription: `Axial head ${markers.patientFamily}`,
			SeriesNumber: 2,
			InstanceNumber: slice + 1,
			ImagePositionPatient: [-64, -64, slice * 5],
			ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
			PixelSpacing: [1, 1],
			SliceThickness: 5,
			RescaleIntercept: -1024,
			RescaleSlope: 1,
			WindowCenter: 40,
			WindowWidth: 80,
			Rows: SIZE,
			Columns: SIZE,
			PixelData: slicePixels(slice),
			...changes
		});
		writeFileSync(join(folder, `slice-${String(slice + 1).padStart(2, '0')}.dcm`), file);
	}
}

/** Writes the patient's earlier study, made two years and three months before, its headers full of markers too. */
export function writeEarlierStudy(folder: string, changes: Attributes = {}): void {
	writeCtStudy(
		folder,
		{
			StudyInstanceUID: earlier.studyUid,
			SeriesInstanceUID: earlier.seriesUid,
			FrameOfReferenceUID: earlier.frameOfReferenceUid,
			StudyDate: earlier.day,
			StudyTime: '101700',
			AccessionNumber: earlier.accession,
			StationName: earlier.station,
			PerformingPhysicianName: `${earlier.readerFamily}^Lucinda`,
			SeriesDescription: `Axial head ${earlier.readerFamily}`,
			...changes
		},
		earlier.sopUidRoot
	);
}

/** A final report of the study of {@link writeCtStudy} as an HL7 v2 message, with its reader's name where dictation puts it. */
export function ctReportMessage(): string {
	const m = markers;
	const text = [
		'EXAMINATION: CT head without contrast.',
		`CLINICAL HISTORY: Headache. Ordered by Dr. ${m.referrerFamily}.`,
		'FINDINGS: The ventricles are of normal size. No acute intracranial haemorrhage is seen.',
		`Findings were discussed with Dr. ${m.referrerFamily} at 9:05 AM on 11/10/2026.`,
		'IMPRESSION: No acute intracranial abnormality.',
		`Electronically signed by: ${m.readerGiven} ${m.readerFamily}, M.D. on 11/10/2026 9:20 AM. Accession ${m.accession}.`
	];
	const segments = [
		`MSH|^~\\&|RIS|SVH|OVERREAD|GROUP|20261110092030||ORU^R01|MSG-0001|P|2.5`,
		`PID|1||${m.mrn}^^^SVH^MR||${m.patientFamily}^${m.patientGiven}||${m.birthDate}|F`,
		`PV1|1|E`,
		`ORC|RE|ORD-1|${m.accession}`,
		`OBR|1|ORD-1|${m.accession}|CTHEAD^CT HEAD WO CONTRAST|||20261110081500|||||||||${m.referrerFamily}^Olive||||||20261110092000||CT|F|||||||${m.readerId}&${m.readerFamily}&${m.readerGiven}`,
		...text.map((line, index) => `OBX|${index + 1}|TX|GDT^REPORT||${line}||||||F`),
		`ZDS|${m.studyUid}^100^Application^DICOM`
	];
	return `${segments.join('\r')}\r`;
}
