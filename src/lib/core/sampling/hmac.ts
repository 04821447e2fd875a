import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** HMAC-SHA-256 of a message (UTF-8) under a fixed key, as lower-case hex. */
export type Hmac = (message: string) => string;

/** Makes the HMAC for a key given in hex; a command may pass the platform's own. */
export type MakeHmac = (keyHex: string) => Hmac;

/** HMAC-SHA-256 (RFC 2104). The key's inner and outer states are computed once and copied for each message. */
export const makeHmac: MakeHmac = (keyHex) => {
	const keyed = hmac.create(sha256, hexToBytes(keyHex));
	const scratch = keyed.clone();
	const tag = new Uint8Array(32);
	return (message) => {
		keyed._cloneInto(scratch);
		scratch.update(utf8ToBytes(message)).digestInto(tag);
		return bytesToHex(tag);
	};
};

/** HMAC-SHA-256 of bytes, all in hex. */
export function hmacHex(keyHex: string, messageHex: string): string {
	return bytesToHex(hmac(sha256, hexToBytes(keyHex), hexToBytes(messageHex)));
}

/** SHA-256 of a text's UTF-8 bytes, as lower-case hex. */
export function sha256Hex(text: string): string {
	return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * The commitment to a seed, published before the draw: SHA-256(seed bytes ‖ UTF-8 draw id) as lower-case hex.
 * The draw id in it keeps one seed from serving two draws.
 */
export function commitment(seedHex: string, drawId: string): string {
	return bytesToHex(sha256(concatBytes(hexToBytes(seedHex), utf8ToBytes(drawId))));
}
