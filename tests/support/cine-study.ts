import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tagOf, vrOf } from '#lib/core/dicom/dictionary.ts';
import {
	aDataset,
	anElement,
	aPart10,
	latin,
	littleExplicit,
	type Attributes
} from '#lib/core/dicom/test-objects.ts';
import type { Vr } from '#lib/core/dicom/vr.ts';
import { concatBytes, encodeHeader, itemHeader } from '#lib/core/dicom/write.ts';

/** What the study and the report below say of people, places and numbers: none of it may reach a reviewer. */
export const cine = {
	patientFamily: 'Thistlewhyte',
	patientGiven: 'Euphrosyne',
	mrn: '88417093',
	visit: 'VST-5520917',
	birthDate: '19480923',
	phone: '956-555-0142',
	street: '4417 Kestrelmoor Lane',
	motherFamily: 'Ockelbourne',
	accession: 'USA-4471802',
	order: 'PLC-6690317',
	message: 'MSGCTL-90017',
	readerFamily: 'Brânzănescu',
	readerGiven: 'Octavianus',
	readerId: 'NPI1770043912',
	coSignerFamily: 'Featherstonehaugh',
	coSignerGiven: 'Leopoldine',
	coSignerId: 'NPI1550098231',
	referrerFamily: 'Castlemaynne',
	sonographerFamily: 'Wrexhamson',
	nurseFamily: 'Delacroixhurst',
	facility: 'KESTRELMED',
	institution: 'Kestrel Moor Medical Center',
	station: 'KMMCUS07',
	serial: 'SN-77120-KM',
	studyUid: '1.2.826.0.1.3680043.10.889.77.1',
	fileStem: 'thistlewhyte_88417093'
} as const;

export const CINE_SIZE = 64;
const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';
const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1';

type Raw = readonly [tag: number, vr: Vr, value: string | number | readonly number[] | Uint8Array];

/** A data set of attributes and of elements that the dictionary does not know, in tag order. */
function datasetOf(attributes: Attributes, raw: readonly Raw[]): Uint8Array {
	const known = Object.entries(attributes).map(([keyword, value]): [number, Uint8Array] => {
		// The type of `attributes` admits keywords alone.
		const tag = tagOf(keyword as keyof Attributes);
		return [tag, anElement(tag, vrOf(tag, false), value, littleExplicit)];
	});
	const unknown = raw.map(([tag, vr, value]): [number, Uint8Array] => [
		tag,
		anElement(tag, vr, value, littleExplicit)
	]);
	return concatBytes([...known, ...unknown].sort(([a], [b]) => a - b).map(([, bytes]) => bytes));
}

const patient = `${cine.patientFamily}^${cine.patientGiven}`;
const reader = 'Branzanescu^Octavianus';

const header: Attributes = {
	StudyInstanceUID: cine.studyUid,
	SeriesInstanceUID: `${cine.studyUid}.2`,
	StudyDate: '20261113',
	SeriesDate: '20261113',
	ContentDate: '20261113',
	StudyTime: '140512',
	AccessionNumber: cine.accession,
	InstitutionName: cine.institution,
	InstitutionAddress: cine.street,
	StationName: cine.station,
	DeviceSerialNumber: cine.serial,
	ReferringPhysicianName: `${cine.referrerFamily}^R`,
	PhysiciansOfRecord: `${cine.coSignerFamily}^${cine.coSignerGiven}`,
	PerformingPhysicianName: reader,
	NameOfPhysiciansReadingStudy: reader,
	OperatorsName: `${cine.sonographerFamily}^S`,
	PatientName: patient,
	PatientID: cine.mrn,
	OtherPatientIDs: cine.visit,
	OtherPatientNames: `${cine.motherFamily}^${cine.patientGiven}`,
	PatientBirthDate: cine.birthDate,
	PatientSex: 'F',
	PatientAge: '078Y',
	StudyDescription: `US ABDOMEN ${cine.patientFamily}`,
	RequestingPhysician: `${cine.referrerFamily}^R`,
	RequestAttributesSequence: [{ AccessionNumber: cine.accession, RequestingPhysician: reader }]
};

