import { reviewsUntil, type Ledger } from './ledger.ts';
import type { Reviewer, WaitingCase } from './waiting-case.ts';

/** How many present reviewers a reader should keep in prospect. */
const LEAST_PROSPECT = 1;

/**
 * How far it would cost a reviewer their own future reviewers to take this case: whoever reviews somebody's read is not reviewed by
 * them for a while. In a group of three a careless choice leaves one without any. 0 where it costs nothing that is missed.
 */
export function prospectLost(waiting: WaitingCase, candidate: Reviewer, ledger: Ledger): number {
	const { radiologistId } = candidate;
	if (radiologistId === null) return 0;
	// They review this reader anyway.
	if (reviewsUntil(ledger, radiologistId, waiting.readerId) !== null) return 0;
	const others = ledger.reviewers.filter(
		(one) => !one.isAway && one.radiologistId !== radiologistId && one.modalities.includes(waiting.modality)
	);
	if (!others.some((one) => one.radiologistId === waiting.readerId)) return 0;
	const left = others
		.filter((one) => one.radiologistId !== waiting.readerId)
		.map((one) => prospectOf(radiologistId, one.radiologistId, ledger))
		.reduce((sum, one) => sum + one, 0);
	return Math.max(0, LEAST_PROSPECT - left);
}

/** 1 where one reviews the other already, 0 where they may not, and half where it is open which of the two will review the other. */
function prospectOf(reader: string, reviewer: string | null, ledger: Ledger): number {
	if (reviewer === null || reviewsUntil(ledger, reviewer, reader) !== null) return 1;
	return reviewsUntil(ledger, reader, reviewer) === null ? 0.5 : 0;
}
