import { rawField, segmentsOf } from './fields.ts';
import type { Hl7Message } from './message.ts';

export const reportStatuses = [
	'preliminary',
	/** A first impression before the preliminary report. */
	'preliminary (wet read)',
	'final',
	'corrected',
	'addendum',
	'cancelled'
] as const;
export type ReportStatus = (typeof reportStatuses)[number];

/** HL7 tables 0123 and 0085, and the words that vendors write instead of the letters. */
const meanings: Readonly<Record<string, ReportStatus>> = {
	P: 'preliminary',
	R: 'preliminary',
	PRELIM: 'preliminary',
	PRELIMINARY: 'preliminary',
	'WET READ': 'preliminary (wet read)',
	WETREAD: 'preliminary (wet read)',
	F: 'final',
	FINAL: 'final',
	C: 'corrected',
	CORRECTED: 'corrected',
	A: 'addendum',
	ADDENDUM: 'addendum',
	ADDENDED: 'addendum',
	X: 'cancelled',
	CANCELLED: 'cancelled',
	CANCELED: 'cancelled'
};

/**
 * The status of the whole report: OBR-25, and where it is empty or says nothing about results, OBX-11 if all observations
 * agree. Null when neither tells.
 */
export function reportStatus(message: Hl7Message): ReportStatus | null {
	const [order] = segmentsOf(message, 'OBR');
	const ofOrder =
		meanings[
			rawField(order ?? null, 25)
				.trim()
				.toUpperCase()
		];
	if (ofOrder) return ofOrder;
	const ofObservations = observationStatuses(message).map(
		(word) => meanings[word.trim().toUpperCase()] ?? null
	);
	const [only = null, ...others] = [...new Set(ofObservations)];
	return others.length === 0 ? only : null;
}

/** The distinct values of OBX-11 as written, sorted. */
export function observationStatuses(message: Hl7Message): string[] {
	const written = segmentsOf(message, 'OBX').map((segment) => rawField(segment, 11));
	return [...new Set(written)].filter((status) => status !== '').sort();
}

/** Whether a part of the text is marked as an addendum (OBX-3 `&ADT`, `&ADN`) or opens as one. */
export function hasAddendum(message: Hl7Message): boolean {
	const { subcomponent, component } = message.delimiters;
	return segmentsOf(message, 'OBX').some((segment) => {
		const [first = ''] = rawField(segment, 3).split(component);
		const part = first.split(subcomponent)[1] ?? '';
		return /^(ADT|ADN|ADD)$/.test(part) || /^\s*ADDENDUM\b/i.test(rawField(segment, 5));
	});
}
