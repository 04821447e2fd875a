/** A case that waits for a reviewer, with all who may not review it. */
export type WaitingCase = {
	readonly caseId: string;
	readonly modality: string;
	/** How it came into review. */
	readonly mode: string;
	/** The patient; the read where the patient is not known. */
	readonly patientKey: string;
	readonly readerId: string;
	/** The reader, co-signers and whoever else read the same examination: radiologists. */
	readonly authorIds: readonly string[];
	/** Users who declined a case of this examination, let one expire, review or reviewed one. */
	readonly refusedBy: readonly string[];
	/** Users who know what was asked about the read, and so what to look for. */
	readonly knownTo?: readonly string[];
};

export type Reviewer = {
	readonly userId: string;
	readonly radiologistId: string | null;
	readonly modalities: readonly string[];
	readonly isAway: boolean;
	/** Cases held now, and the most to hold. */
	readonly load: number;
	readonly capacity: number;
};

export type Assignment = { readonly caseId: string; readonly reviewerId: string };

/** Why nobody can take a case. */
type NobodyReason =
	'no-competent-reviewer' | 'only-authors' | 'all-away' | 'all-at-capacity' | 'same-patient-open';

/** A case that stays drawn: nobody can take it, or its images wait for a check of their pixels. */
export type Unassignable = { readonly caseId: string; readonly reason: NobodyReason | 'pixels-held' };

/** Share of one reader's cases that one reviewer should not pass (statistics reference, section 7). */
export const PAIR_SHARE_LIMIT = 0.2;

/** Who holds how much, who meets whom how often, who reviews whom: carried from one batch of cases to the next. */
export type Ledger = {
	readonly reviewers: readonly Reviewer[];
	readonly load: Map<string, number>;
	/** Cases of a reader that a reviewer had so far, by `${userId}:${readerId}`. */
	readonly pairs: Map<string, number>;
	readonly readerTotals: Map<string, number>;
	/** Pairs of reviewer's and reader's radiologist ids in open assignments, as `${reviewer}:${reader}`. */
	readonly reviewing: Set<string>;
	/** Pairs whose review is done, within the same window as `pairs`. */
	readonly reviewed: ReadonlySet<string>;
	/** The mode of an open case, by `${userId}:${patientKey}`. */
	readonly patients: Map<string, string>;
};

/** An open case of a patient with a reviewer. */
export type HeldPatient = { readonly userId: string; readonly patientKey: string; readonly mode: string };

/** Opens a ledger with what is known before the first case. */
export function openLedger(input: {
	readonly reviewers: readonly Reviewer[];
	readonly reviewing: readonly { readonly reviewer: string; readonly reader: string }[];
	readonly reviewed?: readonly { readonly reviewer: string; readonly reader: string }[];
	readonly pairCounts: ReadonlyMap<string, number>;
	readonly holding?: readonly HeldPatient[];
}): Ledger {
	const readerTotals = new Map<string, number>();
	for (const [pair, n] of input.pairCounts) {
		const reader = pair.slice(pair.indexOf(':') + 1);
		readerTotals.set(reader, (readerTotals.get(reader) ?? 0) + n);
	}
	return {
		reviewers: input.reviewers,
		load: new Map(input.reviewers.map(({ userId, load }) => [userId, load])),
		pairs: new Map(input.pairCounts),
		readerTotals,
		reviewing: new Set(input.reviewing.map(({ reviewer, reader }) => `${reviewer}:${reader}`)),
		reviewed: new Set((input.reviewed ?? []).map(({ reviewer, reader }) => `${reviewer}:${reader}`)),
		patients: new Map(
			(input.holding ?? []).map(({ userId, patientKey, mode }) => [`${userId}:${patientKey}`, mode])
		)
	};
}

/**
 * Gives each case to a reviewer: never to the reader, a co-signer or another reader of the same examination, never to somebody whose
 * own reads that reader is reviewing now, never beside an open case of the same patient from another mode, only within competence, absence and capacity. Among those who remain somebody whose own reads that reader
 * has reviewed lately is taken only where there is nobody else, pairs that meet too often late, and the least loaded relative to capacity first; ties go round from a place that `turn` decides for each case.
 * The ledger is brought up to date.
 * @param turn a number in [0,1) for a case, which nobody can foresee
 */
