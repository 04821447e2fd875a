import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { err, ok, type Result } from '#lib/core/result.ts';

/** A public key whose private twin signs what the group gives away. `retiredAt` is when the next key took over. */
export const publicKeySchema = z.object({
	keyId: z.string().regex(/^[0-9a-f]{16}$/),
	algorithm: z.literal('Ed25519'),
	/** The 32 bytes of the key, hex (RFC 8032). */
	publicKey: z.string().regex(/^[0-9a-f]{64}$/),
	createdAt: z.iso.datetime(),
	retiredAt: z.iso.datetime().nullable()
});
export type PublicKey = z.output<typeof publicKeySchema>;

/** What is published at `/.well-known/overread-keys.json`: every key that ever signed, oldest first. */
export const publishedKeysSchema = z.object({
	format: z.literal('overread-keys/1'),
	group: z.string(),
	keys: z.array(publicKeySchema)
});
export type PublishedKeys = z.output<typeof publishedKeysSchema>;

/** The first 16 hex digits of the SHA-256 of the 32 bytes of a public key. */
export function keyIdOf(publicKeyHex: string): string {
	return bytesToHex(sha256(hexToBytes(publicKeyHex))).slice(0, 16);
}

/** Whether an Ed25519 signature (64 bytes) over these bytes is of this key: strictly by RFC 8032. Never throws. */
export function isSignedBy(publicKeyHex: string, bytes: Uint8Array, signature: Uint8Array): boolean {
	try {
		return ed25519.verify(signature, bytes, hexToBytes(publicKeyHex), { zip215: false });
	} catch {
		return false;
	}
}

/** What stands before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410). */
const SPKI_HEAD = '302a300506032b6570032100';

/** A public key as PEM, the form that openssl reads (RFC 8410). */
export function makePem(publicKeyHex: string): string {
	const der = hexToBytes(SPKI_HEAD + publicKeyHex);
	return `-----BEGIN PUBLIC KEY-----\n${btoa(String.fromCharCode(...der))}\n-----END PUBLIC KEY-----\n`;
}

const PEM = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/;

/** The 64 hex digits of an Ed25519 public key from PEM or from the digits themselves. */
function parseOneKey(text: string): string | null {
	const trimmed = text.trim();
	if (/^[0-9a-f]{64}$/i.test(trimmed)) return trimmed.toLowerCase();
	const [, body] = PEM.exec(trimmed) ?? [];
	if (!body) return null;
	try {
		const der = bytesToHex(Uint8Array.from(atob(body.replace(/\s/g, '')), (sign) => sign.charCodeAt(0)));
		return der.length === SPKI_HEAD.length + 64 && der.startsWith(SPKI_HEAD)
			? der.slice(SPKI_HEAD.length)
			: null;
	} catch {
		return null;
	}
}

/**
 * Public keys from what somebody has at hand: the published list (JSON), PEM, or 64 hex digits. Of a single key nothing is known but
 * itself: it counts as never retired.
 */
export function parseKeys(text: string): Result<readonly PublicKey[], 'keys-form'> {
	const single = parseOneKey(text);
	if (single) {
		const createdAt = new Date(0).toISOString();
		return ok([
			{ keyId: keyIdOf(single), algorithm: 'Ed25519', publicKey: single, createdAt, retiredAt: null }
		]);
	}
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return err('keys-form');
	}
	const parsed = publishedKeysSchema.safeParse(value);
	if (!parsed.success) return err('keys-form');
	// A list that gives a key another's id would let one pass for the other.
	return parsed.data.keys.every(({ keyId, publicKey }) => keyIdOf(publicKey) === keyId)
		? ok(parsed.data.keys)
		: err('keys-form');
}
