/** Where the way back to the facility stands. */
export const correctionStatuses = ['open', 'informed', 'received', 'closed', 'not-needed'] as const;
export type CorrectionStatus = (typeof correctionStatuses)[number];

/** What people do about a correction. Linking an addendum moves nothing: it may come at any time before the end. */
export const correctionActs = ['inform', 'dismiss', 'withdraw', 'receive', 'close'] as const;
export type CorrectionAct = (typeof correctionActs)[number];

/** What opened a correction. */
export const correctionReasons = ['flagged', 'score', 'committee', 'coordinator'] as const;
export type CorrectionReason = (typeof correctionReasons)[number];

/** How a facility was told. */
export const informingWays = ['telephone', 'secure-message', 'in-person', 'fax'] as const;
export type InformingWay = (typeof informingWays)[number];

// The whole life of a correction: what is not here cannot happen.
const life = {
	open: { inform: 'informed', dismiss: 'not-needed' },
	informed: { receive: 'received', withdraw: 'closed' },
	received: { close: 'closed', withdraw: 'closed' },
	closed: {},
	// The committee may take it up again (features/corrections/open-correction).
	'not-needed': {}
} as const satisfies Record<CorrectionStatus, Partial<Record<CorrectionAct, CorrectionStatus>>>;

/** Where an act leads, or null where it cannot be done. */
export function nextStatus(status: CorrectionStatus, act: CorrectionAct): CorrectionStatus | null {
	const acts: Partial<Record<CorrectionAct, CorrectionStatus>> = life[status];
	return acts[act] ?? null;
}

/**
 * The acts that are possible, the one to do next first. Where the committee found no discrepancy after all, nothing is asked for but
 * the end: a facility that was not told is not told, and one that was is told that the finding does not stand.
 */
export function possibleActs(
	status: CorrectionStatus,
	{ isUnfounded = false }: { readonly isUnfounded?: boolean } = {}
): CorrectionAct[] {
	const order: readonly CorrectionAct[] = isUnfounded
		? ['dismiss', 'inform', 'withdraw', 'receive']
		: ['inform', 'dismiss', 'receive', 'close'];
	return order.filter((act) => nextStatus(status, act) !== null);
}

/** Whether the loop is still open: somebody has something to do. */
export function isPending(status: CorrectionStatus): boolean {
	return possibleActs(status).length > 0;
}

/** The statuses of loops that are still open. */
export const pendingStatuses: readonly CorrectionStatus[] = correctionStatuses.filter(isPending);

/** A status as it is stored. Throws on any other: the column holds nothing else. */
export function parseStatus(text: string): CorrectionStatus {
	const status = correctionStatuses.find((known) => known === text);
	if (!status) throw new Error('a correction has an unknown status');
	return status;
}
