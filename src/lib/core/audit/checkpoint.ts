import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { toIso, type Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { isSignedBy, type PublicKey } from '#lib/core/signing/keys.ts';

/** How far the audit log had come at an instant: what is signed, and kept outside of the database. */
export type Checkpoint = {
	/** Names the log (`originOf`). */
	readonly origin: string;
	/** Number of entries. */
	readonly treeSize: number;
	/** Root of the Merkle tree over the hashes of these entries, hex. */
	readonly rootHash: string;
	/** Hash of the last of these entries in the chain, hex. */
	readonly headHash: string;
	readonly at: Instant;
};

/** A checkpoint with its signatures: text, as it is kept and given away (c2sp.org/signed-note). */
export type SignedCheckpoint = {
	readonly checkpoint: Checkpoint;
	/** The text that is signed. */
	readonly body: string;
	readonly signatures: readonly {
		readonly name: string;
		readonly keyHash: string;
		readonly bytes: Uint8Array;
	}[];
};

export type NoteError = 'note-form' | 'note-key' | 'note-signature';

const ED25519 = 1;
const KEY_HASH_BYTES = 4;
const SIGNATURE_BYTES = 64;

/** The name of a log: by the hash of its first entry, so that no two logs have one. */
export function originOf(firstHash: string): string {
	return `overread.audit/${firstHash.slice(0, 16)}`;
}

/** The text that is signed (c2sp.org/tlog-checkpoint): name, size, root, and as further lines the end of the chain and the time. */
export function makeBody({ origin, treeSize, rootHash, headHash, at }: Checkpoint): string {
	return `${origin}\n${treeSize}\n${toBase64(hexToBytes(rootHash))}\nhead ${headHash}\ntime ${toIso(at)}\n`;
}

/** First 4 bytes of the SHA-256 over name and key, hex: which key signed a note. */
export function noteKeyHash(name: string, publicKeyHex: string): string {
	const content = concatBytes(utf8ToBytes(`${name}\n`), new Uint8Array([ED25519]), hexToBytes(publicKeyHex));
	return bytesToHex(sha256(content).subarray(0, KEY_HASH_BYTES));
}

/** Signs a checkpoint: `sign` is Ed25519 over bytes. */
export function signCheckpoint(
	checkpoint: Checkpoint,
	key: { readonly publicKey: string; readonly sign: (bytes: Uint8Array) => Uint8Array }
): string {
	const body = makeBody(checkpoint);
	const keyHash = hexToBytes(noteKeyHash(checkpoint.origin, key.publicKey));
	const signature = concatBytes(keyHash, key.sign(utf8ToBytes(body)));
	return `${body}\n— ${checkpoint.origin} ${toBase64(signature)}\n`;
}

const BODY =
	/^(?<origin>[^\s+]+)\n(?<size>0|[1-9]\d{0,15})\n(?<root>[A-Za-z0-9+/]{43}=)\nhead (?<head>[0-9a-f]{64})\ntime (?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\n$/;
const SIGNATURE = /^— (?<name>[^\s+]+) (?<value>[A-Za-z0-9+/]+={0,2})$/;

/** Reads a signed checkpoint; whether it is signed by a key that counts is another question (`checkNote`). */
export function parseNote(note: string): Result<SignedCheckpoint, 'note-form'> {
	const [body, signed, ...rest] = note.replaceAll('\r\n', '\n').split(/(?<=\n)\n/);
	if (body === undefined || signed === undefined || rest.length > 0) return err('note-form');
	const { origin, size, root, head, time } = BODY.exec(body)?.groups ?? {};
	const at = Date.parse(time ?? '');
	if (!origin || !size || !root || !head || Number.isNaN(at)) return err('note-form');
	const signatures = [];
	for (const line of signed.trimEnd().split('\n')) {
		const { name, value } = SIGNATURE.exec(line)?.groups ?? {};
		const bytes = fromBase64(value ?? '');
		if (!name || !bytes || bytes.length <= KEY_HASH_BYTES) return err('note-form');
		const keyHash = bytesToHex(bytes.subarray(0, KEY_HASH_BYTES));
		signatures.push({ name, keyHash, bytes: bytes.subarray(KEY_HASH_BYTES) });
	}
	const rootBytes = fromBase64(root);
	const treeSize = Number(size);
	if (!rootBytes || !Number.isSafeInteger(treeSize)) return err('note-form');
	const checkpoint = { origin, treeSize, rootHash: bytesToHex(rootBytes), headHash: head, at };
	return makeBody(checkpoint) === body ? ok({ checkpoint, body, signatures }) : err('note-form');
}

/**
 * Reads a signed checkpoint and checks its signature: one of the keys must have signed it as the log. The server gives its own, faster
 * way to check one.
 */
export function checkNote(
	note: string,
	keys: readonly Pick<PublicKey, 'publicKey' | 'keyId'>[],
	isSigned: typeof isSignedBy = isSignedBy
): Result<{ readonly checkpoint: Checkpoint; readonly keyId: string }, NoteError> {
	const parsed = parseNote(note);
	if (!parsed.ok) return parsed;
	const { checkpoint, body, signatures } = parsed.value;
	let isKeyKnown = false;
	for (const { name, keyHash, bytes } of signatures) {
		if (name !== checkpoint.origin || bytes.length !== SIGNATURE_BYTES) continue;
		const key = keys.find(({ publicKey }) => noteKeyHash(name, publicKey) === keyHash);
		if (!key) continue;
		isKeyKnown = true;
		if (isSigned(key.publicKey, utf8ToBytes(body), bytes)) return ok({ checkpoint, keyId: key.keyId });
	}
	return err(isKeyKnown ? 'note-signature' : 'note-key');
}

export function toBase64(bytes: Uint8Array): string {
	let binary = '';
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return btoa(binary);
}

/** The bytes of a Base64 text with its padding; null where it is none. */
export function fromBase64(text: string): Uint8Array | null {
	try {
		const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
		// More than one text has the same bytes: only the one that these bytes make is taken.
		return toBase64(bytes) === text ? bytes : null;
	} catch {
		return null;
	}
}
