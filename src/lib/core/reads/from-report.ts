import type { ObservationReport } from '#lib/core/hl7/observation-report.ts';
import { parseHl7Time } from '#lib/core/hl7/time.ts';
import type { Result } from '#lib/core/result.ts';
import { err, ok } from '#lib/core/result.ts';
import type { IncomingEvent, KeptEvent } from '#lib/core/turnaround/events.ts';
import type { IncomingPerson, IncomingRead, IncomingStatus, ReadKind } from './incoming-read.ts';
import { bodyRegionOf, modalityOf } from './modality.ts';
import { mainPayer, stateCodeOf } from './payer.ts';
import { versionKey } from './version-key.ts';
import { patientClassOf, priorityOf, sexOf } from './words.ts';

export type ReportReadError =
	| 'no-report-status'
	| 'no-reader'
	| 'no-facility'
	| 'unknown-modality'
	/** A final report without a time at which it became final. */
	| 'no-result-time';

/**
 * A radiology report as an incoming read. `facilityTimeZone` (IANA) places the sender's times that carry no offset. The
 * reader of record is OBR-32; where a sender leaves it empty, the first of OBR-33.
 */
export function toIncomingRead(
	report: ObservationReport,
	{ facilityTimeZone }: { facilityTimeZone: string }
): Result<IncomingRead, ReportReadError> {
	const status = statusOf(report);
	if (!status) return err('no-report-status');
	const [reader, ...coSigners] = readersOf(report);
	if (!reader) return err('no-reader');
	if (!report.sendingFacility) return err('no-facility');
	const procedure = report.procedure.words;
	const modality = modalityOf({ section: report.section, procedure, opening: openingOf(report.text) });
	if (!modality) return err('unknown-modality');
	const time = (raw: string) => parseHl7Time(raw, facilityTimeZone);
	const reportedAt = time(report.resultsTime) ?? time(report.messageTime);
	const kind: ReadKind = status === 'preliminary' ? 'preliminary' : 'final';
	if (reportedAt === null && status !== 'cancelled') return err('no-result-time');
	const [identifier] = report.patient.identifiers;
	// A sender that gives one time of the examination gives the one at which it was done.
	const examCompletedAt = time(report.observationEndTime) ?? time(report.observationTime);
	return ok({
		accession: report.accession,
		studyInstanceUid: report.studyInstanceUid,
		facilityCode: report.sendingFacility,
		modality,
		bodyRegion: bodyRegionOf(procedure) ?? bodyRegionOf(openingOf(report.text)),
		procedure: report.procedure.text,
		priority: priorityOf(report.priority),
		patientClass: patientClassOf(report.patient.patientClass),
		patient: {
			id: identifier?.id ?? null,
			issuer: identifier?.assigningAuthority ?? null,
			name: report.patient.name,
			birthDate: report.patient.birthDate,
			sex: sexOf(report.patient.sex),
			ageYears: ageYears(report.patient.birthDate, report.observationTime || report.resultsTime)
		},
		reader,
		coSigners,
		orderingProvider: report.orderingProvider,
		payer: mainPayer(report.payers),
		serviceState: stateCodeOf(report.patient.homeState),
		kind,
		status,
		versionKey: versionKey([report.accession, report.status ?? '', report.resultsTime, report.text]),
		versionAt: reportedAt,
		events: {
			orderedAt: time(report.requestedTime),
			examCompletedAt,
			imagesReceivedAt: null,
			preliminaryAt: kind === 'preliminary' ? reportedAt : null,
			finalAt: status === 'final' || status === 'corrected' || status === 'addendum' ? reportedAt : null
		},
		timeline: timelineOf(report, facilityTimeZone),
		reportText: report.text,
		knownPeople: report.namesToScrub,
		knownIdentifiers: report.identifiersToScrub,
		source: { format: 'hl7', controlId: report.controlId }
	});
}

/** Events that the message tells beyond those of the read itself, as far as their times are exact to the minute. */
function timelineOf(report: ObservationReport, timeZone: string): IncomingEvent[] {
	const told: readonly (readonly [KeptEvent, string])[] = [
		['arrived', report.admittedTime],
		['exam_started', report.observationEndTime ? report.observationTime : ''],
		['opened', report.interpretation.start],
		['dictated', report.interpretation.end]
	];
	return told.flatMap(([name, raw]) => {
		const at = parseHl7Time(raw, timeZone);
		return at === null ? [] : [{ name, at, quality: hasOffset(raw) ? 'stated' : 'local' } as const];
	});
}

const hasOffset = (raw: string): boolean => /([+-]\d{4}|Z)$/i.test(raw.trim());

function statusOf({ status, hasAddendum }: ObservationReport): IncomingStatus | null {
	if (status === null) return null;
	if (status === 'preliminary (wet read)') return 'preliminary';
	return status === 'final' && hasAddendum ? 'addendum' : status;
}

function readersOf({ principalInterpreter, assistantInterpreters }: ObservationReport): IncomingPerson[] {
	const all = principalInterpreter ? [principalInterpreter, ...assistantInterpreters] : assistantInterpreters;
	const seen = new Set<string>();
	return all.filter(({ code, name }) => {
		const key = code ?? name ?? '';
		return key !== '' && !seen.has(key) && seen.add(key);
	});
}

/** The first words of the report, where the examination is named; findings may mention other examinations. */
function openingOf(text: string): string {
	const examination = /\b(?:EXAMINATION|EXAM|STUDY|PROCEDURE)\s*:\s*([^\n]*(?:\n[^\n:]+)?)/i.exec(text)?.[1];
	return examination ?? text.slice(0, 120);
}

/** Whole years between a day and an HL7 date, or null when either is missing or the order is wrong. */
function ageYears(birthDate: string | null, at: string): number | null {
	const match = /^(\d{4})(\d{2})(\d{2})/.exec(at);
	if (!birthDate || !match) return null;
	const [, year, month, day] = match;
	const had = `${month}-${day}` >= birthDate.slice(5) ? 0 : 1;
	const age = Number(year) - Number(birthDate.slice(0, 4)) - had;
	return age >= 0 && age < 130 ? age : null;
}
