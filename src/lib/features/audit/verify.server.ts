import type { Actor } from '#lib/core/actor.ts';
import type { ChainBreak } from '#lib/core/audit/chain.ts';
import { endOfLog } from '#lib/server/audit/tree.ts';
import { walkLog } from '#lib/server/audit/walk-log.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

export type ChainVerdict = {
	readonly links: number;
	/** The hash of the last link: written down elsewhere, it shows later that nothing was cut off the end. */
	readonly headHash: string | null;
	readonly firstBreak: ChainBreak | null;
};

/** A verdict as it is shown; of a part what counts entries is null. */
export type ShownVerdict = {
	readonly links: number | null;
	readonly headHash: string | null;
	readonly firstBreak: { readonly seq: number | null; readonly reason: ChainBreak['reason'] } | null;
	readonly isPart: boolean;
};

/** Walks the whole audit chain in bounded memory and names the first link that does not hold. */
export async function verifyAuditChain(read: ReadHandle): Promise<ChainVerdict> {
	const end = await endOfLog(read);
	return walkLog({ read }, end?.seq ?? 0);
}

/**
 * The verdict as the page shows it. Whoever has reads of their own is told neither the hash of the last link, nor how many there are or
 * which does not hold: beside the entries that they see, it would count those that they do not (`auditPage`).
 */
export async function verdictFor(
	read: ReadHandle,
	{ radiologistId }: Pick<Actor, 'radiologistId'>
): Promise<ShownVerdict> {
	const verdict = await verifyAuditChain(read);
	if (radiologistId === null) return { ...verdict, isPart: false };
	const firstBreak = verdict.firstBreak && { reason: verdict.firstBreak.reason, seq: null };
	return { links: null, headHash: null, firstBreak, isPart: true };
}