const overlay: readonly Raw[] = [
	[0x60000010, 'US', 8],
	[0x60000011, 'US', 32],
	[0x60000022, 'LO', `Overlay ${cine.patientFamily}`],
	[0x60000040, 'CS', 'G'],
	[0x60000050, 'SS', [1, 1]],
	[0x60000100, 'US', 1],
	[0x60000102, 'US', 0],
	[0x60001500, 'LO', `${cine.patientFamily} ${cine.mrn}`],
	[0x60003000, 'OW', latin(`${cine.patientFamily} ${cine.mrn}`.padEnd(32, '.'))]
];

const privateElements: readonly Raw[] = [
	[0x00090010, 'LO', `${cine.institution} 1.0`],
	[0x00091001, 'PN', patient],
	[0x00091002, 'UN', latin(`${cine.sonographerFamily}|${cine.phone}`)],
	[0x00104000, 'LT', `Daughter of ${cine.motherFamily}, phone ${cine.phone}`],
	[0x00102154, 'SH', cine.phone],
	[0x00101040, 'LO', cine.street],
	[0x00204000, 'LT', `Seen by ${cine.nurseFamily}`],
	[0x00290010, 'LO', 'SIEMENS CSA HEADER'],
	[0x00291010, 'OB', latin(`PatientName=${patient};Physician=${reader}`)]
];

function segment(marker: number, text: string): Uint8Array {
	const bytes = latin(text);
	const length = bytes.length + 2;
	return concatBytes([Uint8Array.of(0xff, marker, length >> 8, length & 0xff), bytes]);
}

/** A JPEG image with names in comments, application segments and behind its end. */
function withNames(jpeg: Uint8Array): Uint8Array {
	const named = [
		jpeg.subarray(0, 2),
		segment(0xfe, `${patient} ${cine.mrn} ${cine.accession}`),
		segment(0xe1, `Exif\0\0${cine.institution} ${reader}`),
		segment(0xe4, `${cine.sonographerFamily} ${cine.birthDate}`),
		jpeg.subarray(2),
		latin(`${cine.patientGiven} ${cine.readerId}`)
	];
	const bytes = concatBytes(named);
	return bytes.length % 2 === 0 ? bytes : concatBytes([bytes, Uint8Array.of(0)]);
}

/** The preamble is free for whatever a sender likes (PS3.10 7.1). */
function withPreamble(file: Uint8Array): Uint8Array {
	file.set(latin(`${patient} ${cine.institution}`), 0);
	return file;
}

/**
 * Writes an ultrasound study below `folder`: a cine of the given JPEG images ({@link CINE_SIZE} square), a capture whose pixels
 * carry a name, and a structured report. Names stand in standard, private, nested and overlay attributes, in coded fields
 * and numbers, in the codestreams, the preambles and the names of the files.
 */
export function writeCineStudy(folder: string, jpegs: readonly Uint8Array[]): void {
	mkdirSync(folder, { recursive: true });
	const frames = jpegs.map(withNames);
	const image: Attributes = {
		...header,
		Modality: 'US',
		SamplesPerPixel: 3,
		PhotometricInterpretation: 'YBR_FULL_422',
		PlanarConfiguration: 0,
		Rows: CINE_SIZE,
		Columns: CINE_SIZE,
		BitsAllocated: 8,
		BitsStored: 8,
		HighBit: 7,
		PixelRepresentation: 0
	};
	const moving = datasetOf(
		{
			...image,
			SOPClassUID: '1.2.840.10008.5.1.4.1.1.3.1',
			SOPInstanceUID: `${cine.studyUid}.2.1`,
			BurnedInAnnotation: 'NO',
			// An identifier in a number, names in fields that are kept for their words or codes.
			SeriesNumber: cine.mrn,
			InstanceNumber: 1,
			SeriesDescription: `CINE LIVER ${cine.patientFamily} DR ${cine.coSignerFamily}`,
			BodyPartExamined: cine.patientFamily.toUpperCase(),
			PatientPosition: cine.patientGiven.toUpperCase(),
			NumberOfFrames: frames.length,
			FrameTime: 80,
			ReferencedImageSequence: [
				{
					ReferencedSOPClassUID: '1.2.840.10008.5.1.4.1.1.6.1',
					ReferencedSOPInstanceUID: `${cine.studyUid}.2.2`,
					PatientName: patient
				}
			]
		},
		[...privateElements, ...overlay]
	);
	const items = [new Uint8Array(0), ...frames].flatMap((item) => [
		itemHeader(0xe000, item.length, true),
		item
	]);
	const pixels = [
		encodeHeader(tagOf('PixelData'), 'OB', undefined, littleExplicit),
		...items,
		itemHeader(0xe0dd, 0, true)
	];
	const capture = datasetOf(
		{
			...image,
			SOPClassUID: '1.2.840.10008.5.1.4.1.1.6.1',
			SOPInstanceUID: `${cine.studyUid}.2.2`,
			BurnedInAnnotation: 'YES',
			PhotometricInterpretation: 'RGB',
			InstanceNumber: 2,
			PixelData: new Uint8Array(CINE_SIZE * CINE_SIZE * 3).fill(90)
		},
		privateElements
	);
	const report = aDataset({
		...header,
		Modality: 'SR',
		SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.11',
		SOPInstanceUID: `${cine.studyUid}.3.1`,
		SeriesInstanceUID: `${cine.studyUid}.3`,
		ContentSequence: [{ PersonName: reader }, { PersonName: `${cine.sonographerFamily}^S` }]
	});
	const write = (name: string, syntax: string, ...parts: Uint8Array[]): void =>
		writeFileSync(
			join(folder, `${cine.fileStem}_${name}.dcm`),
			withPreamble(aPart10(syntax, concatBytes(parts)))
		);
	// Overlays come before the pixels in tag order, so the pixels end the data set.
	write('cine', JPEG_BASELINE, moving, ...pixels);
	write('capture', EXPLICIT_LITTLE, capture);
	write('report', EXPLICIT_LITTLE, report);
}

