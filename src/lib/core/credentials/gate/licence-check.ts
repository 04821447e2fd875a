import { addDays, daysBetween, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { FactBasis } from '#lib/core/credentials/fact.ts';
import { licenceStanding } from '#lib/core/credentials/licence-status.ts';
import { fullPathways, pathwayCovers } from '#lib/core/credentials/pathway.ts';
import { federalJurisdiction, type GatePolicy } from './policy.ts';
import type { GateQuestion } from './question.ts';
import { licenceFailures, type GateReason, type LicenceFailure } from './reasons.ts';
import type { CredentialRecords, LicenceTerm, VerificationRow } from './records.ts';
import { isBarred, isDisciplined, isInTerm, lastValidDay, standingOn } from './standing.ts';

/** What the question of the licence came to: the reasons, the term that counted, and the facts that were leant on. */
export type LicenceFinding = {
	readonly reasons: readonly GateReason[];
	readonly licence: LicenceTerm | null;
	readonly basis: readonly FactBasis[];
};

type Counting = { term: LicenceTerm; warnings: readonly GateReason[]; basis: readonly FactBasis[] };
type Asked = { question: GateQuestion; records: CredentialRecords; policy: GatePolicy; day: CalendarDay };

const found = (reasons: readonly GateReason[], basis: readonly FactBasis[] = []): LicenceFinding => ({
	reasons: basis.some(({ verified }) => !verified) ? [...reasons, 'rule-unverified'] : reasons,
	licence: null,
	basis
});

/** The licence by which somebody may read for a jurisdiction on a day, or the gravest reason why none counts. */
export function checkStateLicence(asked: Asked, jurisdiction: string): LicenceFinding {
	const { question, records, policy, day } = asked;
	if (isBarred(records, jurisdiction, day)) return found(['licence-suspended']);

	const sitsThere =
		question.readerLocation?.country === 'US' && question.readerLocation.state === jurisdiction;
	const exemption = policy.noLicenceNeeded.find(
		(rule) => rule.jurisdiction === jurisdiction && !(rule.outsideOnly && sitsThere)
	);
	if (exemption) return found([], exemption.basis ? [exemption.basis] : []);

	const terms = (records.licences ?? []).filter(
		(term) => term.jurisdiction === jurisdiction && term.issuedOn <= day
	);
	return bestOf(terms, asked) ?? found([gravest(terms, asked)]);
}

/**
 * The rule of a federal system, where the read is made for one and the law covers its reader: all of the group, or whoever
 * has been recorded as covered. Null: the state's rule holds.
 */
export function findFederalRule({ question, records, policy, day }: Asked): FactBasis | null {
	const rule = policy.anyStateLicence.find(({ system }) => system === question.federalSystem);
	if (!rule) return null;
	const isCovered = (records.licences ?? []).some(
		(term) =>
			term.pathway === 'federal-exempt' &&
			term.jurisdiction === federalJurisdiction(rule.system) &&
			isInTerm(term, day) &&
			standingOn(term, records.boardOrders ?? [], day).standing === 'reads'
	);
	return rule.coversAll || isCovered ? rule.basis : null;
}

/**
 * The licence for a read of a federal system: a full one of any state. Somebody whom any board keeps from practice does not
 * read there either (38 USC 7402(f) for VA; for the others the careful reading).
 */
export function checkFederalLicence(asked: Asked, basis: FactBasis): LicenceFinding {
	const { records, day } = asked;
	if (isBarred(records, null, day)) return found(['licence-suspended']);
	const terms = (records.licences ?? []).filter(
		({ pathway, issuedOn }) => issuedOn <= day && fullPathways.includes(pathway)
	);
	const best = bestOf(terms, asked);
	if (!best) return found([gravest(terms, asked)]);
	const { reasons } = found(best.reasons, [basis]);
	return { ...best, reasons, basis: [...best.basis, basis] };
}

/** Whether somebody holds a licence that counts in a jurisdiction on a day, whatever there is to warn of. */
export function holdsLicence(asked: Asked, jurisdiction: string): boolean {
	if (isBarred(asked.records, jurisdiction, asked.day)) return false;
	return (asked.records.licences ?? []).some(
		(term) => term.jurisdiction === jurisdiction && failureOf(term, asked) === null
	);
}

/** Of the terms that count the one with the least to warn of, then the one that lasts longest. */
function bestOf(terms: readonly LicenceTerm[], asked: Asked): LicenceFinding | null {
	let best: Counting | null = null;
	for (const term of terms) {
		if (failureOf(term, asked) !== null) continue;
		const counting = warningsOf(term, asked);
		if (!best || isBetter(counting, best)) best = counting;
	}
	return best && { reasons: best.warnings, licence: best.term, basis: best.basis };
}

function isBetter(one: Counting, other: Counting): boolean {
	if (one.warnings.length !== other.warnings.length) return one.warnings.length < other.warnings.length;
	const [oneEnd, otherEnd] = [one, other].map(({ term }) => lastValidDay(term) ?? '9999-12-31');
	if (oneEnd !== otherEnd) return (oneEnd ?? '') > (otherEnd ?? '');
	// What is left makes no difference to anybody, but the answer may not hang on the order of rows.
	return one.warnings.join() < other.warnings.join();
}

/** Why a term does not count on a day; null when it does. */
function failureOf(term: LicenceTerm, { question, records, day }: Asked): LicenceFailure | null {
	if (day < term.issuedOn) return 'no-active-licence';
	if (!isInTerm(term, day)) {
		const wasNever = term.status === 'denied' || term.status === 'pending';
		return wasNever ? 'no-active-licence' : 'licence-expired';
	}
	const { standing, isReviewed } = standingOn(term, records.boardOrders ?? [], day);
	if (standing === 'barred') return 'licence-suspended';
	if (standing === 'none')
		return term.status === 'expired' || term.status === 'lapsed' ? 'licence-expired' : 'no-active-licence';
	if (!coversReading(term, question)) return 'registration-does-not-cover-interpretation';
	return isReviewed ? null : 'licence-restricted-unreviewed';
}

function coversReading(term: LicenceTerm, question: GateQuestion): boolean {
	switch (pathwayCovers[term.pathway]) {
		case 'yes':
			return true;
		case 'if-said':
			return term.coversInterpretation === true;
		case 'preliminary':
			return question.kind === 'preliminary';
		case 'no':
			return false;
	}
}

/** The gravest reason among the terms that have begun and do not count. */
function gravest(terms: readonly LicenceTerm[], asked: Asked): LicenceFailure {
	// A suspension outlives the nominal end of its term, unless the board has issued another one since.
	const last = terms
		.map(({ issuedOn }) => issuedOn)
		.sort()
		.at(-1);
	if (terms.some(({ status, issuedOn }) => issuedOn === last && licenceStanding[status] === 'barred'))
		return 'licence-suspended';
	const failures = new Set(terms.map((term) => failureOf(term, asked)));
	return licenceFailures.find((failure) => failures.has(failure)) ?? 'no-active-licence';
}

/** What there is to warn of where a term counts. */
function warningsOf(term: LicenceTerm, { records, policy, day }: Asked): Counting {
	const warnings: GateReason[] = [];
	const basis: FactBasis[] = [];
	const { standing } = standingOn(term, records.boardOrders ?? [], day);
	if (standing === 'reads-if-reviewed') warnings.push('licence-restricted');
	if (term.expiresOn !== null && day > term.expiresOn) warnings.push('licence-in-grace');

	const verifiedOn = lastVerifiedOn(term, records);
	const maxAge = policy.verificationMaxAgeDays;
	if (maxAge !== null && (verifiedOn === null || daysBetween(verifiedOn, day) > maxAge))
		warnings.push('verification-stale');

	if (term.issuedViaImlc === true || term.pathway === 'imlc-expedited-full') {
		const uncertain = policy.compactUncertain.find(
			({ jurisdiction, since }) => jurisdiction === term.jurisdiction && (since === null || since <= day)
		);
		if (uncertain && (verifiedOn === null || verifiedOn < (uncertain.since ?? ''))) {
			warnings.push('compact-membership-uncertain');
			basis.push(uncertain.basis);
		}
		if (term.splState && isDisciplined(records, term.splState, day))
			warnings.push('compact-home-licence-disciplined');
	}
	return { term, warnings, basis };
}

/** The day of the last check that confirmed a term; null where there is none, or where a later one found it otherwise. */
function lastVerifiedOn(term: LicenceTerm, records: CredentialRecords): CalendarDay | null {
	const said = term.lastVerifiedOn ?? null;
	if (term.id === undefined) return said;
	let last: VerificationRow | null = null;
	for (const check of records.verifications ?? [])
		if (check.of === term.id && (last === null || check.verifiedOn >= last.verifiedOn)) last = check;
	if (last === null || (said !== null && last.verifiedOn < said)) return said;
	return last.result === 'confirmed' ? last.verifiedOn : null;
}

/** Days on which a check of a term goes stale: its answer may change on them without any term beginning or ending. */
export function staleDays(records: CredentialRecords, maxAgeDays: number): CalendarDay[] {
	const checked = [
		...(records.licences ?? []).map((term) => term.lastVerifiedOn),
		...(records.verifications ?? []).map((check) => check.verifiedOn)
	];
	return checked.flatMap((day) => (day ? [addDays(day, maxAgeDays + 1)] : []));
}
