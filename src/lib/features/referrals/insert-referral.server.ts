import type { Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { ReferralMode, ReferralSource } from '#lib/core/referrals/kinds.ts';
import type { App } from '#lib/server/app.ts';
import type { AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';

export type NewReferral = {
	readonly readId: string;
	readonly mode: ReferralMode;
	readonly source: ReferralSource;
	readonly words?: string;
	readonly grade?: string | null;
	readonly planId?: string;
	readonly aiResultId?: string;
	readonly pairId?: string;
	/** Null where nobody asked: a plan, which draws by itself. */
	readonly actor: Pick<Actor, 'id'> | null;
	readonly now: Instant;
};

/** Writes an open referral; gives its id and the audit entry for the end of the transaction. */
export async function insertReferral(
	write: WriteHandle,
	app: Pick<App, 'ids'>,
	{ actor, now, ...given }: NewReferral
): Promise<{ id: string; entry: AuditEntry }> {
	const id = app.ids();
	await write.insert(write.tables.referrals).values({
		id,
		...given,
		status: 'open',
		askedBy: actor?.id ?? null,
		receivedAt: now
	});
	const facts = { mode: given.mode, source: given.source };
	return { id, entry: { type: 'referral.received', subjectId: id, facts, at: now, actor } };
}
