import { describe, expect, it } from 'vitest';
import { toIso } from '#lib/core/instant.ts';
import { toIncomingRead } from '#lib/core/reads/from-report.ts';
import { getValue } from '#lib/core/result.ts';
import { makeAcknowledgement } from './acknowledgement.ts';
import { parseMessageText } from './message.ts';
import { readObservationReport } from './observation-report.ts';

const lines = {
	MSH: 'MSH|^~\\&|RIS|NORTH|QA|GROUP|20250814070813||ORU^R01|CTRL-1|P|2.4',
	PID: 'PID|1||A123456^^^NORTH^MR~E2603486^^^EMPI^MRN||DOE^JANE^Q^^^^D||19980121000000|F',
	PV1: 'PV1||E|||||D9^PRIMARY^PAT^^^^M.D.||||||||||||V37851556^^^N^VN',
	OBR: 'OBR||9304014^SYS|620943170|IMG2816^US ABDOMEN LIMITED^L|URGENT||20250814060352|||PSCRIB||||||D1^ROE^RICHARD^M^^^M.D.||||||20250814070813||IMG|||1^^^20250814070813^^U^^URGENT|||||D2^MAY^TONY^F.^^^M.D.|D3^HARRIS^MICHAEL^A.^^^M.D.~||PSCRIB',
	OBX1: 'OBX|1|TX|1||EXAMINATION: Ultrasound.~~FINDINGS:~A\\T\\B normal.||||||F',
	OBX2: 'OBX|2|TX|1||IMPRESSION:\\.br\\Normal.~ ~~~ ||||||F',
	OBX3: 'OBX||RP|1|4|620943170^UK^ZB||||||F'
};
type Lines = Partial<Record<keyof typeof lines | 'ZDS' | 'IPC', string>>;

const messageOf = (changes: Lines = {}) =>
	getValue(
		parseMessageText(
			Object.values({ ...lines, ...changes })
				.filter((line) => line !== '')
				.join('\r')
		)
	);
const reportOf = (changes: Lines = {}) => readObservationReport(messageOf(changes));
const readOf = (changes: Lines = {}) =>
	toIncomingRead(getValue(reportOf(changes)), { facilityTimeZone: 'America/Chicago' });

describe('a radiology report', () => {
	it('is read whole', () => {
		const report = getValue(reportOf());
		expect(report).toMatchObject({
			messageType: 'ORU^R01',
			controlId: 'CTRL-1',
			sendingFacility: 'NORTH',
			accession: '620943170',
			placer: '9304014',
			status: 'final',
			observationCount: 3,
			observationStatuses: ['F'],
			principalInterpreter: { code: 'D2', name: 'MAY, TONY F.' },
			assistantInterpreters: [{ code: 'D3', name: 'HARRIS, MICHAEL A.' }],
			orderingProvider: { code: 'D1', name: 'ROE, RICHARD M' },
			patient: { name: 'DOE, JANE Q', birthDate: '1998-01-21', sex: 'F', patientClass: 'E' },
			text: 'EXAMINATION: Ultrasound.\n\nFINDINGS:\nA&B normal.\nIMPRESSION:\nNormal.'
		});
		expect(report.patient.identifiers[1]).toEqual({
			id: 'E2603486',
			assigningAuthority: 'EMPI',
			type: 'MRN'
		});
		expect(report.namesToScrub).toEqual([
			'DOE, JANE Q',
			'HARRIS, MICHAEL A.',
			'MAY, TONY F.',
			'PRIMARY, PAT',
			'ROE, RICHARD M',
			'UK, ZB'
		]);
		expect(report.identifiersToScrub).toEqual(['620943170', '9304014', 'A123456', 'E2603486', 'V37851556']);
	});

	it.each([
		['Final', '', 'final'],
		['Prelim', '', 'preliminary'],
		['Wet Read', '', 'preliminary (wet read)'],
		['C', 'F', 'corrected'],
		['A', '', 'addendum'],
		['S', 'F', 'final'],
		['', 'P', 'preliminary'],
		['', 'S', null],
		['', '', null]
	])('OBR-25 %j and OBX-11 %j mean %j', (order, observation, status) => {
		const OBR = lines.OBR.replace('||IMG|||1', `||IMG|${order}||1`);
		const OBX1 = lines.OBX1.replace(/F$/, observation);
		expect(getValue(reportOf({ OBR, OBX1, OBX2: '', OBX3: '' })).status).toBe(status);
	});

	it.each([
		['IPC-1', { IPC: 'IPC|ACC-9' }, 'ACC-9'],
		['OBR-3', {}, '620943170'],
		['OBR-18', { OBR: 'OBR||P1||C^CT HEAD||||||||||||||ACC-18' }, 'ACC-18'],
		['OBR-2', { OBR: 'OBR||P1||C^CT HEAD||||||||||||||CHEST' }, 'P1']
	])('takes the accession number from %s', (_, changes, accession) => {
		expect(getValue(reportOf(changes)).accession).toBe(accession);
	});

	it.each([
		['ZDS', { ZDS: 'ZDS|1.2.840.1.7^^Application^DICOM' }, '1.2.840.1.7'],
		['an observation', { OBX3: 'OBX|3|ST|113014^DICOM Study^DCM||1.2.3.4.5.6||||||F' }, '1.2.3.4.5.6'],
		['nothing that is a UID', { ZDS: 'ZDS|hello' }, null]
	])('takes the study UID from %s', (_, changes, uid) => {
		const report = getValue(reportOf(changes));
		expect(report.studyInstanceUid).toBe(uid);
		expect(report.text).not.toContain('1.2.3.4.5.6');
	});

	it.each([
		['unsupported-message-type', { MSH: lines.MSH.replace('ORU^R01', 'ADT^A01') }],
		['no-control-id', { MSH: lines.MSH.replace('CTRL-1', '') }],
		['no-order', { OBR: '' }],
		['no-accession', { OBR: 'OBR||||C^CT HEAD' }],
		['not-a-radiology-report', { OBR: 'OBR|1|1|2|CBC^Complete Blood Count^LN' }],
		['not-a-radiology-report', { OBR: 'OBR|1|1|2|PATH^Pathology Report^L||||||||||||||||||||SP' }]
	])('is refused as %s', (code, changes) => {
		expect(reportOf(changes)).toEqual({ ok: false, error: code });
	});
});