/** The final report of that study as an HL7 v2 message that names people wherever a message can, and in its text in many forms. */
export function cineReportMessage(): string {
	const m = cine;
	const text = [
		`${m.institution.toUpperCase()}`,
		`PATIENT: ${m.patientFamily.toUpperCase()}, ${m.patientGiven.toUpperCase()}   MRN: ${m.mrn}   DOB: 09/23/1948`,
		`EXAMINATION: Ultrasound abdomen complete, 11/13/2026. Accession ${m.accession}.`,
		`CLINICAL HISTORY: Ms. ${m.patientFamily} has right upper quadrant pain. Ordered by Dr. ${m.referrerFamily}, call ${m.phone}.`,
		`TECHNIQUE: Real-time scanning by ${m.sonographerFamily}, RDMS.`,
		'FINDINGS: The liver is of normal echotexture. No gallstones are seen. The common duct measures 4 mm.',
		`${m.patientGiven} ${m.patientFamily} was informed. Discussed with nurse ${m.nurseFamily}, RN at 2:15 PM on November 13, 2026.`,
		`I, Dr. ${m.readerFamily}, have reviewed the images with ${m.coSignerGiven} ${m.coSignerFamily}, MD.`,
		'IMPRESSION: Normal abdominal ultrasound.',
		`Dictated by: ${m.readerGiven} ${m.readerFamily}, M.D. Transcribed 13-Nov-2026 14:31.`,
		`Electronically signed by ${m.readerFamily.toUpperCase()}, ${m.readerGiven.toUpperCase()} on 11/13/2026 at 2:47 PM`,
		`Co-signed: ${m.coSignerFamily}, ${m.coSignerGiven}`
	];
	const segments = [
		`MSH|^~\\&|RIS|${m.facility}|OVERREAD|GROUP|20261113144733||ORU^R01|${m.message}|P|2.5||||||UNICODE UTF-8`,
		`PID|1||${m.mrn}^^^KM^MR~${m.visit}^^^KM^VN||${m.patientFamily}^${m.patientGiven}|${m.motherFamily}^M|${m.birthDate}|F|||${m.street}||${m.phone}`,
		`NK1|1|${m.motherFamily}^Jane`,
		`PV1|1|O|||||4417^${m.referrerFamily}^R|||||||||||${m.visit}`,
		`ORC|RE|${m.order}|${m.accession}||||||||||4417^${m.referrerFamily}^R`,
		`OBR|1|${m.order}|${m.accession}|USABD^US ABDOMEN COMPLETE|||20261113140512|||||||||4417^${m.referrerFamily}^R||||||20261113144733||US|F|||||||${m.readerId}&${m.readerFamily}&${m.readerGiven}|${m.coSignerId}&${m.coSignerFamily}&${m.coSignerGiven}|7781&${m.sonographerFamily}&S`,
		...text.map((line, index) => `OBX|${index + 1}|TX|GDT^REPORT||${line}||||||F`),
		`ZDS|${m.studyUid}^100^Application^DICOM`
	];
	return `${segments.join('\r')}\r`;
}
