import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { reviewsUntil, type Ledger } from './ledger.ts';
import type { Reviewer, WaitingCase } from './waiting-case.ts';

/** Why nobody can take a case; the two rules of pairs with the first day on which one of them falls away by itself. */
type Nobody =
	| {
			readonly reason:
				| 'no-competent-reviewer'
				| 'only-authors'
				| 'handover-partner'
				| 'same-patient-open'
				| 'all-away'
				| 'all-at-capacity';
	  }
	| {
			readonly reason: 'reciprocal-pair' | 'handover-or-reciprocal';
			/** Midnight UTC from which somebody may take it; null while only open reviews or handovers stand in the way. */
			readonly freeAt: Instant | null;
	  };

/** A case that stays drawn: nobody can take it, or its images wait for a check of their pixels. */
export type Unassignable = { readonly caseId: string } & (Nobody | { readonly reason: 'pixels-held' });

/** Whether somebody wrote of the examination, had a case of it, or knows what to look for. */
export function isInvolved(
	waiting: Pick<WaitingCase, 'authorIds' | 'refusedBy' | 'knownTo'>,
	{ userId, radiologistId }: Reviewer
): boolean {
	if (waiting.refusedBy.includes(userId)) return true;
	if (waiting.knownTo?.includes(userId)) return true;
	return radiologistId !== null && waiting.authorIds.includes(radiologistId);
}

/** Whether somebody shared a handover with the reader on the day of the read. */
export function isHandoverPartner(
	waiting: Pick<WaitingCase, 'handoverIds'>,
	{ radiologistId }: Reviewer
): boolean {
	return radiologistId !== null && waiting.handoverIds.includes(radiologistId);
}

/** Until when somebody may not score this reader because the reader scores them, or did lately (domain reference 2.2, retaliation). */
function reciprocalUntil(waiting: WaitingCase, { radiologistId }: Reviewer, ledger: Ledger): number | null {
	return radiologistId === null ? null : reviewsUntil(ledger, waiting.readerId, radiologistId);
}

/** Whether somebody holds a case of this patient that came into review another way: each would tell of the other. */
function knowsPatient(waiting: WaitingCase, { userId }: Reviewer, { patients }: Ledger): boolean {
	const held = patients.get(`${userId}:${waiting.patientKey}`);
	return held !== undefined && held !== waiting.mode;
}

/**
 * Who can take a case now, or why nobody can. The reason is what stands in the way of those whom the earlier rules leave, in the
 * order of how lasting a rule is: competence, authorship, handover and reciprocal pair, the patient's other case, absence, capacity.
 */
export function whoCan(waiting: WaitingCase, ledger: Ledger): Result<readonly Reviewer[], Nobody> {
	const competent = ledger.reviewers.filter(({ modalities }) => modalities.includes(waiting.modality));
	if (competent.length === 0) return err({ reason: 'no-competent-reviewer' });
	const uninvolved = competent.filter((reviewer) => !isInvolved(waiting, reviewer));
	if (uninvolved.length === 0) return err({ reason: 'only-authors' });
	const independent = uninvolved.filter(
		(reviewer) => !isHandoverPartner(waiting, reviewer) && reciprocalUntil(waiting, reviewer, ledger) === null
	);
	if (independent.length === 0) return err(whyPaired(waiting, uninvolved, ledger));
	const fresh = independent.filter((reviewer) => !knowsPatient(waiting, reviewer, ledger));
	if (fresh.length === 0) return err({ reason: 'same-patient-open' });
	const present = fresh.filter(({ isAway }) => !isAway);
	if (present.length === 0) return err({ reason: 'all-away' });
	const free = present.filter(({ userId, capacity }) => (ledger.load.get(userId) ?? 0) < capacity);
	return free.length === 0 ? err({ reason: 'all-at-capacity' }) : ok(free);
}

/** Names the one rule that stands in everybody's way, or both; and when somebody is free whom time alone frees. */
function whyPaired(waiting: WaitingCase, barred: readonly Reviewer[], ledger: Ledger): Nobody {
	const partners = barred.filter((reviewer) => isHandoverPartner(waiting, reviewer));
	const ends = barred.map((reviewer) => reciprocalUntil(waiting, reviewer, ledger));
	if (ends.every((end) => end === null)) return { reason: 'handover-partner' };
	const first = Math.min(
		...barred.flatMap((reviewer, at) => (partners.includes(reviewer) ? [] : [ends[at] ?? Infinity]))
	);
	return {
		reason: partners.length === 0 ? 'reciprocal-pair' : 'handover-or-reciprocal',
		freeAt: Number.isFinite(first) ? Math.ceil(first / DAY_MS) * DAY_MS : null
	};
}