describe('an incoming read from a report', () => {
	it('carries the reader of record, times and groups', () => {
		const read = getValue(readOf());
		expect(read).toMatchObject({
			accession: '620943170',
			facilityCode: 'NORTH',
			modality: 'US',
			bodyRegion: 'abdomen',
			priority: 'urgent',
			patientClass: 'emergency',
			kind: 'final',
			status: 'final',
			reader: { code: 'D2', name: 'MAY, TONY F.' },
			coSigners: [{ code: 'D3', name: 'HARRIS, MICHAEL A.' }],
			patient: { id: 'A123456', issuer: 'NORTH', ageYears: 27, sex: 'F' },
			source: { format: 'hl7', controlId: 'CTRL-1' }
		});
		expect(toIso(read.events.finalAt ?? 0)).toBe('2025-08-14T12:08:13.000Z');
		expect(toIso(read.events.examCompletedAt ?? 0)).toBe('2025-08-14T11:03:52.000Z');
		expect(read.events.preliminaryAt).toBeNull();
	});

	it('takes the reader from OBR-33 where OBR-32 is empty', () => {
		const OBR = lines.OBR.replace('D2^MAY^TONY^F.^^^M.D.', '');
		const read = getValue(readOf({ OBR }));
		expect(read.reader.name).toBe('HARRIS, MICHAEL A.');
		expect(read.coSigners).toEqual([]);
	});

	it('reads names packed in sub-components', () => {
		const OBR = lines.OBR.replace('D2^MAY^TONY^F.^^^M.D.', '05&MAY&TONY&F^^^RAD');
		expect(getValue(readOf({ OBR })).reader).toEqual({ code: '05', name: 'MAY, TONY F' });
	});

	it('calls a final report with an addendum an addendum', () => {
		const OBX1 = 'OBX|1|ST|&ADT|1|ADDENDUM: more.||||||Final';
		expect(getValue(readOf({ OBX1 })).status).toBe('addendum');
	});

	it('gives the same key for the same version and another for a changed one', () => {
		const key = getValue(readOf()).versionKey;
		expect(getValue(readOf({ MSH: lines.MSH.replace('CTRL-1', 'CTRL-2') })).versionKey).toBe(key);
		expect(getValue(readOf({ OBX2: lines.OBX2.replace('Normal', 'Abnormal') })).versionKey).not.toBe(key);
	});

	it.each([
		['no-report-status', { OBX1: '', OBX2: '', OBX3: '' }],
		['no-reader', { OBR: 'OBR||P1|620943170|C^CT HEAD||||||||||||||||||20250814070813|||F' }],
		['no-facility', { MSH: lines.MSH.replace('NORTH', '') }],
		['unknown-modality', { OBR: lines.OBR.replace('US ABDOMEN LIMITED', 'EVENT'), OBX1: '' }]
	])('is refused as %s', (code, changes) => {
		expect(readOf(changes)).toEqual({ ok: false, error: code });
	});
});

describe('an acknowledgement', () => {
	it('answers the sender by its control id', () => {
		const text = makeAcknowledgement(messageOf(), {
			code: 'AE',
			text: 'no-reader',
			at: '20250814070900',
			controlId: 'A-1'
		});
		expect(text.split('\r')).toEqual([
			'MSH|^~\\&|QA|GROUP|RIS|NORTH|20250814070900||ACK^R01^ACK|A-1|P|2.4',
			'MSA|AE|CTRL-1|no-reader',
			''
		]);
	});
});
