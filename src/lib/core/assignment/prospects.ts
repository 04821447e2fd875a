import { reviewsUntil, type Ledger } from './ledger.ts';
import type { Reviewer, WaitingCase } from './waiting-case.ts';

/** How many present reviewers a reader should keep in prospect. */
const LEAST_PROSPECT = 1;

/**
 * How far it would cost reviewers their own future reviewers to take this case: whoever reviews somebody's read is not reviewed by them
 * for a while. In a group of three a careless choice leaves one without any. 0 where it costs nothing that is missed. Who is there is
 * found once a case, and nobody is counted beyond what suffices: in a large group the first two others answer it.
 */
export function prospectsAround(waiting: WaitingCase, ledger: Ledger): (candidate: Reviewer) => number {
	const present = ledger.reviewers.filter(
		({ isAway, modalities }) => !isAway && modalities.includes(waiting.modality)
	);
	const isReaderThere = present.some(({ radiologistId }) => radiologistId === waiting.readerId);
	return ({ radiologistId }) => {
		if (radiologistId === null || radiologistId === waiting.readerId || !isReaderThere) return 0;
		// They review this reader anyway.
		if (reviewsUntil(ledger, radiologistId, waiting.readerId) !== null) return 0;
		let left = 0;
		for (const other of present) {
			if (left >= LEAST_PROSPECT) return 0;
			if (other.radiologistId === radiologistId || other.radiologistId === waiting.readerId) continue;
			left += prospectOf(radiologistId, other.radiologistId, ledger);
		}
		return Math.max(0, LEAST_PROSPECT - left);
	};
}

/** 1 where one reviews the other already, 0 where they may not, and half where it is open which of the two will review the other. */
function prospectOf(reader: string, reviewer: string | null, ledger: Ledger): number {
	if (reviewer === null || reviewsUntil(ledger, reviewer, reader) !== null) return 1;
	return reviewsUntil(ledger, reader, reviewer) === null ? 0.5 : 0;
}
