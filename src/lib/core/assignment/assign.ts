/** A case that waits for a reviewer, with all who may not review it. */
export type WaitingCase = {
	readonly caseId: string;
	readonly modality: string;
	readonly readerId: string;
	/** The reader, co-signers: radiologists. */
	readonly authorIds: readonly string[];
	/** Users who declined it, let it expire or review it already. */
	readonly refusedBy: readonly string[];
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
export type Unassignable = {
	readonly caseId: string;
	readonly reason: 'no-competent-reviewer' | 'only-authors' | 'all-away' | 'all-at-capacity';
};

/** Share of one reader's cases that one reviewer should not pass (statistics reference, section 7). */
export const PAIR_SHARE_LIMIT = 0.2;

/**
 * Gives each case to a reviewer: never to the reader or a co-signer, never to somebody whose own reads that reader is
 * reviewing now, only within competence, absence and capacity. Among those who remain the least loaded relative to
 * capacity is taken, pairs that meet too often last; ties are broken by `tieBreak`, which nobody can foresee.
 * @param reviewing who reviews whom now: pairs of reviewer's and reader's radiologist ids
 * @param pairCounts cases of a reader that a reviewer had so far, by `${userId}:${readerId}`
 */
export function assignCases(input: {
	readonly cases: readonly WaitingCase[];
	readonly reviewers: readonly Reviewer[];
	readonly reviewing: readonly { readonly reviewer: string; readonly reader: string }[];
	readonly pairCounts: ReadonlyMap<string, number>;
	readonly tieBreak: (caseId: string, userId: string) => string;
}): { assigned: Assignment[]; left: Unassignable[] } {
	const load = new Map(input.reviewers.map(({ userId, load: held }) => [userId, held]));
	const pairs = new Map(input.pairCounts);
	const reciprocal = new Set(input.reviewing.map(({ reviewer, reader }) => `${reviewer}:${reader}`));
	const readerTotals = new Map<string, number>();
	for (const [pair, n] of pairs) {
		const reader = pair.slice(pair.indexOf(':') + 1);
		readerTotals.set(reader, (readerTotals.get(reader) ?? 0) + n);
	}
	const assigned: Assignment[] = [];
	const left: Unassignable[] = [];

	for (const waiting of input.cases) {
		const competent = input.reviewers.filter(({ modalities }) => modalities.includes(waiting.modality));
		const independent = competent.filter((reviewer) => isIndependent(waiting, reviewer, reciprocal));
		const present = independent.filter(({ isAway }) => !isAway);
		const free = present.filter(({ userId, capacity }) => (load.get(userId) ?? 0) < capacity);
		if (free.length === 0) {
			left.push({ caseId: waiting.caseId, reason: whyNobody(competent, independent, present) });
			continue;
		}
		const total = readerTotals.get(waiting.readerId) ?? 0;
		const [chosen] = free
			.map((reviewer) => {
				const met = pairs.get(`${reviewer.userId}:${waiting.readerId}`) ?? 0;
				return {
					reviewer,
					meetsTooOften: total >= 10 && met / total > PAIR_SHARE_LIMIT ? 1 : 0,
					relativeLoad: (load.get(reviewer.userId) ?? 0) / reviewer.capacity,
					tie: input.tieBreak(waiting.caseId, reviewer.userId)
				};
			})
			.sort(
				(a, b) =>
					a.meetsTooOften - b.meetsTooOften || a.relativeLoad - b.relativeLoad || (a.tie < b.tie ? -1 : 1)
			);
		if (!chosen) continue;
		const { userId, radiologistId } = chosen.reviewer;
		assigned.push({ caseId: waiting.caseId, reviewerId: userId });
		load.set(userId, (load.get(userId) ?? 0) + 1);
		const pair = `${userId}:${waiting.readerId}`;
		pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
		readerTotals.set(waiting.readerId, total + 1);
		if (radiologistId) reciprocal.add(`${radiologistId}:${waiting.readerId}`);
	}
	return { assigned, left };
}

function isIndependent(waiting: WaitingCase, reviewer: Reviewer, reciprocal: ReadonlySet<string>): boolean {
	if (waiting.refusedBy.includes(reviewer.userId)) return false;
	if (reviewer.radiologistId === null) return true;
	if (waiting.authorIds.includes(reviewer.radiologistId)) return false;
	// A must not score B while B scores A (domain 2.2, retaliation).
	return !reciprocal.has(`${waiting.readerId}:${reviewer.radiologistId}`);
}

function whyNobody(
	competent: readonly Reviewer[],
	independent: readonly Reviewer[],
	present: readonly Reviewer[]
): Unassignable['reason'] {
	if (competent.length === 0) return 'no-competent-reviewer';
	if (independent.length === 0) return 'only-authors';
	return present.length === 0 ? 'all-away' : 'all-at-capacity';
}

/** Whether a case goes silently to a second reviewer: the first 52 bits of its pseudonym against the policy's share. */
export function isDoubleRead(pseudonymHex: string, share: number): boolean {
	return Number.parseInt(pseudonymHex.slice(0, 13), 16) / 2 ** 52 < share;
}
