import type { Result } from '#lib/core/result.ts';
import { err, ok } from '#lib/core/result.ts';
import type { IncomingPerson } from '#lib/core/reads/incoming-read.ts';
import { modalityOf } from '#lib/core/reads/modality.ts';
import {
	componentText,
	componentsOf,
	findSegment,
	plainText,
	rawField,
	repetitionsOf,
	segmentsOf
} from './fields.ts';
import type { Hl7Message, Hl7Segment } from './message.ts';
import { namesInMessage, peopleOf } from './people.ts';
import type { ReportStatus } from './report-status.ts';
import { hasAddendum, observationStatuses, reportStatus } from './report-status.ts';
import { reportText } from './report-text.ts';
import { studyUidOf } from './study-uid.ts';
import { parseHl7Day } from './time.ts';

export type Hl7Error =
	/** ADT, ORM, MDM …: not a result. */
	| 'unsupported-message-type'
	/** A result of another department: laboratory, pathology. */
	| 'not-a-radiology-report'
	| 'no-control-id'
	| 'no-order'
	| 'no-accession';

export type PatientIdentifier = {
	readonly id: string;
	readonly assigningAuthority: string | null;
	/** HL7 table 0203: MR, PN, SS … */
	readonly type: string | null;
};

/** A radiology result (ORU^R01) as read. Times are HL7 time stamps as written: their zone is not known here. */
export type ObservationReport = {
	readonly messageType: string;
	readonly controlId: string;
	readonly version: string | null;
	readonly sendingApplication: string | null;
	readonly sendingFacility: string | null;
	readonly messageTime: string;
	readonly patient: {
		readonly identifiers: readonly PatientIdentifier[];
		/** `FAMILY, GIVEN MIDDLE`. */
		readonly name: string | null;
		/** `YYYY-MM-DD`. */
		readonly birthDate: string | null;
		readonly sex: string | null;
		/** PV1-2, table 0004: E, I, O … */
		readonly patientClass: string | null;
		/** PID-11.4, where the patient was at home (PV1-3.6, table 0305): then that is where the examination was made. */
		readonly homeState: string | null;
	};
	/** What says who pays: plan type, name and id of each insurance (IN1-15, IN1-4, IN1-3), then the financial class (PV1-20). */
	readonly payers: readonly string[];
	/** OBR-2. */
	readonly placer: string | null;
	/** The number that the images carry too: IPC-1, OBR-3, OBR-18 where it is a number, OBR-2, in this order. */
	readonly accession: string;
	readonly procedure: {
		readonly code: string | null;
		readonly text: string;
		/** Every name and code of the procedure (OBR-4, OBR-20, OBR-44), for telling what was examined. */
		readonly words: string;
	};
	/** OBR-24. */
	readonly section: string | null;
	/** OBR-27.6, TQ1-9 or OBR-5: S, A, U, R, STAT, URGENT … */
	readonly priority: string | null;
	readonly requestedTime: string;
	/** OBR-7: when the examination was made; where OBR-8 is given, when it began. */
	readonly observationTime: string;
	/** OBR-8: when the examination ended. */
	readonly observationEndTime: string;
	/** PV1-44: when the patient arrived. */
	readonly admittedTime: string;
	/** OBR-32.2 and .3 (NDL): from when to when the principal interpreter worked on it. */
	readonly interpretation: { readonly start: string; readonly end: string };
	/** OBR-22: when this version was reported. */
	readonly resultsTime: string;
	/** OBR-32. */
	readonly principalInterpreter: IncomingPerson | null;
	/** OBR-33. */
	readonly assistantInterpreters: readonly IncomingPerson[];
	readonly transcriptionists: readonly IncomingPerson[];
	readonly orderingProvider: IncomingPerson | null;
	readonly status: ReportStatus | null;
	readonly hasAddendum: boolean;
	readonly observationStatuses: readonly string[];
	readonly observationCount: number;
	readonly studyInstanceUid: string | null;
	readonly text: string;
	readonly namesToScrub: readonly string[];
	/** Accession, order, visit, account and patient numbers. */
	readonly identifiersToScrub: readonly string[];
};

