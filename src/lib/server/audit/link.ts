import { canonicalJson, hashLink, type AuditLink } from '#lib/core/audit/chain.ts';
import type { AuditEvent } from '#lib/core/audit/events.ts';
import { isAboutCase } from '#lib/core/audit/for-readers.ts';
import type { Instant } from '#lib/core/instant.ts';
import { textHash } from './tree-hash.ts';

export type EventToLink = AuditEvent & { readonly at: Instant; readonly actorId: string | null };

/** The next link of the chain. `salt` is asked for where the actor is sealed in the hash: 32 hex digits that nobody can guess. */
export function makeLink(
	event: EventToLink,
	last: Pick<AuditLink, 'seq' | 'hash'>,
	salt: () => string
): AuditLink {
	const { at, type, actorId } = event;
	const link = {
		seq: last.seq + 1,
		at,
		type,
		actorId,
		subjectId: 'subjectId' in event ? event.subjectId : null,
		facts: canonicalJson(event.facts),
		salt: actorId !== null && isAboutCase(type) ? salt() : null,
		prevHash: last.hash
	};
	return { ...link, hash: hashLink(link, textHash) };
}
