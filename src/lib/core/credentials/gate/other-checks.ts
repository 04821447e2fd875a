import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { GateQuestion } from './question.ts';
import {
	isOn,
	type CredentialRecords,
	type LocationTerm,
	type PrivilegeTerm,
	type ReaderLocation
} from './records.ts';

/**
 * Where Medicare counts as inside the United States (Benefit Policy Manual ch. 16 s. 60, CR 5427): the states and DC are US. By
 * ISO 3166-1 the territories have codes of their own.
 */
const unitedStates: readonly string[] = ['US', 'PR', 'VI', 'GU', 'AS', 'MP'];

const MAMMOGRAPHY = 'MG';
const MEDICARE = 'medicare';

/** Where the reader sits on a day: as the read says, else as attested for that day; null when nobody knows. */
export function locationOn(
	question: GateQuestion,
	records: CredentialRecords,
	day: CalendarDay
): ReaderLocation | null {
	const said = question.readerLocation;
	if (said && said.country !== '') return said;
	const isLater = (one: LocationTerm, other: LocationTerm): boolean =>
		one.from === other.from ? (one.recordedAt ?? 0) >= (other.recordedAt ?? 0) : one.from > other.from;
	return (records.workLocations ?? [])
		.filter((term) => isOn(term, day))
		.reduce<LocationTerm | null>((last, term) => (last && !isLater(term, last) ? last : term), null);
}

/** Medicare's rule on final reads: signed inside of the United States, outside, or nobody knows. */
export function checkSoil(
	question: GateQuestion,
	location: ReaderLocation | null
): 'outside-us-medicare' | 'reader-location-unknown' | null {
	if (question.payer !== MEDICARE || question.kind === 'preliminary') return null;
	if (location === null) return 'reader-location-unknown';
	return unitedStates.includes(location.country) ? null : 'outside-us-medicare';
}

function holds(term: PrivilegeTerm, day: CalendarDay): boolean {
	if (!isOn(term, day)) return false;
	const proxy = term.byProxy;
	if (!proxy) return true;
	return (
		isOn({ from: proxy.agreementFrom, to: proxy.agreementTo }, day) &&
		(proxy.privilegedThereUntil === null || day <= proxy.privilegedThereUntil)
	);
}

/** Whether somebody has the privilege for a modality at the facility on a day, own or by proxy. */
export function hasPrivilege(question: GateQuestion, records: CredentialRecords, day: CalendarDay): boolean {
	return (records.privileges ?? []).some(
		(term) =>
			term.facility === question.facility &&
			(term.modalities === undefined || term.modalities.includes(question.modality)) &&
			holds(term, day)
	);
}

/** Whether a mammogram is read on a day without a term as interpreting physician under MQSA. */
export function lacksMqsa(question: GateQuestion, records: CredentialRecords, day: CalendarDay): boolean {
	return question.modality === MAMMOGRAPHY && !(records.mqsa ?? []).some((term) => isOn(term, day));
}

/** Whether a match on an exclusion list stands on a day: from its first day until the day before its end. */
export function isExcluded(
	records: CredentialRecords,
	serviceState: string | null,
	day: CalendarDay
): boolean {
	return (records.exclusions ?? []).some(
		(row) =>
			row.isCleared !== true &&
			row.from <= day &&
			(!row.to || day < row.to) &&
			!(serviceState !== null && row.waivedIn?.includes(serviceState))
	);
}

/** Whether a policy covers claims from a state on a day. */
export function isCovered(records: CredentialRecords, serviceState: string, day: CalendarDay): boolean {
	return (records.malpractice ?? []).some(
		(term) => isOn(term, day) && (term.states.includes(serviceState) || term.states.includes('*'))
	);
}
