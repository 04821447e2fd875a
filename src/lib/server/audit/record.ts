import { randomBytes } from 'node:crypto';
import { desc } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { genesisHash, type AuditLink } from '#lib/core/audit/chain.ts';
import type { AuditEvent } from '#lib/core/audit/events.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { makeLink } from './link.ts';

export type AuditEntry = AuditEvent & { at: Instant; actor: Pick<Actor, 'id'> | null };

const SALT_BYTES = 16;
const aSalt = (): string => randomBytes(SALT_BYTES).toString('hex');

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
	let end: Pick<AuditLink, 'seq' | 'hash'> = last ?? { seq: 0, hash: genesisHash };
	const links: AuditLink[] = [];
	for (const entry of entries) {
		const link = makeLink({ ...entry, actorId: entry.actor?.id ?? null }, end, aSalt);
		links.push(link);
		end = link;
	}
	await write.insertRows(auditEvents, links);
}