/** Reads a message as a radiology report, or says why it is none. */
export function readObservationReport(message: Hl7Message): Result<ObservationReport, Hl7Error> {
	const { delimiters } = message;
	const header = findSegment(message, 'MSH');
	const order = findSegment(message, 'OBR');
	const patient = findSegment(message, 'PID');
	const visit = findSegment(message, 'PV1');
	const type = componentsOf(rawField(header, 9), delimiters);
	if (type[0] !== 'ORU' || type[1] !== 'R01') return err('unsupported-message-type');
	const controlId = plainText(rawField(header, 10), delimiters);
	if (!controlId) return err('no-control-id');
	if (!order) return err('no-order');
	if (!isRadiology(message, order)) return err('not-a-radiology-report');
	const accession = accessionOf(message, order);
	if (!accession) return err('no-accession');

	const text = (segment: Hl7Segment | null, position: number, component = 1) =>
		componentText(message, segment, [position, component]);
	const identifiers = patientIdentifiers(message, patient);
	return ok({
		messageType: type.filter((part) => part !== '').join('^'),
		controlId,
		version: text(header, 12),
		sendingApplication: text(header, 3),
		sendingFacility: text(header, 4),
		messageTime: rawField(header, 7),
		patient: {
			identifiers,
			name: peopleOf(patient, [5, 'plain'], delimiters)[0]?.name ?? null,
			birthDate: parseHl7Day(rawField(patient, 7)),
			sex: text(patient, 8),
			patientClass: text(visit, 2),
			homeState: text(visit, 3, 6) === 'H' ? text(patient, 11, 4) : null
		},
		payers: payerWords(message, visit),
		placer: text(order, 2),
		accession,
		procedure: {
			code: text(order, 4),
			text: procedureText(message, order),
			words: procedureWords(message, order)
		},
		section: text(order, 24),
		priority: text(order, 27, 6) ?? text(findSegment(message, 'TQ1'), 9) ?? text(order, 5),
		requestedTime: text(findSegment(message, 'ORC'), 9) ?? rawField(order, 6),
		observationTime: rawField(order, 7),
		observationEndTime: rawField(order, 8),
		admittedTime: rawField(visit, 44),
		interpretation: interpretationOf(order, delimiters),
		resultsTime: rawField(order, 22),
		principalInterpreter: peopleOf(order, [32, 'packed'], delimiters)[0] ?? null,
		assistantInterpreters: peopleOf(order, [33, 'packed'], delimiters),
		transcriptionists: peopleOf(order, [35, 'packed'], delimiters),
		orderingProvider: peopleOf(order, [16, 'numbered'], delimiters)[0] ?? null,
		status: reportStatus(message),
		hasAddendum: hasAddendum(message),
		observationStatuses: observationStatuses(message),
		observationCount: segmentsOf(message, 'OBX').length,
		studyInstanceUid: studyUidOf(message),
		text: reportText(message),
		namesToScrub: namesInMessage(message),
		identifiersToScrub: identifiersToScrub(message, { accession, identifiers })
	});
}

function payerWords(message: Hl7Message, visit: Hl7Segment | null): string[] {
	const said = segmentsOf(message, 'IN1').flatMap((insurance) => [
		componentText(message, insurance, [15, 1]),
		componentText(message, insurance, [4, 1]),
		componentText(message, insurance, [3, 1])
	]);
	return [...said, componentText(message, visit, [20, 1])].flatMap((word) => (word ? [word] : []));
}

/** Only a packed name (NDL) is followed by times; other forms have parts of the name in their place. */
function interpretationOf(order: Hl7Segment, delimiters: Hl7Message['delimiters']) {
	const [first = ''] = repetitionsOf(order, 32, delimiters);
	const [name = '', start = '', end = ''] = first.split(delimiters.component);
	return name.includes(delimiters.subcomponent) ? { start, end } : { start: '', end: '' };
}

