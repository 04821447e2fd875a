import { addDays, daysBetween, type CalendarDay } from './calendar-day.ts';
import { checkStateLicence } from './gate/licence-check.ts';
import type { GatePolicy } from './gate/policy.ts';
import type { GateQuestion } from './gate/question.ts';
import type { CredentialRecords, LicenceTerm } from './gate/records.ts';
import { lastValidDay } from './gate/standing.ts';

/** How somebody stands in a jurisdiction, in one word. */
export const cellStates = [
	'reads',
	'runs-out',
	'grace',
	'restricted',
	'not-needed',
	'begins-later',
	'pending',
	'no-longer',
	'does-not-cover',
	'unreviewed',
	'expired',
	'barred',
	'none'
] as const;
export type CellState = (typeof cellStates)[number];

/** What stands beside the word. */
export type CellMark = 'unverified' | 'differs' | 'stale' | 'compact' | 'rule';

/** How somebody stands in a jurisdiction on a day. */
export type MatrixCell = {
	readonly state: CellState;
	/** Days until the last day on which it holds, or since then (below zero), or until it begins; null: it has no end, or there is none. */
	readonly days: number | null;
	/** The term that it is about. */
	readonly termId: string | null;
	readonly marks: readonly CellMark[];
	/** Somebody reads there, or is privileged there, and may not. */
	readonly isMissing: boolean;
};

/** Days before the end from which a licence is said to run out: a rung of the ladder by which a renewal should be under way. */
export const RUNS_OUT_DAYS = 60;

const reading: ReadonlySet<CellState> = new Set(['reads', 'runs-out', 'grace', 'restricted', 'not-needed']);

/** Whether somebody may read with a licence that stands so; privileges and the rest are the gate's. */
export function stateReads(state: CellState): boolean {
	return reading.has(state);
}

/** A final read of somebody who does not sit there: what the matrix asks for. */
const anyFinal: GateQuestion = {
	serviceState: null,
	facility: '',
	modality: '',
	kind: 'final',
	payer: 'other',
	readerLocation: null
};

/**
 * A cell of the matrix, by the rules of the gate.
 * @param given.records as they are known
 * @param given.isNeeded whether somebody reads or is privileged at a facility of the jurisdiction
 */
export function matrixCell(given: {
	jurisdiction: string;
	records: CredentialRecords;
	policy: GatePolicy;
	day: CalendarDay;
	isNeeded: boolean;
}): MatrixCell {
	const { jurisdiction, records, policy, day, isNeeded } = given;
	const asked = { question: anyFinal, records, policy, day };
	const found = checkStateLicence(asked, jurisdiction);
	if (found.licence) return heldCell(found.licence, found.reasons, given);
	const terms = (records.licences ?? []).filter((term) => term.jurisdiction === jurisdiction);
	const [failure] = found.reasons;
	const state = failure === undefined || failure === 'rule-unverified' ? 'not-needed' : null;
	const about = newestTerm(terms, day);
	const missing = state ?? missingState(failure ?? '', about, day);
	return {
		state: missing,
		days: about && missing !== 'none' ? daysOf(missing, about, day) : null,
		termId: about?.id ?? null,
		marks: failure === 'rule-unverified' ? ['rule'] : [],
		isMissing: isNeeded && !stateReads(missing)
	};
}

function heldCell(
	term: LicenceTerm,
	reasons: readonly string[],
	given: { jurisdiction: string; records: CredentialRecords; policy: GatePolicy; day: CalendarDay }
): MatrixCell {
	const { records, day } = given;
	const through = heldThrough(term, given);
	const days = through === null ? null : daysBetween(day, through);
	const checks = (records.verifications ?? []).filter((check) => check.of === term.id);
	const last = checks.reduce<(typeof checks)[number] | null>(
		(newest, check) => (newest === null || check.verifiedOn >= newest.verifiedOn ? check : newest),
		null
	);
	const marks: CellMark[] = [];
	if (last === null) marks.push('unverified');
	else if (last.result !== 'confirmed') marks.push('differs');
	else if (reasons.includes('verification-stale')) marks.push('stale');
	if (reasons.some((reason) => reason.startsWith('compact-'))) marks.push('compact');
	let state: CellState = days !== null && days <= RUNS_OUT_DAYS ? 'runs-out' : 'reads';
	if (reasons.includes('licence-in-grace')) state = 'grace';
	if (reasons.includes('licence-restricted')) state = 'restricted';
	return { state, days, termId: term.id ?? null, marks, isMissing: false };
}

/** Through when somebody may read there without a break: terms that follow each other count together, grace only once it has begun. */
function heldThrough(
	first: LicenceTerm,
	given: { jurisdiction: string; records: CredentialRecords; policy: GatePolicy; day: CalendarDay }
): CalendarDay | null {
	const { jurisdiction, records, policy, day } = given;
	const endOf = (term: LicenceTerm, on: CalendarDay): CalendarDay | null =>
		term.expiresOn !== null && on > term.expiresOn ? lastValidDay(term) : term.expiresOn;
	let end = endOf(first, day);
	for (let steps = 0; end !== null && steps < 50; steps += 1) {
		const after = addDays(end, 1);
		const next = checkStateLicence({ question: anyFinal, records, policy, day: after }, jurisdiction);
		if (!next.licence || next.reasons.includes('licence-in-grace')) return end;
		end = endOf(next.licence, after);
	}
	return end;
}

/** The term that a cell without a licence is about: one that begins later, else the one that ended last. */
function newestTerm(terms: readonly LicenceTerm[], day: CalendarDay): LicenceTerm | null {
	const later = terms.filter(({ issuedOn }) => issuedOn > day);
	const from = later.length > 0 ? later : terms;
	const order = (term: LicenceTerm): string =>
		later.length > 0 ? term.issuedOn : (term.expiresOn ?? '9999-12-31');
	return from.reduce<LicenceTerm | null>((best, term) => {
		if (best === null) return term;
		return later.length > 0
			? order(term) < order(best)
				? term
				: best
			: order(term) > order(best)
				? term
				: best;
	}, null);
}

function missingState(failure: string, term: LicenceTerm | null, day: CalendarDay): CellState {
	if (failure === 'licence-suspended') return 'barred';
	if (failure === 'licence-restricted-unreviewed') return 'unreviewed';
	if (failure === 'registration-does-not-cover-interpretation') return 'does-not-cover';
	if (!term) return 'none';
	if (term.issuedOn > day) return 'begins-later';
	if (failure === 'licence-expired') return 'expired';
	return term.status === 'pending' ? 'pending' : 'no-longer';
}

function daysOf(state: CellState, term: LicenceTerm, day: CalendarDay): number | null {
	if (state === 'begins-later') return daysBetween(day, term.issuedOn);
	const last = lastValidDay(term);
	return state === 'expired' && last !== null ? daysBetween(day, last) : null;
}
