import { desc } from 'drizzle-orm';
import { canonicalJson, genesisHash, hashLink, type AuditLink } from '#lib/core/audit/chain.ts';
import type { AuditEvent } from '#lib/core/audit/events.ts';
import type { Instant } from '#lib/core/instant.ts';
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
	let { seq, hash } = last;
	return events.map((event) => {
		seq += 1;
		const link = {
			seq,
			at: event.at,
			type: event.type,
			actorId: event.actorId,
			subjectId: 'subjectId' in event ? event.subjectId : null,
			facts: canonicalJson(event.facts),
			prevHash: hash
		};
		hash = hashLink(link);
		return { ...link, hash };
	});
}
