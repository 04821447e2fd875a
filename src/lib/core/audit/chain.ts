import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** One link of the audit chain as it is stored. */
export type AuditLink = {
	readonly seq: number;
	readonly at: number;
	readonly type: string;
	readonly actorId: string | null;
	readonly subjectId: string | null;
	/** Canonical JSON. */
	readonly facts: string;
	readonly prevHash: string;
	readonly hash: string;
};

/** The hash before the first link. */
export const genesisHash = '0'.repeat(64);

/** JSON with sorted keys and without white space, so that equal facts have equal bytes. */
export function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_key, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
			: inner
	);
}

/**
 * The hash of a link: SHA-256 over the canonical JSON array of the hash before it and its own fields. An array, so that
 * no two different links can have the same bytes.
 */
export function hashLink(link: Omit<AuditLink, 'hash'>): string {
	const content = [link.prevHash, link.seq, link.at, link.type, link.actorId, link.subjectId, link.facts];
	return bytesToHex(sha256(utf8ToBytes(JSON.stringify(content))));
}

export type ChainBreak = {
	readonly seq: number;
	readonly reason: 'gap' | 'broken-link' | 'altered';
};

/** Checks one link against the one before it; null when it holds. */
export function checkLink(
	previous: Pick<AuditLink, 'seq' | 'hash'> | null,
	link: AuditLink
): ChainBreak | null {
	if (link.seq !== (previous?.seq ?? 0) + 1) return { seq: link.seq, reason: 'gap' };
	if (link.prevHash !== (previous?.hash ?? genesisHash)) return { seq: link.seq, reason: 'broken-link' };
	if (hashLink(link) !== link.hash) return { seq: link.seq, reason: 'altered' };
	return null;
}