export function assignCases(
	cases: readonly WaitingCase[],
	ledger: Ledger,
	turn: (caseId: string) => number
): { assigned: Assignment[]; left: Unassignable[] } {
	const { reviewers, load, pairs, readerTotals, reviewing, patients } = ledger;
	const assigned: Assignment[] = [];
	const left: Unassignable[] = [];

	for (const waiting of cases) {
		const competent = reviewers.filter(({ modalities }) => modalities.includes(waiting.modality));
		const independent = competent.filter((reviewer) => isIndependent(waiting, reviewer, reviewing));
		const fresh = independent.filter(({ userId }) => !knowsPatient(waiting, userId, patients));
		const present = fresh.filter(({ isAway }) => !isAway);
		const free = present.filter(({ userId, capacity }) => (load.get(userId) ?? 0) < capacity);
		if (free.length === 0) {
			left.push({ caseId: waiting.caseId, reason: whyNobody(competent, independent, fresh, present) });
			continue;
		}
		const total = readerTotals.get(waiting.readerId) ?? 0;
		const first = Math.floor(turn(waiting.caseId) * free.length);
		const [chosen] = free
			.map((reviewer, at) => {
				const met = pairs.get(`${reviewer.userId}:${waiting.readerId}`) ?? 0;
				return {
					reviewer,
					// In a small group everybody has reviewed everybody within months: refusing would leave cases to nobody.
					isReturn: ledger.reviewed.has(`${waiting.readerId}:${reviewer.radiologistId ?? ''}`) ? 1 : 0,
					meetsTooOften: total >= 10 && met / total > PAIR_SHARE_LIMIT ? 1 : 0,
					relativeLoad: (load.get(reviewer.userId) ?? 0) / reviewer.capacity,
					place: (at - first + free.length) % free.length
				};
			})
			.sort(
				(a, b) =>
					a.isReturn - b.isReturn ||
					a.meetsTooOften - b.meetsTooOften ||
					a.relativeLoad - b.relativeLoad ||
					a.place - b.place
			);
		if (!chosen) continue;
		const { userId, radiologistId } = chosen.reviewer;
		assigned.push({ caseId: waiting.caseId, reviewerId: userId });
		load.set(userId, (load.get(userId) ?? 0) + 1);
		const pair = `${userId}:${waiting.readerId}`;
		pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
		readerTotals.set(waiting.readerId, total + 1);
		patients.set(`${userId}:${waiting.patientKey}`, waiting.mode);
		if (radiologistId) reviewing.add(`${radiologistId}:${waiting.readerId}`);
	}
	return { assigned, left };
}

function isIndependent(waiting: WaitingCase, reviewer: Reviewer, reciprocal: ReadonlySet<string>): boolean {
	if (waiting.refusedBy.includes(reviewer.userId)) return false;
	if (waiting.knownTo?.includes(reviewer.userId)) return false;
	if (reviewer.radiologistId === null) return true;
	if (waiting.authorIds.includes(reviewer.radiologistId)) return false;
	// A must not score B while B scores A (domain 2.2, retaliation).
	return !reciprocal.has(`${waiting.readerId}:${reviewer.radiologistId}`);
}

/** Whether somebody holds a case of this patient that came into review another way: each would tell of the other. */
function knowsPatient(waiting: WaitingCase, userId: string, patients: ReadonlyMap<string, string>): boolean {
	const held = patients.get(`${userId}:${waiting.patientKey}`);
	return held !== undefined && held !== waiting.mode;
}

function whyNobody(
	competent: readonly Reviewer[],
	independent: readonly Reviewer[],
	fresh: readonly Reviewer[],
	present: readonly Reviewer[]
): NobodyReason {
	if (competent.length === 0) return 'no-competent-reviewer';
	if (independent.length === 0) return 'only-authors';
	if (fresh.length === 0) return 'same-patient-open';
	return present.length === 0 ? 'all-away' : 'all-at-capacity';
}

/** A number in [0,1) from the first 52 bits of a pseudonym in hex. */
export function unitOf(pseudonymHex: string): number {
	return Number.parseInt(pseudonymHex.slice(0, 13), 16) / 2 ** 52;
}

/** Whether a case goes silently to a second reviewer: its pseudonym against the policy's share. */
export function isDoubleRead(pseudonymHex: string, share: number): boolean {
	return unitOf(pseudonymHex) < share;
}
