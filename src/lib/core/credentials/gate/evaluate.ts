import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { FactBasis } from '#lib/core/credentials/fact.ts';
import { toZonedDay, type Instant } from '#lib/core/instant.ts';
import { recordsAsKnown } from './as-known.ts';
import {
	checkFederalLicence,
	checkStateLicence,
	findFederalRule,
	holdsLicence,
	type LicenceFinding
} from './licence-check.ts';
import { checkSoil, hasPrivilege, isCovered, isExcluded, lacksMqsa, locationOn } from './other-checks.ts';
import type { GatePolicy } from './policy.ts';
import type { GateQuestion, GateRead } from './question.ts';
import { outcomeOf, reasonEffects, type GateOutcome, type GateReason } from './reasons.ts';
import type { CredentialRecords, LicenceTerm } from './records.ts';

/** The version of the rules in this folder; it is stored with every outcome, beside that of the rule pack. */
export const GATE_VERSION = 'gate-1';

/** What the gate answers. */
export type GateResult = {
	readonly outcome: GateOutcome;
	/** Every reason once, failures first, in the order of the table. */
	readonly reasons: readonly GateReason[];
	/** The day at the facility on which the read was signed; null where its zone is not known. */
	readonly day: CalendarDay | null;
	/** The term that counted for the service state; null where none did, or none was needed. */
	readonly licence: LicenceTerm | null;
	/** The facts of the rule pack on which the outcome leans, each with its source and whether anybody verified it. */
	readonly basis: readonly FactBasis[];
	readonly ruleVersion: string;
};

const reasonOrder = Object.keys(reasonEffects) as GateReason[];

/**
 * Whether a read was allowed when it was signed: licence in the state of service, Medicare's US-soil rule, privilege, MQSA,
 * exclusions, malpractice cover (reference 1.8). Deterministic; asks no clock and no database.
 * @param given.knownAt the answer as it could be known at that instant; null: with all that is known now
 */
export function evaluateGate(given: {
	read: GateRead;
	records: CredentialRecords;
	policy: GatePolicy;
	knownAt: Instant | null;
}): GateResult {
	const day = findDay(given.read);
	const records = recordsAsKnown(given.records, given.knownAt);
	if (day === null)
		return makeResult(['facility-time-zone-unknown'], null, given.policy, { licence: null, basis: [] });
	return evaluateGateOn(day, given.read, records, given.policy);
}

/** The same for a calendar day of the facility, with records that are already as they are known. */
export function evaluateGateOn(
	day: CalendarDay,
	question: GateQuestion,
	records: CredentialRecords,
	policy: GatePolicy
): GateResult {
	const state = question.serviceState || question.facilityState || null;
	const location = locationOn(question, records, day);
	const asked = { question: { ...question, readerLocation: location }, records, policy, day };
	const federal = findFederalRule(asked);

	let finding: LicenceFinding = { reasons: ['service-state-unknown'], licence: null, basis: [] };
	if (federal) finding = checkFederalLicence(asked, federal);
	else if (state !== null) finding = checkStateLicence(asked, state);

	const reasons: GateReason[] = [...finding.reasons];
	const soil = checkSoil(question, location);
	if (soil) reasons.push(soil);
	if (policy.requirePrivilege && !hasPrivilege(question, records, day)) reasons.push('no-privilege');
	if (lacksMqsa(question, records, day)) reasons.push('mqsa-not-current');
	if (isExcluded(records, state, day)) reasons.push('excluded');
	if (policy.requireMalpractice && state !== null && !isCovered(records, state, day))
		reasons.push('malpractice-missing');
	const readerState = location?.country === 'US' ? location.state : null;
	if (!federal && state !== null && readerState && readerState !== state && !holdsLicence(asked, readerState))
		reasons.push('reader-state-licence-missing');
	return makeResult(reasons, day, policy, finding);
}

/** The day at the facility; null where nobody knows its zone. */
function findDay({ signedAt, facilityTimeZone }: GateRead): CalendarDay | null {
	if (facilityTimeZone === '') return null;
	try {
		return toZonedDay(signedAt, facilityTimeZone);
	} catch (cause) {
		if (cause instanceof RangeError) return null;
		throw cause;
	}
}

function makeResult(
	reasons: readonly GateReason[],
	day: CalendarDay | null,
	policy: GatePolicy,
	{ licence, basis }: Pick<LicenceFinding, 'licence' | 'basis'>
): GateResult {
	return {
		outcome: outcomeOf(reasons),
		reasons: reasonOrder.filter((reason) => reasons.includes(reason)),
		day,
		licence,
		basis,
		ruleVersion: policy.packVersion === null ? GATE_VERSION : `${GATE_VERSION} ${policy.packVersion}`
	};
}
