import { desc } from 'drizzle-orm';
import { genesisHash, type AuditLink } from '#lib/core/audit/chain.ts';
import type { AuditEvent } from '#lib/core/audit/events.ts';
import type { Instant } from '#lib/core/instant.ts';
import { makeLink } from '#lib/server/audit/link.ts';
import { textHash } from '#lib/server/audit/tree-hash.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';

export type PastEvent = AuditEvent & { readonly at: Instant; readonly actorId: string | null };

/** Events of the past, collected in any order and chained in the order in which they happened. */
export type PastAudit = {
	readonly add: (...events: readonly PastEvent[]) => void;
	/** Chains all events up to an instant that are not chained yet. */
	readonly writeUntil: (write: WriteHandle, until: Instant) => Promise<number>;
};

/** Starts an empty collection. */
export function makePastAudit(): PastAudit {
	let waiting: PastEvent[] = [];
	return {
		add: (...events) => {
			waiting.push(...events);
		},
		async writeUntil(write, until) {
			// A stable sort: of one instant, what was added first happened first.
			const due = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
			waiting = waiting.filter(({ at }) => at > until);
			const { auditEvents } = write.tables;
			const [last] = await write
				.select({ seq: auditEvents.seq, hash: auditEvents.hash })
				.from(auditEvents)
				.orderBy(desc(auditEvents.seq))
				.limit(1);
			await write.insertRows(auditEvents, chain(due, last ?? { seq: 0, hash: genesisHash }));
			return due.length;
		}
	};
}

function chain(events: readonly PastEvent[], last: Pick<AuditLink, 'seq' | 'hash'>): AuditLink[] {
	let end = last;
	return events.map((event) => {
		// All of it is invented: a salt that follows from the event hides nothing that anybody could look for.
		const link = makeLink(event, end, () => textHash(`demo ${end.hash}`).slice(0, 32));
		end = link;
		return link;
	});
}
