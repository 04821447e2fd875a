import { desc } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { canonicalJson, genesisHash, hashLink } from '#lib/core/audit/chain.ts';
import type { AuditEvent } from '#lib/core/audit/events.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';

export type AuditEntry = AuditEvent & { at: Instant; actor: Pick<Actor, 'id'> | null };

/**
 * Appends events to the audit chain, in the transaction of what they record. Chaining serialises writers: call it last.
 */
export async function recordAudit(write: WriteHandle, ...entries: readonly AuditEntry[]): Promise<void> {
	if (entries.length === 0) return;
	const lock = write.dialect.lockAudit();
	if (lock) await write.run(lock);
	const { auditEvents } = write.tables;
	const [last] = await write
		.select({ seq: auditEvents.seq, hash: auditEvents.hash })
		.from(auditEvents)
		.orderBy(desc(auditEvents.seq))
		.limit(1);
	let seq = last?.seq ?? 0;
	let prevHash = last?.hash ?? genesisHash;
	const links = entries.map((entry) => {
		seq += 1;
		const link = {
			seq,
			at: entry.at,
			type: entry.type,
			actorId: entry.actor?.id ?? null,
			subjectId: 'subjectId' in entry ? entry.subjectId : null,
			facts: canonicalJson(entry.facts),
			prevHash
		};
		prevHash = hashLink(link);
		return { ...link, hash: prevHash };
	});
	await write.insertRows(auditEvents, links);
}
