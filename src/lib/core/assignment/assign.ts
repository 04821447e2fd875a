import { enterAssignment, type Ledger } from './ledger.ts';
import { prospectsAround } from './prospects.ts';
import { whoCan, type Unassignable } from './rules.ts';
import type { Reviewer, WaitingCase } from './waiting-case.ts';

export type Assignment = { readonly caseId: string; readonly reviewerId: string };

/** Share of one reader's cases that one reviewer should not pass (statistics reference, section 7). */
export const PAIR_SHARE_LIMIT = 0.2;
/** Cases of a reader from which on a share of them says something. */
const LEAST_FOR_SHARE = 10;

/**
 * Gives each case to a reviewer whom the rules allow (`whoCan`). Among those it takes whom it costs no future reviewers of their own,
 * pairs that meet too often late, and the least loaded relative to capacity first; ties go round from a place that `turn` decides for
 * each case. The ledger is brought up to date.
 * @param turn a number in [0,1) for a case, which nobody can foresee
 */
export function assignCases(
	cases: readonly WaitingCase[],
	ledger: Ledger,
	turn: (caseId: string) => number
): { assigned: Assignment[]; left: Unassignable[] } {
	const assigned: Assignment[] = [];
	const left: Unassignable[] = [];
	for (const waiting of cases) {
		const able = whoCan(waiting, ledger);
		if (!able.ok) {
			left.push({ caseId: waiting.caseId, ...able.error });
			continue;
		}
		const chosen = choose(waiting, able.value, ledger, turn(waiting.caseId));
		if (!chosen) continue;
		assigned.push({ caseId: waiting.caseId, reviewerId: chosen.userId });
		enterAssignment(ledger, waiting, chosen);
	}
	return { assigned, left };
}

/** The reviewer whose turn it is; none where a second one would cost too much. */
function choose(
	waiting: WaitingCase,
	able: readonly Reviewer[],
	ledger: Ledger,
	unit: number
): Reviewer | null {
	const total = ledger.readerTotals.get(waiting.readerId) ?? 0;
	const first = Math.floor(unit * able.length);
	const prospectLost = prospectsAround(waiting, ledger);
	let best: (Rank & { readonly reviewer: Reviewer }) | null = null;
	for (const [at, reviewer] of able.entries()) {
		const met = ledger.met.get(`${reviewer.userId}:${waiting.readerId}`) ?? 0;
		const rank = {
			reviewer,
			prospectLost: prospectLost(reviewer),
			meetsTooOften: total >= LEAST_FOR_SHARE && met / total > PAIR_SHARE_LIMIT ? 1 : 0,
			relativeLoad: (ledger.load.get(reviewer.userId) ?? 0) / reviewer.capacity,
			place: (at - first + able.length) % able.length
		};
		if (best === null || comesBefore(rank, best)) best = rank;
	}
	if (!best || (waiting.isSecond && best.prospectLost > 0)) return null;
	return best.reviewer;
}

type Rank = {
	readonly prospectLost: number;
	readonly meetsTooOften: number;
	readonly relativeLoad: number;
	readonly place: number;
};

function comesBefore(a: Rank, b: Rank): boolean {
	if (a.prospectLost !== b.prospectLost) return a.prospectLost < b.prospectLost;
	if (a.meetsTooOften !== b.meetsTooOften) return a.meetsTooOften < b.meetsTooOften;
	if (a.relativeLoad !== b.relativeLoad) return a.relativeLoad < b.relativeLoad;
	return a.place < b.place;
}

/** A number in [0,1) from the first 52 bits of a pseudonym in hex. */
export function unitOf(pseudonymHex: string): number {
	return Number.parseInt(pseudonymHex.slice(0, 13), 16) / 2 ** 52;
}

/** Whether a case goes silently to a second reviewer: its pseudonym against the policy's share. */
export function isDoubleRead(pseudonymHex: string, share: number): boolean {
	return unitOf(pseudonymHex) < share;
}
