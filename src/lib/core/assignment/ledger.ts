import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import type { Reviewer, WaitingCase } from './waiting-case.ts';

/** What a reviewer and a reader had to do with each other so far, known cases apart: those judge nobody. */
export type PairSoFar = {
	readonly userId: string;
	/** The reviewer as a radiologist. */
	readonly radiologistId: string | null;
	readonly readerId: string;
	/** Cases that count for the share of a pair. */
	readonly met: number;
	readonly hasOpen: boolean;
	/** When the reviewer last scored a read of the reader; null where that never happened. */
	readonly reviewedAt: Instant | null;
};

/** An open case of a patient with a reviewer. */
export type HeldPatient = { readonly userId: string; readonly patientKey: string; readonly mode: string };

/** Who holds how much, who meets whom how often, who reviews whom: carried from case to case. */
export type Ledger = {
	readonly reviewers: readonly Reviewer[];
	readonly load: Map<string, number>;
	/** Cases of a reader that a reviewer had so far, by `${userId}:${readerId}`. */
	readonly met: Map<string, number>;
	readonly readerTotals: Map<string, number>;
	/**
	 * Until when one radiologist, by `${reviewer}:${reader}`, counts as reviewer of the other: so long the other is no reviewer of
	 * theirs. Infinity while a case is open.
	 */
	readonly reviewsUntil: Map<string, number>;
	/** The mode of an open case, by `${userId}:${patientKey}`. */
	readonly patients: Map<string, string>;
};

/**
 * Opens a ledger with what is known before the first case.
 * @param reciprocityDays days after a review in which its reader does not review the reviewer's own reads; 0: only while it is open
 */
export function openLedger(input: {
	readonly reviewers: readonly Reviewer[];
	readonly pairs: readonly PairSoFar[];
	readonly holding: readonly HeldPatient[];
	readonly reciprocityDays: number;
	readonly now: Instant;
}): Ledger {
	const readerTotals = new Map<string, number>();
	const reviewsUntil = new Map<string, number>();
	for (const pair of input.pairs) {
		readerTotals.set(pair.readerId, (readerTotals.get(pair.readerId) ?? 0) + pair.met);
		const until = pair.hasOpen ? Infinity : (pair.reviewedAt ?? -Infinity) + input.reciprocityDays * DAY_MS;
		if (pair.radiologistId === null || until <= input.now) continue;
		const key = `${pair.radiologistId}:${pair.readerId}`;
		reviewsUntil.set(key, Math.max(until, reviewsUntil.get(key) ?? -Infinity));
	}
	return {
		reviewers: input.reviewers,
		load: new Map(input.reviewers.map(({ userId, load }) => [userId, load])),
		met: new Map(input.pairs.map(({ userId, readerId, met }) => [`${userId}:${readerId}`, met])),
		readerTotals,
		reviewsUntil,
		patients: new Map(input.holding.map(({ userId, patientKey, mode }) => [`${userId}:${patientKey}`, mode]))
	};
}

/** Writes into the ledger that a reviewer gets a case. */
export function enterAssignment(ledger: Ledger, waiting: WaitingCase, reviewer: Reviewer): void {
	const { load, met, readerTotals, reviewsUntil, patients } = ledger;
	const { userId, radiologistId } = reviewer;
	const pair = `${userId}:${waiting.readerId}`;
	load.set(userId, (load.get(userId) ?? 0) + 1);
	met.set(pair, (met.get(pair) ?? 0) + 1);
	readerTotals.set(waiting.readerId, (readerTotals.get(waiting.readerId) ?? 0) + 1);
	patients.set(`${userId}:${waiting.patientKey}`, waiting.mode);
	if (radiologistId !== null) reviewsUntil.set(`${radiologistId}:${waiting.readerId}`, Infinity);
}

/** Until when one radiologist counts as reviewer of another; null where they do not. */
export function reviewsUntil(ledger: Ledger, reviewer: string, reader: string): number | null {
	return ledger.reviewsUntil.get(`${reviewer}:${reader}`) ?? null;
}
