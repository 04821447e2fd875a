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
	/** What seals the actor in the hash; null where the hash has the actor as it is. */
	readonly salt: string | null;
	readonly prevHash: string;
	readonly hash: string;
};

/** SHA-256 of a text in UTF-8, hex. The server has a faster one of the same results. */
export type TextHash = (text: string) => string;

const sha256Hex: TextHash = (text) => bytesToHex(sha256(utf8ToBytes(text)));

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

const SEALED = 'sealed:';

/**
 * The actor of an event as its hash has it. Beside a salt it is sealed: an extract can be held against the chain without telling who acted,
 * and whoever knows all ids cannot try them.
 */
export function actorInHash(
	{ actorId, salt }: Pick<AuditLink, 'actorId' | 'salt'>,
	hash: TextHash = sha256Hex
): string | null {
	return actorId === null || salt === null ? actorId : `${SEALED}${hash(`${salt}:${actorId}`)}`;
}

/** A link as its hash has it. */
export type LinkContent = Omit<AuditLink, 'hash' | 'actorId' | 'salt'> & { readonly actor: string | null };

/**
 * What is hashed of a link: the canonical JSON array of the hash before it and its own fields. An array, so that no two different links
 * can have the same bytes.
 */
export function contentOf({ prevHash, seq, at, type, actor, subjectId, facts }: LinkContent): string {
	return JSON.stringify([prevHash, seq, at, type, actor, subjectId, facts]);
}

/** The hash of a link: SHA-256 over its content, hex. */
export function hashLink(link: Omit<AuditLink, 'hash'>, hash: TextHash = sha256Hex): string {
	return hash(contentOf({ ...link, actor: actorInHash(link, hash) }));
}

/** The hash of a link whose actor is given as the hash has it. */
export function hashContent(content: LinkContent): string {
	return sha256Hex(contentOf(content));
}

export type ChainBreak = {
	readonly seq: number;
	readonly reason: 'gap' | 'broken-link' | 'altered';
};

/** Checks one link against the one before it; null when it holds. */
export function checkLink(
	previous: Pick<AuditLink, 'seq' | 'hash'> | null,
	link: AuditLink,
	hash: TextHash = sha256Hex
): ChainBreak | null {
	if (link.seq !== (previous?.seq ?? 0) + 1) return { seq: link.seq, reason: 'gap' };
	if (link.prevHash !== (previous?.hash ?? genesisHash)) return { seq: link.seq, reason: 'broken-link' };
	// As if it were sealed, an actor could be taken away without another hash.
	if (link.salt === null && link.actorId?.startsWith(SEALED)) return { seq: link.seq, reason: 'altered' };
	if (hashLink(link, hash) !== link.hash) return { seq: link.seq, reason: 'altered' };
	return null;
}