function procedureText(message: Hl7Message, order: Hl7Segment): string {
	const [first = ''] = repetitionsOf(order, 4, message.delimiters);
	const [code = '', name = '', , , otherName = ''] = componentsOf(first, message.delimiters);
	return name || otherName || code;
}

function procedureWords(message: Hl7Message, order: Hl7Segment | null): string {
	return [4, 20, 44]
		.map((position) => plainText(rawField(order, position), message.delimiters))
		.join(' ')
		.trim();
}

function accessionOf(message: Hl7Message, order: Hl7Segment): string | null {
	const text = (segment: Hl7Segment | null, position: number) =>
		componentText(message, segment, [position, 1]);
	// OBR-18 (placer field 1) holds the accession number after IHE, and a body part at other sites.
	const placerField = text(order, 18);
	return (
		text(findSegment(message, 'IPC'), 1) ??
		text(order, 3) ??
		(placerField && /\d/.test(placerField) ? placerField : null) ??
		text(order, 2)
	);
}

function patientIdentifiers(message: Hl7Message, patient: Hl7Segment | null): PatientIdentifier[] {
	const { delimiters } = message;
	const position = rawField(patient, 3) === '' ? 2 : 3;
	return repetitionsOf(patient, position, delimiters).flatMap((repetition) => {
		const [id = '', , , authority = '', type = ''] = componentsOf(repetition, delimiters);
		const assigningAuthority = authority.split(delimiters.subcomponent)[0] || null;
		return id === '' ? [] : [{ id, assigningAuthority, type: type || null }];
	});
}

// prettier-ignore
/** Sections of HL7 table 0074 that are no imaging. */
const otherSections = new Set(['AU', 'BG', 'BLB', 'CG', 'CH', 'CP', 'CTH', 'HM', 'ICU', 'IMM', 'LAB', 'MB', 'MCB', 'MYC', 'OSL', 'PATH', 'PHR', 'SP', 'SR', 'TX', 'VR']);
const imagingSections = /^(RAD|IMG|RADIOLOGY|IMAGING|DI|DX IMAGING|RADDX)$/i;

/** Whether the order is an imaging study: told by its section, its study UID, its procedure, or the place it was done. */
function isRadiology(message: Hl7Message, order: Hl7Segment): boolean {
	const section = componentText(message, order, [24, 1]);
	if (section && otherSections.has(section.toUpperCase())) return false;
	if (section && imagingSections.test(section)) return true;
	if (findSegment(message, 'ZDS') || studyUidOf(message)) return true;
	const procedure = procedureWords(message, order);
	if (/RADIOLOG|IMAGING/i.test(procedure) || modalityOf({ section, procedure })) return true;
	return segmentsOf(message, 'OBX').some((segment) => /&(GDT|IMP)\b/.test(rawField(segment, 3)));
}

function identifiersToScrub(
	message: Hl7Message,
	known: { accession: string; identifiers: readonly PatientIdentifier[] }
): string[] {
	const { delimiters } = message;
	const first = (id: string, position: number) =>
		segmentsOf(message, id).flatMap((segment) =>
			repetitionsOf(segment, position, delimiters).map(
				(repetition) => componentsOf(repetition, delimiters)[0] ?? ''
			)
		);
	const numbers = [
		known.accession,
		...known.identifiers.map(({ id }) => id),
		...[2, 3, 4, 18, 19, 20].flatMap((position) => first('PID', position)),
		...[1, 4].flatMap((position) => first('MRG', position)),
		...[19, 50].flatMap((position) => first('PV1', position)),
		...[2, 3].flatMap((position) => first('ORC', position)),
		...[2, 3].flatMap((position) => first('OBR', position)),
		...first('OBR', 18).filter((value) => /\d{3}/.test(value)),
		studyUidOf(message) ?? ''
	];
	return [...new Set(numbers)].filter((number) => /\d/.test(number) && number.length >= 4).sort();
}
